"""The template can be filled in and read again; what cannot be understood is named by cell."""

import pytest

from core.administration import unit_sheet
from core.errors import Invalid
from core.sheets.writing import SheetContent, build_workbook

ROW = ["M43", "德州市数据局", "", "市级部门", "DZ", "一", "是", "", 43]


def workbook(*rows, header=unit_sheet.COLUMNS) -> bytes:
    return build_workbook([SheetContent("机构", header, rows)])


def test_a_filled_in_row_is_read_as_it_was_meant():
    [line], problems = unit_sheet.read_lines(workbook(ROW), "机构.xlsx")
    assert problems == []
    assert (line.row, line.parent_code, line.draft.kind, line.draft.order_no) == (2, "DZ", "department", 43)
    assert line.draft.short_name == "德州市数据局"


def test_each_cell_that_cannot_be_understood_is_named_with_its_remedy():
    wrong = ["M44", "某局", "", "委员会", "DZ", "", "或许", "", "第一"]
    lines, problems = unit_sheet.read_lines(workbook(ROW, wrong), "机构.xlsx")
    assert len(lines) == 1
    assert [problem.place for problem in problems] == [
        f"工作表“机构” 第 3 行 {letter} 列" for letter in "DGI"
    ]
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("data", [b"nothing", unit_sheet.template(["一"])])
def test_a_broken_or_empty_file_is_refused(data: bytes):
    with pytest.raises(Invalid):
        unit_sheet.read_lines(data, "机构.xlsx")


def test_another_header_is_refused_naming_the_right_one():
    with pytest.raises(Invalid, match="表头与模板不符") as refused:
        unit_sheet.read_lines(workbook(["x"], header=["名称"]), "机构.xlsx")
    assert "代码、名称、简称" in refused.value.problems[0].rule
