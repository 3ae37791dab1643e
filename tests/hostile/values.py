"""Values workbooks with one fault each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from core.collection.values import Unit
from core.collection.workbook import write_values
from core.sheets.writing import SheetContent, build_workbook
from tests.core.scoring.boards import board, tiny_system
from tests.core.sheets.files import raw_workbook
from tests.hostile.edits import edited, good_values, letter, rewritten, with_cells
from tests.hostile.handed import Handed

_SHEET = "指标值"


def _cell(what: str, header: str, value: object, rule: str, *, row: int = 2, sheet: str = _SHEET) -> Handed:
    """A good workbook with one other value, which must be named where it stands."""
    return Handed(
        what,
        lambda: with_cells(good_values(), (sheet, header, row, value)),
        rule,
        sheet,
        row,
        letter(good_values(), sheet, header),
        read_as="指标值",
    )


def _edit(
    what: str,
    change: Callable[[Any], object],
    rule: str,
    *,
    row: int = 0,
    header: str = "",
    sheet: str = _SHEET,
) -> Handed:
    """A good workbook changed as a whole."""
    column = letter(good_values(), sheet, header) if header else ""
    return Handed(what, lambda: edited(good_values(), change), rule, sheet, row, column, read_as="指标值")


def _with_machine_number(text: str) -> bytes:
    """A number no honest program writes, in the cell of the first count."""
    marked = with_cells(good_values(), (_SHEET, "B-1", 2, 123_456_789))
    return rewritten(marked, b"<v>123456789</v>", f"<v>{text}</v>".encode())


def _machine(what: str, text: str, rule: str) -> Handed:
    column = letter(good_values(), _SHEET, "B-1")
    return Handed(what, lambda: _with_machine_number(text), rule, _SHEET, 2, column, read_as="指标值")


def _with_title(book: Any) -> None:
    book[_SHEET].insert_rows(1, 2)
    book[_SHEET]["A1"] = "2020年指标值汇总表"


def _only_header(book: Any) -> None:
    book[_SHEET].delete_rows(2, 10)


def _without(header: str) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        sheet = book[_SHEET]
        sheet.delete_cols(sheet[f"{letter(good_values(), _SHEET, header)}1"].column)

    return change


def _renamed(book: Any) -> None:
    book[_SHEET].title = "Sheet1"


def _twice(book: Any) -> None:
    sheet = book[_SHEET]
    sheet.cell(1, sheet.max_column + 1).value = sheet[f"{letter(good_values(), _SHEET, 'B-1')}1"].value


def _two_periods(book: Any) -> None:
    sheet = book[_SHEET]
    for row, text in enumerate(["期次", "2020年一季度", "2020年二季度"], start=1):
        sheet.cell(row, 10).value = text


def _merged(area: str) -> Callable[[Any], object]:
    return lambda book: book[_SHEET].merge_cells(area)


def _strange_unit() -> bytes:
    values = board(tiny_system(), {}, {})
    units = (Unit("U009", "外来单位"), *values.units[1:])
    return write_values(type(values)(units, values.columns, values.numbers, values.states), tiny_system())


VALUES = [
    Handed(
        "指标值是空表",
        lambda: build_workbook([SheetContent(_SHEET, [])]),
        "工作表是空的",
        _SHEET,
        1,
        read_as="指标值",
    ),
    Handed(
        "指标值里只有断掉的标签",
        lambda: raw_workbook("<row r='1'/>", name=_SHEET),
        "工作表是空的",
        _SHEET,
        1,
        read_as="指标值",
    ),
    _edit("只有表头", _only_header, "没有任何单位", header="单位代码"),
    Handed("工作表改了名", lambda: edited(good_values(), _renamed), "缺少工作表“指标值”", read_as="指标值"),
    _edit("少一列", _without("A-2/分母"), "缺少“A-2/分母”列", row=1),
    Handed("多一列重复", lambda: edited(good_values(), _twice), "列重复", _SHEET, 1, "J", read_as="指标值"),
    _cell("不认识的列", "B-1", "Z-9 不知道", "不认识的列编码", row=1),
    _edit("表头上面有标题", _with_title, "表头应在第 1 行，现在第 3 行", row=3),
    _edit("表头合并", _merged("D1:E1"), "表头有合并单元格", row=1, header="A-1/分子"),
    _edit("数据合并", _merged("D2:D3"), "数据区有合并单元格", row=2, header="A-1/分子"),
    _cell("没有单位代码", "单位代码", None, "没有单位代码"),
    _cell("单位重复", "单位代码", "U000", "单位代码与第 2 行重复", row=3),
    Handed("名单外的单位", _strange_unit, "单位不在本次评估名单中", _SHEET, 2, "A", read_as="指标值"),
    _edit("少一个单位", lambda book: book[_SHEET].delete_rows(3), "缺少名单中的单位"),
    Handed(
        "两个期次",
        lambda: edited(good_values(), _two_periods),
        "本次导入只能有一个期次",
        _SHEET,
        3,
        "J",
        read_as="指标值",
    ),
    _cell("公式出错 #DIV/0!", "A-1/分子", "#DIV/0!", "单元格是错误值"),
    _cell("公式没有算过", "A-1/分子", "=SUM(E2:E3)", "公式没有计算结果"),
    _cell("该填数处是日期", "B-1", date(2020, 12, 31), "应为数字"),
    _cell("千分位写错 1,20", "B-1", "1,20", "应为数字"),
    _cell("千分位写错 12,3456", "B-1", "12,3456", "应为数字"),
    _cell("数带单位", "B-1", "3 项", "应为数字"),
    _cell("负的件数", "B-1", -1, "不能是负数"),
    _cell("件数有小数", "B-1", 1.5, "次数应为整数"),
    _cell("分子大于分母", "A-1/分子", 21, "分子大于分母"),
    _cell("一格是数一格不适用", "A-1/分子", "不适用", "一个是“不适用”"),
    _cell("不是比率填百分数", "A-1/分子", "85%", "不能填百分数"),
    _cell("写成文本的 1e400", "B-1", "1e400", "应为数字"),
    _cell("写成文本的 1e999999999", "B-1", "1e999999999", "应为数字"),
    _cell("写成文本的 NaN", "B-1", "NaN", "应为数字"),
    _cell("写成文本的 inf", "B-1", "-Infinity", "应为数字"),
    _machine("数值 1e400", "1e400", "应为数字"),
    _machine("数值 NaN", "NaN", "应为数字"),
    _cell("台账缺依据文号", "依据文号", None, "“依据文号”不能为空", sheet="加减分台账"),
    _cell("台账日期是数", "日期", 44196, "日期不合规", sheet="加减分台账"),
    _cell("台账单位不在表中", "单位代码", "U777", "单位代码不在“指标值”表中", sheet="加减分台账"),
    Handed(
        "CSV 里的千分位写错",
        lambda: ",".join(
            [
                "单位代码,单位名称,分组,A-1/分子,A-1/分母,A-2/分子,A-2/分母,A!1,B-1\nU000,甲,组",
                '"1,70"',
                "2000,,,,\n",
            ]
        ).encode(),
        "应为数字",
        "上报",
        2,
        "D",
        read_as="指标值",
        file_name="上报.csv",
    ),
]
