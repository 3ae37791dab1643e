"""Indicator systems as workbooks: the round trip, and workbooks that must be refused."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.errors import Invalid
from core.indicators.system import Monitored
from core.indicators.workbook import read_system, write_system
from tests.core.scoring.boards import checklist_system, county, department, tiny_system


def _changed(*changes, system=None):
    """The tiny system's workbook with cells set: (sheet, cell, value)."""
    book = load_workbook(BytesIO(write_system(system or tiny_system())))
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("make", [department, county, tiny_system, checklist_system])
def test_writing_and_reading_gives_the_same_system_and_the_same_bytes(make):
    system = make()
    data = write_system(system)

    again = read_system(data, "体系.xlsx")

    assert again == system
    assert again.sha256 == system.sha256
    assert write_system(again) == data


BROKEN = [
    (("指标树", "F2", 50), "指标树", 1, "F", "满分之和应为 100"),
    (("指标树", "F2", "六十分"), "指标树", 2, "F", "应为数字"),
    (("指标树", "F2", "#DIV/0!"), "指标树", 2, "F", "错误值"),
    (("指标树", "A3", "A"), "指标树", 3, "A", "编码重复"),
    (("指标树", "B3", "Z"), "指标树", 3, "B", "上级编码不存在"),
    (("指标树", "B3", "B"), "指标树", 3, "B", "成环"),
    (("指标树", "G2", None), "指标树", 2, "G", "缺少口径"),
    (("指标树", "E2", "别的"), "指标树", 2, "E", "不认识的“类型”"),
    (("指标树", "G1", "解释"), "指标树", 1, "", "缺少“口径”列"),
    (("子项", "D2", 70), "子项", 2, "D", "占比之和应为 100"),
    (("子项", "J2", "魔法"), "子项", 2, "J", "不认识的“计分规则”"),
    (("子项", "K2", "零分线=70%"), "子项", 2, "K", "缺少“满分线”"),
    (("子项", "K2", "零分线=90%；满分线=70%"), "子项", 2, "K", "零分线应小于满分线"),
    (("子项", "L2", "随便"), "子项", 2, "L", "不认识的“空值处理”"),
    (("子项", "E2", "清单"), "子项", 2, "E", "不能用这种取数方式"),
    (("子项", "B4", "A9"), "子项", 4, "B", "不是末级指标"),
    (("附加扣分", "D2", -1), "附加扣分", 2, "D", "大于 0"),
    (("加减分", "B3", "另一个名称"), "加减分", 3, "A", "名称、方向、封顶、规则相同"),
    (("加减分", "C2", "不加不减"), "加减分", 2, "C", "不认识的“方向”"),
    (("加减分", "G6", "Z"), "加减分", 6, "G", "等次不存在"),
    (("等次", "D3", 95), "等次", 3, "D", "重叠"),
    (("等次", "D3", 85), "等次", 3, "D", "空档"),
    (("等次", "C5", 10), "等次", 1, "C", "空档"),
    (("体系", "B6", 90), "指标树", 1, "F", "满分之和应为 90"),
    (("体系", "B5", "全省"), "体系", 5, "B", "不认识的“适用对象”"),
    (("体系", "B7", 9), "体系", 7, "B", "小数位应在"),
    (("体系", "A4", "别的"), "体系", 1, "A", "缺少“版本”一行"),
]


@pytest.mark.parametrize(("change", "sheet", "row", "column", "words"), BROKEN)
def test_a_broken_workbook_is_refused_with_the_place(change, sheet, row, column, words):
    with pytest.raises(Invalid) as caught:
        read_system(_changed(change), "体系.xlsx")

    places = [
        (problem.sheet, problem.row, problem.column, words in problem.rule)
        for problem in caught.value.problems
    ]
    assert (sheet, row, column, True) in places, caught.value.problems
    assert all(problem.remedy for problem in caught.value.problems)


def test_all_problems_come_at_once_and_the_file_comes_back_with_reasons():
    with pytest.raises(Invalid) as caught:
        read_system(_changed(("指标树", "G2", None), ("子项", "J2", "魔法"), ("等次", "D3", 85)), "体系.xlsx")

    assert {problem.sheet for problem in caught.value.problems} >= {"指标树", "子项", "等次"}
    book = load_workbook(BytesIO(caught.value.annotated))
    header = [cell.value for cell in book["子项"][1]]
    assert "失败原因" in header
    assert "计分规则" in book["子项"].cell(2, header.index("失败原因") + 1).value


def test_a_missing_sheet_is_named():
    book = load_workbook(BytesIO(write_system(tiny_system())))
    del book["等次"]
    target = BytesIO()
    book.save(target)

    with pytest.raises(Invalid) as caught:
        read_system(target.getvalue(), "体系.xlsx")

    assert [problem.rule for problem in caught.value.problems] == ["缺少工作表“等次”"]


def test_an_unreadable_number_does_not_raise_false_alarms_about_sums():
    with pytest.raises(Invalid) as caught:
        read_system(_changed(("指标树", "F2", "六十分")), "体系.xlsx")

    assert len(caught.value.problems) == 1


def test_indicators_watched_without_points_travel_in_a_sheet_of_their_own():
    watched = (
        Monitored("J1", "数据调用增速", "A", "较上年", "今年÷上年－1", "%", "网关", "季"),
        Monitored("J2", "热度"),
    )
    system = tiny_system(monitored=watched)
    data = write_system(system)
    assert read_system(data, "体系.xlsx") == system
    assert load_workbook(BytesIO(data))["监测指标"]["A2"].value == "J1"
    assert "监测指标" not in load_workbook(BytesIO(write_system(tiny_system()))).sheetnames
