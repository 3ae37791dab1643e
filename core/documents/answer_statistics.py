"""What every question comes to, as a workbook: one sheet a kind of answer."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from core.documents.answer_tables import note
from core.responses.gathered import Gathered
from core.responses.statistics import Choices, Content, Days, Figures, Numbers, Texts, figures
from core.responses.wording import titled
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent


def statistics_sheets(of: Gathered) -> list[SheetContent]:
    """An overview, then options, numbers, days and texts with the matrix's columns and rows among them."""
    every = figures(of)
    foot = (note(of),)
    overview: list[list[CellValue]] = [
        [
            each.question.code,
            each.question.title,
            each.question.kind.label,
            each.number,
            each.shown,
            each.answered,
            _share(each.answered, each.shown),
        ]
        for each in every
    ]
    header = ("题号", "题目", "题型", "问卷版本", "看到家数", "作答家数", "作答率%")
    sheets = [SheetContent("概况", header, overview, (8, 40, 8, 10, 10, 10, 10), foot, {}, 2)]
    place = ("题号", "题目", "列", "行")
    tables = (
        ("选项", ("选项", "数量", "占作答%", "占看到%"), _choices, (30, 8, 10, 10)),
        (
            "数值",
            ("个数", "合计", "平均值", "最小", "下四分位", "中位数", "上四分位", "最大"),
            _numbers,
            (8, *(12 for _ in range(7))),
        ),
        ("日期", ("月份", "数量"), _days, (12, 8)),
        ("文本", ("单位", "内容"), _texts, (20, 60)),
    )
    for name, names, rows_of, widths in tables:
        rows = [
            [*where, *row]
            for each in every
            for where, content in _places(each)
            for row in rows_of(each, content)
        ]
        if rows:
            sheets.append(SheetContent(name, (*place, *names), rows, (8, 30, 16, 16, *widths), foot, {}, 2))
    return sheets


def summed_up(content: Numbers) -> tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]:
    """Count, sum, mean, least, lower quartile, median, upper quartile, most."""
    numbers, (low, middle, high) = content.numbers, content.quartiles
    return len(numbers), content.total, content.mean, numbers[0], low, middle, high, numbers[-1]


def _places(each: Figures) -> Iterator[tuple[list[CellValue], Content]]:
    code, title = each.question.code, titled(each.question).removeprefix(f"{each.question.code} ")
    if each.content is not None:
        yield [code, title, None, None], each.content
    for column in each.columns:
        yield [code, title, column.column.label, "（全部行）"], column.whole
        for label, content in column.rows:
            yield [code, title, column.column.label, label], content


def _choices(each: Figures, content: Content) -> Iterator[list[CellValue]]:
    if isinstance(content, Choices):
        for share in content.shares:
            answered = each.answered if each.content is not None else sum(s.count for s in content.shares)
            shown = _share(share.count, each.shown) if each.content is not None else None
            yield [share.label, share.count, _share(share.count, answered), shown]


def _numbers(_each: Figures, content: Content) -> Iterator[list[CellValue]]:
    if isinstance(content, Numbers) and content.values:
        count, *numbers = summed_up(content)
        yield [count, *(_plain(number) for number in numbers)]


def _days(_each: Figures, content: Content) -> Iterator[list[CellValue]]:
    if isinstance(content, Days):
        for month, count in content.months:
            yield [month, count]


def _texts(_each: Figures, content: Content) -> Iterator[list[CellValue]]:
    if isinstance(content, Texts):
        for given in content.values:
            yield [given.unit, given.text]


def _share(count: int, of: int) -> CellValue:
    return float((Decimal(100 * count) / of).quantize(Decimal("0.1"), ROUND_HALF_UP)) if of else None


def _plain(number: Decimal) -> CellValue:
    rounded = number.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return int(rounded) if rounded == int(rounded) else float(rounded)
