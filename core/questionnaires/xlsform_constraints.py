"""What an answer must keep to as XLSForm writes it (`constraint`), and back.

Each part joined by `and` is read by itself, so that one hard part does not cost the others. A constraint is
only asked of an answer that is there, so “empty or …” is the same as “…”.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import date_in, number_in
from core.questionnaires.form import Kind, Limits
from core.questionnaires.patterns import fault, is_unsupported
from core.questionnaires.xlsform_conditions import FLIPPED, Named, Target, Unrepresentable, constant_in
from core.questionnaires.xpath import Binary, Call, Dot, Literal, Number, Ref, Tree, Unreadable, quoted


@dataclass(slots=True)
class Rules:
    """What a constraint says: limits, names of options that exclude the others, what was lost or bent."""

    limits: Limits
    alone: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)


def rules_in(tree: Tree, kind: Kind, limits: Limits, targets: Mapping[str, Target]) -> Rules:
    """The limits of a tree added to those there are.

    Raises:
        Unreadable: a pattern in it is broken.
    """
    rules = Rules(limits)
    for part in _parts(tree, False):
        try:
            _Reader(kind, rules, targets).read(part)
        except Unrepresentable as error:
            rules.lost.append(error.reason)
    return rules


def _parts(tree: Tree, negated: bool) -> Iterator[Tree]:
    match tree:
        case Call("not", (inner,)) if _alone_in(tree) is None:
            yield from _parts(inner, not negated)
        case Binary("and", left, right) if not negated:
            yield from _parts(left, False)
            yield from _parts(right, False)
        case Binary("or", left, right) if negated:
            yield from _parts(left, True)
            yield from _parts(right, True)
        case Binary("or", left, right) if _asks_empty(left):
            yield from _parts(right, False)
        case Binary("or", left, right) if _asks_empty(right):
            yield from _parts(left, False)
        case Binary(sign, left, right) if negated and sign in _OPPOSITE:
            yield Binary(_OPPOSITE[sign], left, right)
        case _ if negated:
            yield Call("not", (tree,))
        case _:
            yield tree


def _asks_empty(tree: Tree) -> bool:
    return tree in (
        Binary("=", Dot(), Literal("")),
        Binary("=", Call("string-length", (Dot(),)), Number("0")),
        Binary("=", Call("count-selected", (Dot(),)), Number("0")),
    )


def _alone_in(tree: Tree) -> str | None:
    """The option that excludes the others: not(selected(., 'x') and count-selected(.) > 1)."""
    match tree:
        case Call("not", (Binary("and", Call("selected", (Dot(), Literal(name) | Number(name))), many),)):
            return name if many in _MANY else None
        case Binary("or", Call("not", (Call("selected", (Dot(), Literal(name) | Number(name))),)), few):
            return name if few in _FEW else None
        case Call("if", (Call("selected", (Dot(), Literal(name) | Number(name))), few, Call("true", ()))):
            return name if few in _FEW else None
    return None


_COUNT: Final = Call("count-selected", (Dot(),))
_MANY: Final = (Binary(">", _COUNT, Number("1")), Binary(">=", _COUNT, Number("2")))
_FEW: Final = (
    Binary("=", _COUNT, Number("1")),
    Binary("<=", _COUNT, Number("1")),
    Binary("<", _COUNT, Number("2")),
)
_BOUNDS: Final = ("=", "<", ">", "<=", ">=")
_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: Kind
    rules: Rules
    targets: Mapping[str, Target]

    def read(self, part: Tree) -> None:
        alone = _alone_in(part)
        if alone is not None and self.kind is Kind.MULTIPLE:
            self.rules.alone.add(alone)
            return
        match part:
            case Call("true", ()) | Binary("!=", Dot(), Literal("")):
                return
            case Call("regex", (Dot(), Literal(pattern))):
                self._pattern(pattern)
            case Binary(sign, left, right) if sign in _BOUNDS:
                if _is_answer(left):
                    self._compared(left, sign, right)
                else:
                    self._compared(right, FLIPPED[sign], left)
            case _:
                raise Unrepresentable("没有与它对应的校验规则")

    def _pattern(self, pattern: str) -> None:
        found = fault(pattern)
        if found is not None and is_unsupported(found):
            raise Unrepresentable(f"{found.rule}（{pattern[:60]}）")
        if found is not None:
            raise Unreadable(found.rule, found.remedy)
        if self.kind is not Kind.TEXT or self.rules.limits.pattern:
            raise Unrepresentable("只有文本题可以有一个格式表达式")
        self._set(pattern=pattern)

    def _compared(self, left: Tree, sign: str, right: Tree) -> None:
        match left, right:
            case Dot(), Ref(name):
                self._within(name, sign)
            case Dot(), _ if self.kind is Kind.NUMBER:
                self._number(sign, constant_in(right))
            case Dot(), _ if self.kind is Kind.DATE:
                self._day(sign, constant_in(right))
            case Call("string-length", (Dot(),)), Number(text) if self.kind is Kind.TEXT:
                self._count("shortest", "longest", sign, text)
            case Call("count-selected", (Dot(),)), Number(text) if self.kind is Kind.MULTIPLE:
                self._count("fewest", "most_chosen", sign, text)
            case _:
                raise Unrepresentable("没有与它对应的校验规则")

    def _within(self, name: str, sign: str) -> None:
        target = self.targets[name]
        if self.kind is not Kind.NUMBER or target.kind is not Kind.NUMBER or sign not in ("<", "<="):
            raise Unrepresentable(f"只能限定数值不大于 {name} 的答数")
        if target.lacking or self.rules.limits.within:
            raise Unrepresentable(target.lacking or "只能限定不大于一道题的答数")
        if sign == "<":
            self.rules.lost.append(f"“小于 {name}”已改为“不大于”")
        self._set(within=target.key)

    def _number(self, sign: str, text: str | None) -> None:
        value = number_in(text or "")
        if value is None:
            raise Unrepresentable("范围的界限不是一个数")
        limits = self.rules.limits
        if sign in ("<", ">"):
            if limits.digits is None:
                self.rules.lost.append(f"“{'大于' if sign == '>' else '小于'} {text}”已改为可以等于 {text}")
            else:
                step = Decimal(1).scaleb(-limits.digits)
                value += step if sign == ">" else -step
        if sign in ("=", ">", ">="):
            self._set(least=value if limits.least is None else max(value, limits.least))
        if sign in ("=", "<", "<="):
            self._set(most=value if limits.most is None else min(value, limits.most))

    def _day(self, sign: str, text: str | None) -> None:
        day = date_in(text or "")
        if day is None:
            raise Unrepresentable("日期的界限不是固定的一天")
        moved = {"<": -1, ">": 1}.get(sign, 0)
        if moved and not date.min < day < date.max:
            raise Unrepresentable("日期的界限不合理")
        iso, limits = (day + timedelta(days=moved)).isoformat(), self.rules.limits
        if sign in ("=", ">", ">="):
            self._set(earliest=max(iso, limits.earliest))
        if sign in ("=", "<", "<="):
            self._set(latest=min(iso, limits.latest or iso))

    def _count(self, low: str, high: str, sign: str, text: str) -> None:
        value = number_in(text)
        if value is None or value != int(value):
            raise Unrepresentable("字数或项数的界限不是整数")
        count = int(value) + {"<": -1, ">": 1}.get(sign, 0)
        if sign in ("=", ">", ">="):
            self._set(**{low: count})
        if sign in ("=", "<", "<="):
            self._set(**{high: count})

    def _set(self, **changes: Any) -> None:
        self.rules.limits = replace(self.rules.limits, **changes)


def _is_answer(tree: Tree) -> bool:
    return isinstance(tree, Dot) or (isinstance(tree, Call) and tree.arguments == (Dot(),))


def constraint(kind: Kind, limits: Limits, alone: Iterable[str], names: Mapping[str, Named]) -> str:
    """The limits of a question of this kind as an expression; "" without any.

    `alone` are the names of choices that exclude the others. What XPath has no word for is left to
    `own_limits`.
    """
    parts: list[str] = []
    match kind:
        case Kind.NUMBER:
            parts += [f". >= {plain_decimal(limits.least)}"] if limits.least is not None else []
            parts += [f". <= {plain_decimal(limits.most)}"] if limits.most is not None else []
            if limits.within:
                parts.append(f". <= ${{{names.get(limits.within, Named(limits.within)).name}}}")
        case Kind.DATE:
            parts += [f". >= date({quoted(limits.earliest)})"] if limits.earliest else []
            parts += [f". <= date({quoted(limits.latest)})"] if limits.latest else []
        case Kind.TEXT:
            parts += _counted("string-length", limits.shortest, limits.longest)
            parts += [f"regex(., {quoted(limits.pattern)})"] if limits.pattern else []
        case Kind.MULTIPLE:
            parts += _counted("count-selected", limits.fewest, limits.most_chosen)
            parts += [f"not(selected(., {quoted(name)}) and count-selected(.) > 1)" for name in alone]
    return " and ".join(parts)


def _counted(word: str, fewest: int | None, most: int | None) -> list[str]:
    bounds = ((">=", fewest), ("<=", most))
    return [f"{word}(.) {sign} {bound}" for sign, bound in bounds if bound is not None]


# Limits by the kind that can say them as an expression; `told` has a column of its own.
_SPOKEN: Final = {
    Kind.NUMBER: ("least", "most", "within"),
    Kind.DATE: ("earliest", "latest"),
    Kind.TEXT: ("shortest", "longest", "pattern"),
    Kind.MULTIPLE: ("fewest", "most_chosen"),
}
_OWN: Final = (
    "digits",
    "fewest",
    "most_chosen",
    "shortest",
    "longest",
    "least",
    "most",
    "earliest",
    "latest",
)


def own_limits(kind: Kind, limits: Limits) -> str:
    """What `constraint` could not say, as `digits=2; fewest=1`; whole numbers are said by the type."""
    given = {name: getattr(limits, name) for name in _OWN if name not in _SPOKEN.get(kind, ())}
    if kind is Kind.NUMBER and limits.digits == 0:
        del given["digits"]
    said = {
        name: plain_decimal(value) if isinstance(value, Decimal) else str(value)
        for name, value in given.items()
        if value not in (None, "")
    }
    return "; ".join(f"{name}={value}" for name, value in said.items())


def own_limits_in(text: str, limits: Limits) -> Limits:
    """The limits in a text made by `own_limits`, added to those there are.

    Raises:
        Unreadable: it is not of that form.
    """
    for part in filter(None, (piece.strip() for piece in text.replace("；", ";").split(";"))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        read: object = None
        if name in ("least", "most"):
            read = number_in(value)
        elif name in ("earliest", "latest"):
            read = day.isoformat() if (day := date_in(value)) else None
        elif name in _OWN and value.isdecimal() and len(value) < 7:
            read = int(value)
        if not equals or read is None:
            raise Unreadable(f"不认识“{part[:40]}”", "请写成 digits=2; fewest=1 的样子，或清空这一格")
        limits = replace(limits, **{name: read})  # type: ignore[arg-type]
    return limits
