"""The expressions of XLSForm, read into a tree: enough of XPath to tell a broken one from a hard one."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST_EXPRESSION: Final = 4000
# Deeper brackets are nobody's handwriting, and each costs a level of our own stack.
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, its sign included."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """${name}: the answer to another row of the survey."""

    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    """The answer itself."""


@dataclass(frozen=True, slots=True)
class Path:
    """A place in the answers written out; read, but never understood."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: "tuple[Tree, ...]" = ()


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts joined by `or`, `and`, a comparison, arithmetic or `|`."""

    operator: str
    left: "Tree"
    right: "Tree"


Tree = Literal | Number | Ref | Dot | Path | Call | Binary


class Unreadable(ValueError):
    """An expression nobody could run: what is wrong with it and how to mend it."""

    def __init__(self, rule: str, remedy: str = "") -> None:
        self.rule = rule
        self.remedy = remedy or "请对照 XLSForm 的写法核对，如 ${Q1} = 'a' and ${Q2} > 3"
        super().__init__(rule)


def parsed(text: str) -> Tree:
    """The tree of an expression.

    Raises:
        Unreadable: it is broken, with the reason in Chinese.
    """
    if len(text) > LONGEST_EXPRESSION:
        raise Unreadable(f"表达式超过 {LONGEST_EXPRESSION} 个字符", "请简化条件，或把它拆到几个分组上")
    return _Parser(_tokens(text)).whole()


def references(tree: Tree) -> tuple[str, ...]:
    """The names of every ${…} in a tree, in order."""
    match tree:
        case Ref(name):
            return (name,)
        case Call(_, arguments):
            return tuple(name for part in arguments for name in references(part))
        case Binary(_, left, right):
            return references(left) + references(right)
    return ()


def quoted(text: str) -> str:
    """A text as XPath writes it; XPath has no escapes, so a text with both quotes is put together."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = [f"'{part}'" if '"' in part else f'"{part}"' for part in re.split(r"('+)", text) if part]
    return f"concat({', '.join(parts)})"


