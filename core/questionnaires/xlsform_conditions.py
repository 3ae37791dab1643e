"""Conditions as XLSForm writes them (`relevant`), and back.

What is read becomes groups of comparisons of which one must hold; not() goes inwards by De Morgan. A
comparison with an empty answer is false in XPath, so the opposite of “more than 3” is “at most 3, or empty”.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.questionnaires.answers import date_in, number_in
from core.questionnaires.form import AllOf, Condition, Kind, Operator, Term
from core.questionnaires.xpath import Binary, Call, Literal, Number, Path, Ref, Tree, quoted

# Longer ones come from multiplying out a condition nobody could still read.
MOST_TERMS: Final = 300
NUMERAL: Final = re.compile(r"-?\d+(\.\d+)?")
_Groups = list[list[Term]]


@dataclass(frozen=True, slots=True)
class Target:
    """What ${name} means: the box `key` of the question at place `index`, or why it means nothing here.

    `codes` are option codes by the names they have in the choices sheet.
    """

    key: str
    kind: Kind = Kind.TEXT
    index: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    lacking: str = ""


class Unrepresentable(Exception):
    """An expression that is in order but has no place in a form here; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Turns trees into conditions, for what stands at place `index` of the form."""

    targets: Mapping[str, Target]
    index: int

    def condition(self, trees: list[Tree]) -> Condition:
        """When all of these hold.

        Raises:
            Unrepresentable: with the reason.
        """
        groups: _Groups = [[]]
        for tree in trees:
            groups = _both(groups, self._groups(tree, False))
        if not groups:
            raise Unrepresentable("条件永远不成立")
        if any(not group for group in groups):
            return Condition()
        return Condition(tuple(AllOf(tuple(group)) for group in groups))

    def _groups(self, tree: Tree, negated: bool) -> _Groups:
        match tree:
            case Binary("and" | "or" as word, left, right):
                sides = self._groups(left, negated), self._groups(right, negated)
                return _both(*sides) if (word == "and") is not negated else _either(*sides)
            case Binary("=" | "!=" | "<" | ">" | "<=" | ">=" as sign, left, right):
                return self._compared(sign, left, right, negated)
            case Call("not", (inner,)):
                return self._groups(inner, not negated)
            case Call("true", ()) | Call("false", ()):
                return [[]] if (tree.name == "true") is not negated else []
            case Call("boolean", (inner,)):
                return self._groups(inner, negated)
            case Ref(name):
                return [[Term(self._target(name).key, Operator.EMPTY if negated else Operator.ANSWERED)]]
            case Call("selected" | "contains" as word, (Ref(name), Literal(text) | Number(text))):
                return [[self._chosen(word, name, text, negated)]]
            case Call(word, _):
                raise Unrepresentable(f"没有与函数 {word}() 对应的条件")
            case Path():
                raise Unrepresentable("条件用路径引用答数")
        raise Unrepresentable("条件不是比较")

    def _target(self, name: str) -> Target:
        target = self.targets[name]
        if target.lacking:
            raise Unrepresentable(f"条件引用了 {name}，{target.lacking}")
        if target.index >= self.index:
            raise Unrepresentable(f"条件引用了 {name}，它不在前面")
        return target

    def _chosen(self, word: str, name: str, text: str, negated: bool) -> Term:
        target = self._target(name)
        if word == "selected" and target.kind is not Kind.MULTIPLE:
            operator = Operator.DIFFERS if negated else Operator.EQUALS
        else:
            operator = Operator.LACKS if negated else Operator.CONTAINS
        return Term(target.key, operator, target.codes.get(text, text))

    def _compared(self, sign: str, left: Tree, right: Tree, negated: bool) -> _Groups:
        if constant_in(left) is not None:
            left, right, sign = right, left, FLIPPED[sign]
        text, subject = constant_in(right), left
        if text is None:
            raise Unrepresentable("条件把两个答数或算式相比")
        match subject:
            case Call("string-length" | "count-selected", (Ref(name),)):
                return [[self._measured(name, sign, text, negated)]]
            case Call("number" | "string", (Ref(name),)) | Ref(name):
                return self._valued(self._target(name), sign, text, negated)
        raise Unrepresentable("条件比较的不是一道题的答数")

    def _measured(self, name: str, sign: str, text: str, negated: bool) -> Term:
        sign = _OPPOSITE[sign] if negated else sign
        if (sign, text) in ((">", "0"), ("!=", "0"), (">=", "1")):
            return Term(self._target(name).key, Operator.ANSWERED)
        if (sign, text) in (("=", "0"), ("<=", "0"), ("<", "1")):
            return Term(self._target(name).key, Operator.EMPTY)
        raise Unrepresentable("条件数答案的字数或选了几项")

    def _valued(self, target: Target, sign: str, text: str, negated: bool) -> _Groups:
        key = target.key
        if sign in ("=", "!="):
            same = (sign == "=") is not negated
            if not text:
                return [[Term(key, Operator.EMPTY if same else Operator.ANSWERED)]]
            return [[Term(key, Operator.EQUALS if same else Operator.DIFFERS, target.codes.get(text, text))]]
        if number_in(text) is None and date_in(text) is None:
            raise Unrepresentable(f"“{text}”既不是数字也不是日期，比不出大小")
        if not negated:
            return [[Term(key, _OPERATORS[sign], text)]]
        return [[Term(key, _OPERATORS[_OPPOSITE[sign]], text)], [Term(key, Operator.EMPTY)]]


def constant_in(tree: Tree) -> str | None:
    """The text of a constant: a literal, a number, date('2020-01-01'); None for anything else."""
    match tree:
        case Literal(text) | Number(text):
            return text
        case Call("date" | "number" | "string", (Literal(text) | Number(text),)):
            return text
    return None


def _both(left: _Groups, right: _Groups) -> _Groups:
    return _small([[*one, *other] for one in left for other in right])


def _either(left: _Groups, right: _Groups) -> _Groups:
    return _small([*left, *right])


def _small(groups: _Groups) -> _Groups:
    if sum(map(len, groups)) > MOST_TERMS:
        raise Unrepresentable("条件展开后太长")
    return groups


FLIPPED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_OPERATORS: Final = {
    ">": Operator.ABOVE,
    "<": Operator.BELOW,
    ">=": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
}
_SIGNS: Final = {operator: sign for sign, operator in _OPERATORS.items()}


@dataclass(frozen=True, slots=True)
class Named:
    """How the box of a key is written: the name of its row, its kind, and names of options by code."""

    name: str
    kind: Kind = Kind.TEXT
    options: Mapping[str, str] = field(default_factory=dict)


def written(condition: Condition, names: Mapping[str, Named]) -> str:
    """The condition as an expression; "" for always. Boxes nobody knows keep their key as name."""
    groups = [
        " and ".join(_term(term, names) for term in group.terms) or "true()" for group in condition.any_of
    ]
    if len(groups) < 2:
        return "".join(groups)
    return " or ".join(f"({group})" for group in groups)


def _term(term: Term, names: Mapping[str, Named]) -> str:
    named = names.get(term.cell, Named(term.cell))
    box, value = f"${{{named.name}}}", named.options.get(term.value, term.value)
    if term.operator in (Operator.ANSWERED, Operator.EMPTY):
        return f"{box} != ''" if term.operator is Operator.ANSWERED else f"{box} = ''"
    if term.operator in (Operator.CONTAINS, Operator.LACKS):
        word = "selected" if named.kind is Kind.MULTIPLE else "contains"
        found = f"{word}({box}, {quoted(value)})"
        return found if term.operator is Operator.CONTAINS else f"not({found})"
    if term.operator in (Operator.EQUALS, Operator.DIFFERS):
        sign = "=" if term.operator is Operator.EQUALS else "!="
        return f"{box} {sign} {constant(value) if named.kind is Kind.NUMBER else quoted(value)}"
    return f"{box} {_SIGNS[term.operator]} {constant(value)}"


def constant(text: str) -> str:
    """A value as it stands in a comparison by size: a number bare, a day as date('…'), else quoted."""
    if NUMERAL.fullmatch(text):
        return text
    return f"date({quoted(text)})" if date_in(text) else quoted(text)
