"""The child reads a file or marks it, by the verb it is asked with."""

from dataclasses import astuple
from io import BytesIO

from openpyxl import load_workbook

from core.errors import Problem
from core.sheets.answering import answer
from core.sheets.model import REASON
from core.sheets.transport import sheets_of
from core.sheets.writing import SheetContent, build_workbook

GOOD = build_workbook([SheetContent("数据", ["名称", "数量"], [["甲", 1]])])


def test_one_verb_gives_the_sheets_and_the_other_the_marked_workbook():
    request = {"kind": "xlsx", "stem": "表"}
    (sheet,) = sheets_of(answer({"verb": "read", **request}, GOOD))
    assert sheet.rows[1] == ("甲", 1)
    problem = Problem("数量须为偶数", "1", "请核对", "数据", 2, "B")
    marked = answer({"verb": "annotate", **request, "problems": [astuple(problem)]}, GOOD)
    assert marked[:1] == b"W"
    page = load_workbook(BytesIO(marked[1:]))["数据"]
    assert str(page.cell(1, 3).value).startswith(REASON)
    assert "数量须为偶数" in str(page.cell(2, 3).value)