# Excel turns straight quotes into curly ones while people type; beside straight ones they are text.
_CURLY: Final = str.maketrans("‘’“”", "''\"\"")
_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<ref>\$\{[^{}]*\}) | (?P<literal>'[^']*'|"[^"]*") | (?P<number>\d+(?:\.\d*)?|\.\d+) |
    (?P<name>[^\W\d][\w.\-]*(?::(?!:)[^\W\d][\w.\-]*)?) |
    (?P<sign>!=|<=|>=|==|&&|\|\||//|::|\.\.|[()\[\],=<>+\-*/|@.])
    )""",
    re.VERBOSE,
)
_FULL_WIDTH: Final = "（），；＝＞＜！≥≤≠。、"
_SLIPS: Final = {
    "==": ("相等应写一个等号", "请把 == 改为 ="),
    "&&": ("“并且”的写法不对", "请把 && 改为 and"),
    "||": ("“或者”的写法不对", "请把 || 改为 or"),
}
_Token = tuple[str, str]


def _tokens(text: str) -> list[_Token]:
    if "'" not in text and '"' not in text:
        text = text.translate(_CURLY)
    text, place, found = text.rstrip(), 0, list[_Token]()
    while place < len(text):
        hit = _TOKEN.match(text, place)
        if hit is None:
            raise _stopped(text[place:].lstrip())
        kind = hit.lastgroup or ""
        word = hit.group(kind)
        if word in _SLIPS:
            raise Unreadable(*_SLIPS[word])
        if kind == "name" and word in ("AND", "OR", "And", "Or"):
            raise Unreadable(f"{word} 须小写", f"请改为 {word.lower()}")
        found.append((kind, word))
        place = hit.end()
    return found


def _stopped(rest: str) -> Unreadable:
    if rest.startswith("$"):
        return Unreadable("引用题目的写法不对", "引用题目须写成 ${题名}，花括号要成对")
    if rest[0] in "'\"":
        return Unreadable("引号没有配对", "文字须放在一对半角引号里，如 'a'")
    if rest[0] in _FULL_WIDTH:
        return Unreadable(f"不能用全角符号“{rest[0]}”", "请改用半角符号，如 ( ) , = > < >= <= !=")
    return Unreadable(f"不认识“{rest[0]}”")


_LEVELS: Final = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", ">", "<=", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
    ("|",),
)


class _Parser:
    """Recursive descent over the tokens, the loosest operator first."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at, self._depth = tokens, 0, 0

    def whole(self) -> Tree:
        if not self._tokens:
            raise Unreadable("表达式是空的", "请填写条件，或清空这一格")
        tree = self._level(0)
        if self._at < len(self._tokens):
            word = self._tokens[self._at][1]
            raise Unreadable("右括号没有配对" if word == ")" else f"“{word}”前面少了 and、or 或运算符")
        return tree

    def _peek(self, ahead: int = 0) -> _Token:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ("", "")

    def _level(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self._signed()
        tree = self._level(level + 1)
        while (token := self._peek())[1] in _LEVELS[level] and token[0] in ("sign", "name"):
            self._at += 1
            tree = Binary(token[1], tree, self._level(level + 1))
        return tree

    def _signed(self) -> Tree:
        start = self._at
        while self._peek() == ("sign", "-"):
            self._at += 1
        negative, tree = (self._at - start) % 2, self._stepped()
        if not negative:
            return tree
        return Number(f"-{tree.text}") if isinstance(tree, Number) else Call("-", (tree,))

    def _stepped(self) -> Tree:
        """A primary with the steps and predicates after it."""
        start = self._at
        tree = self._primary()
        while self._peek()[1] in ("/", "//", "[") and self._peek()[0] == "sign":
            self._at += 1
            if self._tokens[self._at - 1][1] == "[":
                self._nested()
                self._expect("]")
            else:
                self._step()
            tree = Path("".join(word for _, word in self._tokens[start : self._at]))
        return tree

    def _step(self) -> None:
        if self._peek()[1] == "@":
            self._at += 1
        kind, word = self._peek()
        if kind not in ("name", "ref") and word not in ("*", ".", ".."):
            raise Unreadable("路径没有写完")
        self._at += 1
        if self._peek()[1] == "::":
            self._at += 1
            self._step()
        elif self._peek()[1] == "(":
            self._at += 1
            self._arguments()

    def _primary(self) -> Tree:
        kind, word = self._peek()
        self._at += 1
        if kind == "literal":
            return Literal(word[1:-1])
        if kind == "number":
            return Number(word)
        if kind == "ref":
            return _referred(word[2:-1])
        if kind == "name":
            return self._named(word)
        if word == "(":
            tree = self._nested()
            self._expect(")")
            return tree
        if word == ".":
            return Dot()
        if word in ("..", "*", "/", "//", "@"):
            if word not in ("..", "*"):
                self._step()
            return Path(word)
        raise Unreadable(f"“{word}”的位置不对，它前面或后面少了内容" if word else "表达式没有写完")

    def _named(self, word: str) -> Tree:
        if self._peek()[1] == "(":
            self._at += 1
            return _folded(word, self._arguments())
        if self._peek()[1] == "::":
            self._at += 1
            self._step()
        if word in ("and", "or", "div", "mod"):
            raise Unreadable(f"“{word}”前后少了内容")
        return Path(word)

    def _arguments(self) -> tuple[Tree, ...]:
        found = [self._nested()] if self._peek()[1] != ")" else []
        while found and self._peek() == ("sign", ","):
            self._at += 1
            found.append(self._nested())
        self._expect(")")
        return tuple(found)

    def _nested(self) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(f"括号超过 {_DEEPEST} 层", "请简化条件")
        tree = self._level(0)
        self._depth -= 1
        return tree

    def _expect(self, sign: str) -> None:
        if self._peek() != ("sign", sign):
            raise Unreadable(f"{sign} 没有配对", f"请补上“{sign}”")
        self._at += 1


def _folded(name: str, arguments: tuple[Tree, ...]) -> Tree:
    """A call; texts put together by concat are one text."""
    texts = [part.text for part in arguments if isinstance(part, Literal)]
    return (
        Literal("".join(texts))
        if name == "concat" and len(texts) == len(arguments)
        else Call(name, arguments)
    )


def _referred(name: str) -> Tree:
    if not name or re.search(r"\s", name):
        raise Unreadable("引用题目的写法不对", "引用题目须写成 ${题名}，名字里没有空格")
    return Path(name) if "#" in name else Ref(name)
