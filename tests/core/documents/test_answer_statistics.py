"""The statistics leave with the numbers the screen shows."""

from core.documents.answer_statistics import statistics_sheets
from core.sheets.writing import build_workbook
from tests.builders.responses import surveyed
from tests.core.documents.opened import sheets


def test_every_question_stands_in_the_overview_and_in_the_sheet_of_its_kind(people):
    found = sheets(build_workbook(statistics_sheets(surveyed(people).gathered())))
    overview = {row[0]: row for row in found["概况"][1:]}
    assert overview["A1"][4:] == (3, 3, 100)
    assert overview["A2"][4:] == (1, 1, 100)
    assert overview["A5"][4:] == (3, 0, 0)
    options = [row for row in found["选项"] if row[0] == "A4"]
    assert [row[4:] for row in options] == [
        ("培训", 2, 66.7, 66.7),
        ("检查", 1, 33.3, 33.3),
        ("都没有", 1, 33.3, 33.3),
    ]
    numbers = {(row[0], row[2], row[3]): row[4:] for row in found["数值"][1:]}
    assert numbers["B1", None, None] == (3, 72, 24, 12, 16, 20, 30, 40)
    assert numbers["B2", "资源数", "基础信息"] == (3, 29, 9.6667, 7, 7, 7, 11, 15)
    assert numbers["B2", "资源数", "（全部行）"][:2] == (6, 43)
    assert found["日期"][1][:1] + found["日期"][1][4:] == ("A3", "2021-03", 2)
    assert found["文本"][1][4:] == ("德城区", "张副区长")
