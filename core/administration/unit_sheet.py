"""Units as a worksheet: the template people fill in, and what they hand back."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.administration.unit_checks import UnitDraft
from core.errors import Problem
from core.organisations.rules import OrganisationKind, kind_of_label
from core.sheets.grid import Grid
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook

SHEET = "机构"
COLUMNS = ("代码", "名称", "简称", "类别", "上级代码", "分组", "参评", "统一社会信用代码", "序号")
GRID = Grid(SHEET, COLUMNS)
WIDTHS = (14, 34, 20, 12, 14, 10, 8, 24, 8)
NOTES = (
    "一行一个机构；代码已存在的更新其简称、分组、参评、信用代码和序号，不存在的新增。",
    "更名、移动须有理由和依据，请在机构管理中办理；上级须在前面的行中或已经登记。",
)
_YES = {"是": True, "否": False, "": False}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One row of a handed-in sheet; the parent is still a code."""

    row: int
    draft: UnitDraft
    parent_code: str


def sheet_of(groups: Sequence[str], rows: Sequence[Sequence[CellValue]] = ()) -> SheetContent:
    """The worksheet with its drop-downs; `groups` are those of the dictionary."""
    return SheetContent(
        SHEET,
        COLUMNS,
        rows,
        WIDTHS,
        freeze_columns=2,
        choices={3: [kind.label for kind in OrganisationKind], 5: groups, 6: ("是", "否")},
    )


def template(groups: Sequence[str]) -> bytes:
    """The empty worksheet, with a sheet that says how to fill it in."""
    guide = SheetContent("填写说明", ("说明",), [(note,) for note in NOTES], (90,))
    return build_workbook([sheet_of(groups), guide])


def read_lines(data: bytes, file_name: str) -> tuple[list[UnitLine], list[Problem]]:
    """The rows of a handed-in workbook that can be understood, and what is wrong with the others.

    Raises `Invalid` where the file cannot be read or has no such sheet.
    """
    lines: list[UnitLine] = []
    problems: list[Problem] = []
    for number, named in GRID.rows(data, file_name):
        line, faults = _line(number, named)
        problems += [at(number, column, rule, value, remedy) for column, rule, value, remedy in faults]
        if line is not None:
            lines.append(line)
    return lines, problems


def at(row: int, column: str, rule: str, value: str, remedy: str) -> Problem:
    """A fault at a column of the sheet by its name; an unknown name means the whole row."""
    return GRID.at(row, column, rule, value=value, remedy=remedy)


def _line(row: int, named: dict[str, str]) -> tuple[UnitLine | None, list[tuple[str, str, str, str]]]:
    faults = []
    kind = kind_of_label(named["类别"])
    if kind is None:
        labels = "、".join(each.label for each in OrganisationKind)
        faults.append(("类别", f"类别须为 {labels} 之一", named["类别"], "请从下拉列表选择"))
    if named["参评"] not in _YES:
        faults.append(("参评", "参评须填“是”或“否”", named["参评"], "请从下拉列表选择"))
    if named["序号"] and not (
        named["序号"].isascii() and named["序号"].isdecimal() and len(named["序号"]) < 6
    ):
        faults.append(("序号", "序号须为正整数", named["序号"], "请填 1 到 99999"))
    if faults or kind is None:
        return None, faults
    draft = UnitDraft(
        named["代码"],
        named["名称"],
        named["简称"],
        kind.value,
        None,
        named["分组"],
        _YES[named["参评"]],
        named["统一社会信用代码"],
        int(named["序号"] or 1),
    )
    return UnitLine(row, draft.trimmed(), named["上级代码"]), []
