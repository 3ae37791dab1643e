"""Indicator-system workbooks with one fault each."""

from collections.abc import Callable
from typing import Any

from tests.hostile.edits import edited, good_system, letter, with_cells
from tests.hostile.handed import Handed


def _cell(
    what: str, cell: tuple[str, str, int], value: object, rule: str, *, at: tuple[str, str, int] | None = None
) -> Handed:
    """A good workbook with one other value, named there or at another place."""
    sheet, header, row = at or cell
    column = letter(good_system(), sheet, header) if header else ""
    return Handed(
        what,
        lambda: with_cells(good_system(), (*cell, value)),
        rule,
        sheet,
        row,
        column,
        read_as="体系",
        file_name="体系.xlsx",
    )


def _edit(what: str, change: Callable[[Any], object], rule: str, at: tuple[str, int, str]) -> Handed:
    """A good workbook changed as a whole."""
    return Handed(
        what,
        lambda: edited(good_system(), change),
        rule,
        *at,
        read_as="体系",
        file_name="体系.xlsx",
    )


def _fourth_level(book: Any) -> None:
    """Two more levels under 乙, and one below them."""
    sheet = book["指标树"]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    full_marks = sheet.cell(3, columns["满分"])
    for offset, (code, parent) in enumerate([("B1", "B"), ("B2", "B1"), ("B3", "B2")]):
        row = sheet.max_row + 1
        sheet.cell(row, columns["编码"]).value = code
        sheet.cell(row, columns["上级编码"]).value = parent
        sheet.cell(row, columns["名称"]).value = f"第{offset + 2}级"
        sheet.cell(row, columns["口径"]).value = "口径"
    sheet.cell(sheet.max_row, columns["满分"]).value = full_marks.value
    full_marks.value = None


def _blank_first_row(book: Any) -> None:
    book["子项"].insert_rows(1)


def _dropped(book: Any) -> None:
    del book["等次"]


_TREE, _METRICS, _GRADES = "指标树", "子项", "等次"

SYSTEMS = [
    _edit("体系少一个工作表", _dropped, "缺少工作表“等次”", ("", 0, "")),
    _edit("子项表第一行空着", _blank_first_row, "表头应在第 1 行，现在第 2 行", (_METRICS, 2, "")),
    _edit(
        "指标树表头合并",
        lambda book: book[_TREE].merge_cells("B1:C1"),
        "表头有合并单元格",
        (_TREE, 1, "B"),
    ),
    _edit(
        "指标树数据合并",
        lambda book: book[_TREE].merge_cells("C2:C3"),
        "数据区有合并单元格",
        (_TREE, 2, "C"),
    ),
    _cell("少“口径”列", (_TREE, "口径", 1), "解释", "缺少“口径”列", at=(_TREE, "", 1)),
    _cell("满分之和不是 100", (_TREE, "满分", 2), 50, "满分之和应为 100", at=(_TREE, "满分", 1)),
    _cell("满分是文字", (_TREE, "满分", 2), "六十分", "应为数字"),
    _cell("满分是 #REF!", (_TREE, "满分", 2), "#REF!", "错误值"),
    _cell("编码重复", (_TREE, "编码", 3), "A", "编码重复"),
    _cell("上级不存在", (_TREE, "上级编码", 3), "Z", "上级编码不存在"),
    _cell("上下级成环", (_TREE, "上级编码", 3), "B", "成环"),
    _edit("第四级指标", _fourth_level, "超过三级", (_TREE, 7, letter(good_system(), _TREE, "上级编码"))),
    _cell("缺口径", (_TREE, "口径", 2), None, "缺少口径"),
    _cell("占比之和不是 100", (_METRICS, "占比", 2), 70, "占比之和应为 100"),
    _cell("子项没有上级", (_METRICS, "指标编码", 4), "A9", "不是末级指标"),
    _cell("不认识的规则", (_METRICS, "计分规则", 2), "魔法", "不认识的“计分规则”"),
    _cell("参数写错", (_METRICS, "参数", 2), "零分线=七成", "参数不合规"),
    _cell("零分线高于满分线", (_METRICS, "参数", 2), "零分线=90%；满分线=70%", "零分线应小于满分线"),
    _cell("等次重叠", (_GRADES, "上限（不含）", 3), 95, "重叠"),
    _cell("等次有空档", (_GRADES, "上限（不含）", 3), 85, "空档"),
]
