"""Stories of answers people get back: their own file, with reasons."""

import time
from io import BytesIO

from openpyxl import load_workbook

from core.errors import Problem
from core.sheets.annotating import annotate
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook
from tests.core.sheets.files import large_workbook

FILE = build_workbook(
    [
        SheetContent("数据", ["名称", "数量"], [["甲", 1], ["乙", "多"]]),
        SheetContent("其他", ["名称"], [["丙"]]),
    ]
)
PROBLEMS = [
    Problem("数量须为数字", value="多", remedy="填写数字", sheet="数据", row=3, column="B"),
    Problem("名称重复", sheet="数据", row=3, column="A"),
    Problem("缺少“单位”列", remedy="请使用最新模板", sheet="数据"),
]


def opened(data):
    return load_workbook(BytesIO(data))


def test_reasons_stand_in_the_row_in_fault_and_its_cells_are_marked():
    book = opened(annotate(FILE, "表.xlsx", PROBLEMS))
    sheet = book["数据"]
    assert sheet["C1"].value == "失败原因：缺少“单位”列。处理办法：请使用最新模板"
    assert sheet["C2"].value is None
    assert sheet["C3"].value == "B 列：数量须为数字，现为“多”。处理办法：填写数字；A 列：名称重复"
    assert sheet["B3"].fill.start_color.rgb == sheet["A3"].fill.start_color.rgb == "00FBE3E0"
    assert sheet["B2"].fill.fill_type is None
    assert book["其他"].max_column == 1


def test_the_answer_can_be_mended_and_handed_in_again():
    once = annotate(FILE, "表.xlsx", PROBLEMS)
    assert read_workbook(once, "表.xlsx") == read_workbook(FILE, "表.xlsx")
    twice = opened(annotate(once, "表.xlsx", PROBLEMS[:1]))["数据"]
    assert twice.max_column == 3
    assert twice["C1"].value == "失败原因"


def test_a_problem_of_the_whole_file_stands_on_the_first_sheet():
    sheet = opened(annotate(FILE, "表.xlsx", [Problem("缺少工作表“指标树”")])).worksheets[0]
    assert sheet["C1"].value == "失败原因：缺少工作表“指标树”"


def test_a_csv_file_comes_back_as_a_workbook_without_formulas():
    problems = [Problem("代码不存在", sheet="目录", row=2, column="A")]
    sheet = opened(annotate("代码\n=1+1\n".encode("gb18030"), "目录.csv", problems))["目录"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == "A 列：代码不存在"


def test_a_file_nobody_can_open_is_answered_with_a_list():
    problem = Problem("=危险", value="@x", remedy="重新上传", sheet="数据", row=2, column="B")
    book = opened(annotate(b"PK\x03\x04 broken", "表.xlsx", [problem]))
    assert book.sheetnames == ["失败原因"]
    values = [[cell.value for cell in row] for row in book["失败原因"].iter_rows()]
    assert values[0] == ["位置", "规则", "现值", "处理办法"]
    assert values[1] == [problem.place, "=危险", "@x", "重新上传"]
    assert all(cell.data_type == "s" for row in book["失败原因"].iter_rows() for cell in row)


def test_equal_questions_get_equal_bytes():
    assert annotate(FILE, "表.xlsx", PROBLEMS) == annotate(FILE, "表.xlsx", PROBLEMS)


def test_a_file_too_large_to_be_marked_is_answered_with_a_list_at_once():
    problem = Problem("应为数字", "多", "填数字", "数据", 149_999, "B")
    began = time.monotonic()
    book = opened(annotate(large_workbook(), "表.xlsx", [problem]))
    assert book.sheetnames == ["失败原因"]
    assert book["失败原因"]["A2"].value == "工作表“数据” 第 149999 行 B 列"
    assert time.monotonic() - began < 5
