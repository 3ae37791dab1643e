"""Inside a question: words change freely, codes stay with what they mean, and nonsense is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.questionnaires.edit import question_at
from core.questionnaires.form import CellPoints, Column, Kind, Limits, Need, Option, Row
from core.questionnaires.question_edits import (
    ChangeColumn,
    ChangeKind,
    ChangeQuestion,
    SetColumns,
    SetOptions,
    SetRows,
)
from tests.core.questionnaires.forms import choice, form_of, matrix, whole

FORM = form_of(choice(), matrix())


def rule(edit, form=FORM) -> str:
    with pytest.raises(Invalid) as caught:
        edit.applied(form)
    return caught.value.problems[0].rule


def options(edit, form=FORM) -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in edit.applied(form).question_by_code["Q1"].options]


def test_unchanged_labels_keep_their_codes_wherever_they_stand():
    assert options(SetOptions("Q1", "其他\n已建立\n在建")) == [("3", "其他"), ("1", "已建立"), ("2", "在建")]


def test_a_changed_label_keeps_the_code_of_its_place_with_points_and_all():
    after = SetOptions("Q1", "已全面建立\n\n 在建 \n其他").applied(FORM).question_by_code["Q1"]
    assert after.options == (replace(choice().options[0], label="已全面建立"), *choice().options[1:])


def test_a_freed_code_is_not_given_to_something_else():
    without = SetOptions("Q1", "已建立\n其他").applied(FORM)
    assert without.retired == ("Q1+2",)
    assert options(SetOptions("Q1", "已建立\n其他\n筹备"), without) == [
        ("1", "已建立"),
        ("3", "其他"),
        ("4", "筹备"),
    ]
    fewer = SetOptions("Q1", "已建立\n在建").applied(FORM)
    assert options(SetOptions("Q1", "已建立\n在建\n未建"), fewer)[-1] == ("4", "未建")


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁戊己"), unique=True), max_size=6))
def test_whatever_is_set_codes_are_unique_and_none_returns_to_life(versions):
    form, gone = FORM, set()
    for labels in versions:
        before = {each.code for each in question_at(form, "Q1").options}
        form = SetOptions("Q1", "\n".join(labels)).applied(form)
        held = [each.code for each in question_at(form, "Q1").options]
        assert [each.label for each in question_at(form, "Q1").options] == labels
        assert len(set(held)) == len(held)
        assert not gone & set(held)
        gone |= before - set(held)


def test_rows_and_columns_are_set_like_options():
    after = SetRows("Q3", "基础信息\n业务数据\n主题信息").applied(FORM).question_by_code["Q3"]
    assert after.rows == (Row("r1", "基础信息"), Row("r2", "业务数据"), Row("r3", "主题信息"))
    after = SetColumns("Q3", "目录数\n编制日期\n备注").applied(FORM).question_by_code["Q3"]
    assert [(each.code, each.kind) for each in after.columns] == [
        ("c1", Kind.NUMBER),
        ("c3", Kind.DATE),
        ("c4", Kind.DATE),
    ]


def test_points_of_cells_go_with_their_rows_and_columns():
    points = (CellPoints("r1", "c1", Decimal(1)), CellPoints("r2", "c2", Decimal(2)))
    form = form_of(matrix(cell_points=points))
    assert SetRows("Q3", "业务信息").applied(form).questions[0].cell_points == points[1:]
    assert SetColumns("Q3", "目录数").applied(form).questions[0].cell_points == points[:1]


def test_fixed_rows_end_rows_of_ones_own():
    form = form_of(matrix(rows=(), open_rows=5))
    assert SetRows("Q3", "甲").applied(form).questions[0].open_rows == 0
    assert SetRows("Q3", "").applied(form).questions[0].open_rows == 5


def test_options_of_a_column_have_codes_of_their_own():
    form = ChangeColumn("Q3", "c1", {"kind": Kind.SINGLE}).applied(FORM)
    after = SetOptions("Q3", "好\n中\n差", "c1").applied(form).question_by_code["Q3"]
    assert [(each.code, each.label) for each in after.columns[0].options] == [
        ("1", "好"),
        ("2", "中"),
        ("3", "差"),
    ]
    assert SetOptions("Q3", "好\n差", "c1").told(form) == "题目“Q3 目录编制”的列“目录数”的选项改为 好、差"


def test_fields_of_a_question_are_replaced_by_name():
    edit = ChangeQuestion(
        "Q1", {"title": " 机制 ", "need": Need.OPTIONAL, "manual": Decimal(5), "note": "请"}
    )
    after = edit.applied(FORM).question_by_code["Q1"]
    assert (after.title, after.need, after.manual, after.note) == ("机制", Need.OPTIONAL, 5, "请")
    assert edit.told(FORM) == "修改题目“Q1 共享机制”：题目、必填要求、人工评分满分、说明"
    assert ChangeQuestion("Q1", {"title": "共享机制"}).told(FORM) == "修改题目“Q1 共享机制”：未变"
    again = ChangeQuestion("Q1", {"options": list(reversed(choice().options))})
    assert again.applied(FORM).question_by_code["Q1"].options == tuple(reversed(choice().options))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "Q9"}, "这一项不能修改"),
        ({"kind": Kind.TEXT}, "这一项不能修改"),
        ({"nothing": 1}, "这一项不能修改"),
        ({"title": ""}, "标题应为 1 到 300 个字"),
        ({"title": 3}, "“题目”不合规"),
        ({"need": "required"}, "“必填要求”不合规"),
        ({"open_rows": True}, "“可自行添加的行数”不合规"),
        ({"open_rows": -1}, "可自行添加的行数不能为负"),
        ({"manual": Decimal("NaN")}, "“人工评分满分”应为数"),
        ({"manual": 1.5}, "“人工评分满分”应为数"),
        ({"part": "share"}, "对应指标的部分不认识"),
        ({"limits": {}}, "“填写限制”不合规"),
        ({"options": "甲"}, "“选项”不合规"),
        ({"options": [Option("9", "甲")]}, "选项的编码不能在这里增减或更改"),
        ({"note": "长" * 4001}, "说明最多 4000 个字"),
    ],
)
def test_forged_fields_change_nothing(changes, words):
    assert rule(ChangeQuestion("Q1", changes)) == words


def test_a_column_is_changed_by_name_and_kind():
    edit = ChangeColumn("Q3", "c1", {"label": "数量", "limits": Limits(digits=2), "unit": " 个 "})
    after = edit.applied(FORM).question_by_code["Q3"].columns
    assert after[0] == Column("c1", "数量", Kind.NUMBER, limits=Limits(digits=2), unit="个", total=True)
    assert edit.told(FORM) == "修改题目“Q3 目录编制”的列“目录数”：文字、填写限制、单位"
    assert rule(ChangeColumn("Q3", "c1", {"kind": Kind.FILE})) == "矩阵的列不能是附件"
    assert rule(ChangeColumn("Q3", "c9", {})) == "题目“Q3 目录编制”没有这一列"
    assert rule(ChangeColumn("Q3", "c1", {"label": " "})) == "文字应为 1 到 200 个字"
    assert rule(ChangeColumn("Q3", "c1", {"points": Decimal("Infinity")})) == "“分值”应为数"


def test_a_kind_is_changed_there_and_back_without_reusing_codes():
    text = ChangeKind("Q1", Kind.TEXT).applied(FORM)
    assert text.retired == ("Q1+1", "Q1+2", "Q1+3")
    again = ChangeKind("Q1", Kind.SINGLE).applied(text)
    assert [each.code for each in again.question_by_code["Q1"].options] == ["4", "5"]
    assert ChangeKind("Q1", Kind.TEXT).told(FORM) == "题目“Q1 共享机制”由单选改为文本"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (SetOptions("Q3", "甲"), "只有单选和多选才有选项"),
        (SetOptions("Q3", "甲", "c1"), "只有单选和多选才有选项"),
        (SetOptions("Q9", "甲"), "没有这道题目"),
        (SetOptions("Q1", "甲\n甲 "), "有两行文字相同"),
        (SetOptions("Q1", "长" * 201), "文字应为 1 到 200 个字"),
        (SetOptions("Q1", "\n".join(map(str, range(201)))), "最多 200 行"),
        (SetRows("Q1", "甲"), "只有矩阵题才有行和列"),
        (SetColumns("Q1", "甲"), "只有矩阵题才有行和列"),
        (ChangeKind("Q9", Kind.TEXT), "没有这道题目"),
    ],
)
def test_what_cannot_be_done_is_refused(edit, words):
    assert rule(edit) == words


def test_long_lists_are_told_short():
    edit = SetRows("Q3", "\n".join("甲乙丙丁戊己庚"))
    assert edit.told(whole()) == "题目“Q3 目录编制”的行改为 甲、乙、丙、丁、戊、己 等 7 个"
    assert SetColumns("Q3", "").told(whole()) == "题目“Q3 目录编制”的列改为 空"
