"""What the limits of an answer must be: free of contradiction, and about something that is there."""

from collections.abc import Iterator
from typing import Any

from core.questionnaires import patterns
from core.questionnaires.answers import LONGEST_NUMBER, date_in
from core.questionnaires.cells import Cell, bound_key, cell_at, cells_of, rows_of
from core.questionnaires.finding import Finding, amber, named, red
from core.questionnaires.form import Column, Form, Kind, Limits, Question

# Which limits mean something to which kind, and what they are called.
FITTING: dict[Kind, frozenset[str]] = {
    Kind.SINGLE: frozenset(),
    Kind.MULTIPLE: frozenset({"fewest", "most_chosen"}),
    Kind.FILE: frozenset({"fewest", "most_chosen"}),
    Kind.TEXT: frozenset({"shortest", "longest", "pattern", "told"}),
    Kind.NUMBER: frozenset({"least", "most", "digits", "within"}),
    Kind.DATE: frozenset({"earliest", "latest"}),
    Kind.MATRIX: frozenset(),
}
NAMES = {
    "least": "最小值",
    "most": "最大值",
    "digits": "小数位数",
    "shortest": "最少字数",
    "longest": "最多字数",
    "pattern": "格式",
    "told": "格式说明",
    "earliest": "最早日期",
    "latest": "最晚日期",
    "fewest": "最少个数",
    "most_chosen": "最多个数",
    "within": "不大于哪一格",
}


def check_limits(form: Form, question: Question) -> Iterator[Finding]:
    """Everything found in the limits of a question and of its columns."""
    called = named(question.code, question.title)
    yield from _limits(question.code, called, question, question.limits)
    for column in question.columns:
        yield from _limits(question.code, f"{called}的列“{column.label}”", column, column.limits)
    # Of a matrix one row stands for all: what a column names is there for every row or for none.
    first = rows_of(question)[:1]
    for cell in cells_of(question):
        if not first or cell.row is None or cell.row == first[0]:
            yield from _within(form, cell)


def _limits(code: str, place: str, part: Question | Column, limits: Limits) -> Iterator[Finding]:
    idle = [
        name
        for field, name in NAMES.items()
        if getattr(limits, field) not in (None, "") and field not in FITTING[part.kind]
    ]
    if idle:
        yield amber(code, f"{place}是{part.kind.label}，这些限制不起作用", "、".join(idle), "请删去")
    for low, high in (("least", "most"), ("shortest", "longest"), ("fewest", "most_chosen")):
        one, two = getattr(limits, low), getattr(limits, high)
        if one is not None and two is not None and one > two:
            yield red(code, f"{place}的{NAMES[low]}大于{NAMES[high]}", f"{one} 与 {two}", "请核对")
    for field in ("shortest", "longest", "fewest", "most_chosen", "digits"):
        value = getattr(limits, field)
        if value is not None and value < (1 if field in ("longest", "most_chosen") else 0):
            yield red(code, f"{place}的{NAMES[field]}太小", str(value), "请改大，不限制则留空")
    if limits.digits is not None and limits.digits > LONGEST_NUMBER:
        yield red(code, f"{place}的小数位数太多", str(limits.digits), "通常为 0 到 4")
    if part.kind is Kind.MULTIPLE:
        yield from _choices(code, place, limits, len(part.options))
    yield from _days(code, place, limits)
    yield from _pattern(code, place, limits)


def _choices(code: str, place: str, limits: Limits, count: int) -> Iterator[Finding]:
    for field in ("fewest", "most_chosen"):
        value = getattr(limits, field)
        if value is not None and value > count:
            say: Any = red if field == "fewest" else amber
            yield say(code, f"{place}的{NAMES[field]}多于选项数 {count}", str(value), "请改小或补充选项")


def _days(code: str, place: str, limits: Limits) -> Iterator[Finding]:
    for field in ("earliest", "latest"):
        value = getattr(limits, field)
        if value and date_in(value) is None:
            yield red(code, f"{place}的{NAMES[field]}不是日期", value, "如 2020-12-31")
    earliest, latest = date_in(limits.earliest), date_in(limits.latest)
    if earliest is not None and latest is not None and earliest > latest:
        yield red(code, f"{place}的最早日期晚于最晚日期", f"{earliest} 与 {latest}", "请核对")


def _pattern(code: str, place: str, limits: Limits) -> Iterator[Finding]:
    if not limits.pattern:
        return
    broken = patterns.fault(limits.pattern)
    if broken is not None:
        yield red(code, f"{place}的{broken.rule}", limits.pattern, broken.remedy)
    if not limits.told.strip():
        yield amber(
            code, f"{place}限制了格式，却没有用文字说明", limits.pattern, "请写明，如“手机号为 11 位”"
        )


def _within(form: Form, cell: Cell) -> Iterator[Finding]:
    key = bound_key(cell)
    if not key or cell.kind is not Kind.NUMBER:
        return
    other = cell_at(form, key)
    if other is None:
        yield red(cell.question.code, f"{cell.place}不能大于的那一格不存在", key, "请重新选择")
    elif other.key == cell.key:
        yield red(cell.question.code, f"{cell.place}不能以自己为上限", key, "请选择另一格")
    elif other.kind is not Kind.NUMBER:
        yield red(cell.question.code, f"{cell.place}的上限{other.place}不是数值", key, "请选择数值格")
