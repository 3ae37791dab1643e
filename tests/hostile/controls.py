"""Odd files that are right: refusing one of them would be a fault of ours."""

from typing import Any

from core.errors import Problem
from core.sheets.annotating import annotate
from tests.core.sheets.files import raw_workbook
from tests.hostile.edits import edited, good_system, good_values, rewritten, with_cells
from tests.hostile.handed import Handed

_SHEET = "指标值"
_HEADER = "单位代码,单位名称,分组,A-1/分子,A-1/分母,A-2/分子,A-2/分母,A!1,B-1\n"
_CSV = _HEADER + 'U000,单位0,组,"1,700","2,000",９,１０,,不适用\nU001,单位1,组,17,20,,,0,3\n'


def _as_wps_saves(book: Any) -> None:
    """Blanks around names, formats far below the data, an empty sheet beside it."""
    book[_SHEET].title = f"{_SHEET} "
    book.create_sheet("Sheet2")
    for row in range(900, 1000):
        book[f"{_SHEET} "].cell(row, 40).number_format = "0.00"


def _with_absolute_targets() -> bytes:
    return rewritten(good_values(), b'Target="worksheets/', b'Target="/xl/worksheets/')


def _with_leftovers() -> bytes:
    """The answer to an earlier attempt, mended and handed in again."""
    problem = Problem("应为数字", "很多", "填数字", _SHEET, 2, "D")
    return annotate(good_values(), "值.xlsx", [problem])


def _formulas() -> bytes:
    """Formulas that were calculated, as every spreadsheet program saves them."""
    marked = with_cells(good_values(), (_SHEET, "B-1", 2, 123_456_789))
    return rewritten(marked, b"<v>123456789</v>", b"<f>1+2</f><v>3</v>")


def _prefixed() -> bytes:
    """Tags with a namespace prefix throughout, as some exporting programs write them."""
    rows = "".join(f'<x:row r="{row}"><x:c r="A{row}"><x:v>{row}</x:v></x:c></x:row>' for row in range(1, 50))
    data = rewritten(raw_workbook(rows), b"<worksheet xmlns=", b"<x:worksheet xmlns:x=")
    data = rewritten(data, b"</worksheet>", b"</x:worksheet>")
    return rewritten(rewritten(data, b"<sheetData>", b"<x:sheetData>"), b"</sheetData>", b"</x:sheetData>")


def _number(what: str, value: object) -> Handed:
    return Handed(
        f"对照：{what}", lambda: with_cells(good_values(), (_SHEET, "B-1", 2, value)), read_as="指标值"
    )


CONTROLS = [
    Handed("对照：好的体系", good_system, read_as="体系", file_name="体系.xlsx"),
    Handed("对照：好的指标值", good_values, read_as="指标值"),
    _number("全角数字", "１２"),
    _number("千分位", "1,234,567"),
    _number("全角千分位", "１，２３４"),
    _number("数前后有空格", " 15 "),
    Handed("对照：WPS 的写法", lambda: edited(good_values(), _as_wps_saves), read_as="指标值"),
    Handed("对照：部件用绝对路径", _with_absolute_targets, read_as="指标值"),
    Handed("对照：标签带前缀", _prefixed),
    Handed("对照：算过的公式", _formulas, read_as="指标值"),
    Handed("对照：留着失败原因列", _with_leftovers, read_as="指标值"),
    Handed("对照：GBK 的 CSV", lambda: _CSV.encode("gbk"), read_as="指标值", file_name="值.csv"),
    Handed("对照：UTF-8 的 CSV", lambda: _CSV.encode("utf-8-sig"), read_as="指标值", file_name="值.csv"),
]
