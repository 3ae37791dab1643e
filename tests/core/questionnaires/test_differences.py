"""Two forms are compared part by part: every change has its sentence, equal forms have none."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from core.questionnaires.differences import condition_in_words, differences
from core.questionnaires.edits import (
    AddQuestion,
    AddSection,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    RenameSection,
    SetCondition,
    SetForm,
)
from core.questionnaires.fields import LABELS
from core.questionnaires.form import (
    AllOf,
    CellPoints,
    Column,
    Condition,
    Form,
    Kind,
    Limits,
    Need,
    Operator,
    Question,
    Term,
)
from core.questionnaires.question_edits import (
    ChangeColumn,
    ChangeKind,
    ChangeQuestion,
    SetColumns,
    SetOptions,
    SetRows,
)
from tests.core.questionnaires.forms import choice, when, whole
from tests.core.questionnaires.test_form import forms


def told(*edits) -> list[str]:
    form = whole()
    for edit in edits:
        form = edit.applied(form)
    return [each.sentence for each in differences(whole(), form)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms, forms)
def test_equal_forms_have_no_difference_and_any_two_can_be_compared(one, two):
    assert differences(one, one) == ()
    assert differences(one, replace(one, retired=("Q99",))) == ()
    assert all(each.sentence for each in differences(one, two))


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        (SetForm("新", ""), ["问卷标题由 “数据共享自评” 改为 “新”", "问卷填写说明由 “请如实填写” 改为 空"]),
        (AddSection("三"), ["新增章节“S3 三”"]),
        (
            RemoveSection("S2"),
            ["删除章节“S2 数量”", "删除矩阵题“Q3 目录编制”", "删除文本题“Q4 说明”", "删除日期题“Q5 印发日期”", "删除附件题“Q6 佐证”"],
        ),
        (MoveSection("S2", 1), ["章节顺序改为 数量、基本情况"]),
        (
            RenameSection("S2", "数目"),
            ["章节“S2 数量”的标题由 “数量” 改为 “数目”", "章节“S2 数量”的显示条件由 “Q1 共享机制”不等于“在建” 改为 始终显示"],
        ),
        (AddQuestion("S1", Kind.TEXT), ["在章节“S1 基本情况”新增文本题“Q7 新的文本题”"]),
        (RemoveQuestion("Q6"), ["删除附件题“Q6 佐证”"]),
        (MoveQuestion("Q6", "S1", 1), ["题目“Q6 佐证”由章节“S2 数量”移到章节“S1 基本情况”"]),
        (MoveQuestion("Q6", "S2", 1), ["章节“S2 数量”的题目顺序改为 Q6、Q3、Q4、Q5"]),
        (ChangeQuestion("Q4", {"title": "补充说明"}), ["题目“Q4 说明”的题目由 “说明” 改为 “补充说明”"]),
        (ChangeQuestion("Q4", {"need": Need.REASONED}), ["题目“Q4 说明”的必填要求由 必填 改为 缺答须说明"]),
        (
            ChangeQuestion("Q4", {"limits": Limits(shortest=3)}),
            ["题目“Q4 说明”的最少字数由 2 改为 3", "题目“Q4 说明”的最多字数由 10 改为 空"],
        ),
        (ChangeQuestion("Q6", {"manual": Decimal("7.50")}), ["题目“Q6 佐证”的人工评分满分由 5 改为 7.5"]),
        (
            ChangeQuestion("Q4", {"metric": "M1", "part": "points"}),
            ["题目“Q4 说明”的对应的指标子项由 空 改为 “M1”", "题目“Q4 说明”的对应指标的部分由 直接值 改为 得分"],
        ),
        (
            ChangeQuestion("Q3", {"cell_points": (CellPoints("r1", "c1", Decimal(2)),), "row_totals": True}),
            ["题目“Q3 目录编制”的行合计由 否 改为 是", "题目“Q3 目录编制”的格子的分值由 空 改为 r1/c1 2 分"],
        ),
        (
            SetCondition("Q5", when("Q3/r1/c1", Operator.ANSWERED)),
            ["题目“Q5 印发日期”的显示条件由 始终显示 改为 “Q3 目录编制”的“基础信息”行“目录数”列已填"],
        ),
        (
            SetOptions("Q1", "已全面建立\n在建\n其他\n未建"),
            ["题目“Q1 共享机制”的选项“已建立”改为“已全面建立”", "题目“Q1 共享机制”新增选项“未建”"],
        ),
        (SetOptions("Q1", "在建\n已建立"), ["题目“Q1 共享机制”删除选项“其他”", "题目“Q1 共享机制”的选项顺序改为 在建、已建立"]),
        (SetRows("Q3", "基础信息"), ["题目“Q3 目录编制”删除行“业务信息”"]),
        (SetColumns("Q3", "目录数\n已共享\n印发日期"), ["题目“Q3 目录编制”的列“编制日期”改为“印发日期”"]),
        (
            ChangeColumn("Q3", "c3", {"kind": Kind.TEXT, "need": Need.REQUIRED, "limits": Limits(longest=9)}),
            [
                "题目“Q3 目录编制”的列“编制日期”的题型由 日期 改为 文本",
                "题目“Q3 目录编制”的列“编制日期”的必填要求由 选填 改为 必填",
                "题目“Q3 目录编制”的列“编制日期”的最多字数由 空 改为 9",
            ],
        ),
    ],
)  # fmt: skip
def test_each_change_is_told_in_words(edit, sentences):
    assert told(edit) == sentences


def test_points_of_an_option_are_told_at_the_option():
    options = (replace(choice().options[0], points=Decimal(4), other=True), *choice().options[1:])
    assert told(ChangeQuestion("Q1", {"options": options})) == [
        "题目“Q1 共享机制”的选项“已建立”的分值由 3 改为 4",
        "题目“Q1 共享机制”的选项“已建立”的需注明由 否 改为 是",
    ]


def test_a_changed_kind_is_told_with_what_went_with_it():
    sentences = told(ChangeKind("Q1", Kind.TEXT))
    assert "题目“Q1 共享机制”的题型由 单选 改为 文本" in sentences
    assert "题目“Q1 共享机制”删除选项“已建立”" in sentences


def test_every_field_people_change_has_a_chinese_name():
    for part in (Question, Column):
        assert {field.name for field in fields(part)} - {"code"} <= set(LABELS)


def test_conditions_are_read_out_with_the_words_of_their_options():
    both = Condition(
        (
            AllOf((Term("Q1", Operator.EQUALS, "1"), Term("Q3/r1/c1", Operator.ABOVE, "5"))),
            AllOf((Term("Q9", Operator.EMPTY),)),
        )
    )
    assert condition_in_words(whole(), both) == (
        "“Q1 共享机制”等于“已建立”且“Q3 目录编制”的“基础信息”行“目录数”列大于“5”，或Q9未填"
    )
    assert condition_in_words(Form("空"), Condition()) == "始终显示"
