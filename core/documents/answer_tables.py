"""Many responses as sheets: one row a unit, one row a cell, what each question comes to, a cross tabulation."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from core.clock import SHANGHAI
from core.organisations.rules import OrganisationKind, group_name
from core.questionnaires.answers import Answer, date_in
from core.questionnaires.cells import Cell, cells_of
from core.questionnaires.form import Form, Kind, Question
from core.questionnaires.points import is_scored
from core.responses.boxes import boxes, readers, value_in
from core.responses.crossing import Crossing
from core.responses.feeding import response_number
from core.responses.gathered import Filled, Gathered
from core.responses.statistics import questions
from core.responses.wording import number_cell, titled
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent

UNIT_HEADER: Final = (
    "单位代码", "单位", "类别", "分组", "状态", "问卷版本", "答卷编号", "报送时间", "报送人", "按时",
)  # fmt: skip
LONG_HEADER: Final = (
    "单位代码", "单位", "问卷版本", "答卷编号", "题号", "题目", "题型", "行", "列", "值", "数值", "文本", "日期",
)  # fmt: skip
WIDE, SPLIT, LONG = "汇总宽表", "多选分列", "长表"


def wide(of: Gathered) -> list[SheetContent]:
    """One row a unit, one column a box; choices of several on a second sheet as 0 and 1, points last."""
    columns, by_version = boxes(of), readers(of)
    scored = [(number, each) for number, each in questions(of) if is_scored(each)]
    files = [each for _number, each in questions(of) if each.kind is Kind.FILE or each.evidence]
    keys = [box.cell.key for box in columns if box.cell.kind is not Kind.FILE]
    rows = []
    for filled in of.filled:
        read = by_version[filled.number]
        row = [*_unit(of, filled), *(value_in(filled, key, read) for key in keys)]
        row += ["；".join(filled.files.get(each.code, ())) or None for each in files]
        rows.append(row + _points(filled, [question for _number, question in scored]))
    header = [
        *UNIT_HEADER,
        *(box.header for box in columns if box.cell.kind is not Kind.FILE),
        *(f"{titled(each)}·附件" for each in files),
        *(f"{titled(each)}·得分" for _number, each in scored),
        *(["总分"] if scored else []),
    ]
    sheet = SheetContent(WIDE, header, rows, _widths(header), (note(of),), {}, 2)
    return [sheet, *_split(of)]


def long(of: Gathered) -> list[SheetContent]:
    """One row a filled box: unit, question, row, column, and the answer as value, number, text or day."""
    by_version = readers(of)
    cells = [box.cell for box in boxes(of)]
    rows: list[Sequence[CellValue]] = []
    for filled in of.filled:
        unit = (
            filled.unit_code,
            filled.unit_name,
            filled.number,
            response_number(of.code, filled.response_id),
        )
        for cell in cells:
            answer = filled.answers.get(cell.key)
            if answer:
                value = value_in(filled, cell.key, by_version[filled.number])
                rows.append((*unit, *_place(cell), value, *_typed(cell, answer)))
            elif filled.files.get(cell.key):
                names = "；".join(filled.files[cell.key])
                rows.append((*unit, *_place(cell), names, None, names, None))
    widths = (12, 16, 9, 14, 9, 30, 8, 18, 18, 26, 12, 30, 12)
    return [SheetContent(LONG, LONG_HEADER, rows, widths, (note(of),), {}, 2)]


def crossed(of: Gathered, crossing: Crossing) -> SheetContent:
    """A cross tabulation: counts, then row percentages; for a number question what the numbers come to."""
    rows: list[list[CellValue]]
    if crossing.options:
        counts = [f"{option}（家）" for option in crossing.options]
        header = (
            crossing.across_label,
            "作答家数",
            *counts,
            *(f"{each}（行%）" for each in crossing.options),
        )
        rows = [
            [row.label, row.answered, *row.counts, *(_one(row.share(at)) for at in range(len(row.counts)))]
            for row in crossing.rows
        ]
    else:
        header = (crossing.across_label, "作答家数", "合计", "平均值", "中位数")
        rows = [
            [row.label, row.answered, _cell(row.total), _two(row.mean), _cell(row.middle)]
            for row in crossing.rows
        ]
    told = f"{titled(crossing.question)}，按“{crossing.across_label}”分；{note(of)}"
    return SheetContent("交叉分析", header, rows, (28, *(14 for _ in header[1:])), (told,), {}, 1)


def note(of: Gathered) -> str:
    """What the sheet holds, for its foot."""
    kept = "含未报送的草稿" if of.with_drafts else "只含已报送的答卷"
    return f"{of.name}：应报 {of.asked} 家，{kept} {len(of.filled)} 份；未显示的题不列答数"


def blank_sheet(form: Form) -> SheetContent:
    """The form as a sheet to print: one row a box, with what it takes."""
    header = ("章节", "题号", "题目", "行", "列", "题型", "必填", "选项", "填写说明", "填写")
    rows = [
        [
            section.title,
            cell.question.code,
            cell.question.title,
            cell.row.label if cell.row else "",
            cell.column.label if cell.column else "",
            cell.kind.label,
            cell.need.label,
            "；".join(option.label for option in cell.options),
            cell.question.note,
            "",
        ]
        for section in form.sections
        for cell in _boxes_of(section.questions)
    ]
    widths = (14, 8, 30, 16, 16, 8, 10, 34, 30, 24)
    return SheetContent("问卷", header, rows, widths, (form.title, form.note), {}, 3)


def _boxes_of(asked: Sequence[Question]) -> Iterator[Cell]:
    for question in asked:
        yield from cells_of(question)


def _unit(of: Gathered, filled: Filled) -> list[CellValue]:
    at = filled.handed_in_at
    return [
        filled.unit_code,
        filled.unit_name,
        OrganisationKind(filled.kind).label,
        group_name(filled.group_name),
        filled.state.label,
        filled.number,
        response_number(of.code, filled.response_id),
        at.astimezone(SHANGHAI).replace(second=0, microsecond=0, tzinfo=None) if at else None,
        filled.handed_in_by,
        ("是" if filled.is_on_time else "否") if at else None,
    ]


def _points(filled: Filled, scored: Sequence[Question]) -> list[CellValue]:
    if not scored:
        return []
    held = {each.question: each for each in filled.points}
    earned = [held[each.code].total if each.code in held else None for each in scored]
    return [*(None if each is None else float(each) for each in earned), float(filled.total)]


def _split(of: Gathered) -> list[SheetContent]:
    """Choices of several as columns of 0 and 1; empty where the question was not answered."""
    columns = [box for box in boxes(of) if box.cell.kind is Kind.MULTIPLE]
    if not columns:
        return []
    pairs = [(box.cell.key, option) for box in columns for option in box.cell.options]
    header = [
        "单位代码",
        "单位",
        *(f"{box.header}·{option.label}" for box in columns for option in box.cell.options),
    ]
    rows = []
    for filled in of.filled:
        chosen = {box.cell.key: set(filled.answers.get(box.cell.key, ())) for box in columns}
        marks = [int(option.code in chosen[key]) if chosen[key] else None for key, option in pairs]
        rows.append([filled.unit_code, filled.unit_name, *marks])
    return [SheetContent(SPLIT, header, rows, _widths(header), ("1 为选中，0 为未选，空为未答",), {}, 2)]


def _place(cell: Cell) -> tuple[CellValue, ...]:
    row = (
        cell.row.label
        if cell.row
        else "缺答说明"
        if cell.reason
        else cell.option.label
        if cell.option
        else None
    )
    return (
        cell.question.code,
        cell.question.title,
        cell.kind.label,
        row,
        cell.column.label if cell.column else None,
    )


def _typed(cell: Cell, answer: Answer) -> tuple[CellValue, CellValue, CellValue]:
    """The answer once more by its type: number, text, day; only one of them is there."""
    text = str(answer)
    if cell.kind is Kind.NUMBER:
        number = number_cell(text)
        return (None, number, None) if isinstance(number, str) else (number, None, None)
    if cell.kind is Kind.DATE:
        day = date_in(text)
        return (None, None, day) if day else (None, text, None)
    return (None, text if cell.kind is Kind.TEXT else None, None)


def _widths(header: Sequence[str]) -> list[float]:
    return [min(max(10.0, 1.9 * len(text)), 26.0) for text in header]


def _one(share: Decimal | None) -> CellValue:
    return None if share is None else float(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _two(number: Decimal | None) -> CellValue:
    return None if number is None else float(number.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _cell(number: Decimal | None) -> CellValue:
    return None if number is None else int(number) if number == int(number) else float(number)
