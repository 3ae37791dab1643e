"""A draft is built and rebuilt part by part; codes stay with what they were given to."""

from dataclasses import replace

import pytest

from core.errors import Invalid
from core.questionnaires.codes import fresh_question
from core.questionnaires.edits import (
    MOST_QUESTIONS,
    AddQuestion,
    AddSection,
    CopyQuestion,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    RenameSection,
    SetCondition,
    SetForm,
)
from core.questionnaires.form import Column, Condition, Form, Kind, Limits, Operator, Question
from tests.core.questionnaires.forms import choice, form_of, matrix, when, whole


def layout(form: Form) -> dict[str, list[str]]:
    return {section.code: [each.code for each in section.questions] for section in form.sections}


def rule(edit, form) -> str:
    with pytest.raises(Invalid) as caught:
        edit.applied(form)
    assert str(caught.value).startswith("问卷没有修改")
    return caught.value.problems[0].rule


def test_a_form_is_built_from_nothing():
    form = Form("问卷")
    for edit in (
        AddSection("一"),
        AddQuestion("S1", Kind.SINGLE),
        AddQuestion("S1", Kind.TEXT),
        AddQuestion("S1", Kind.DATE, "Q1"),
        AddSection("零", ""),
        MoveSection("S2", 1),
    ):
        assert edit.told(form)
        form = edit.applied(form)
    assert layout(form) == {"S2": [], "S1": ["Q1", "Q3", "Q2"]}
    assert [option.label for option in form.question_by_code["Q1"].options] == ["选项 A", "选项 B"]


def test_the_code_of_a_removed_question_is_never_given_again():
    form = AddQuestion("S1", Kind.TEXT).applied(whole())
    gone = RemoveQuestion("Q7").applied(form)
    assert layout(gone) == layout(whole())
    assert fresh_question(gone) == "Q8"
    assert "Q8" in AddQuestion("S1", Kind.TEXT).applied(gone).question_by_code
    assert Form.from_dict(gone.to_dict()).retired == ("Q7",)


def test_the_code_of_a_removed_section_is_never_given_again():
    gone = RemoveSection("S2").applied(whole())
    assert layout(AddSection("新", "S1").applied(gone)) == {"S1": ["Q1", "Q2"], "S3": []}
    assert fresh_question(gone) == "Q7"


def test_what_others_look_at_is_not_removed():
    assert "显示条件用到它" in rule(RemoveQuestion("Q1"), whole())
    assert "显示条件用到它" in rule(RemoveSection("S1"), whole())


def test_questions_move_within_and_between_sections():
    assert layout(MoveQuestion("Q5", "S2", 1).applied(whole()))["S2"] == ["Q5", "Q3", "Q4", "Q6"]
    assert layout(MoveQuestion("Q5", "S2", 4).applied(whole()))["S2"] == ["Q3", "Q4", "Q6", "Q5"]
    moved = MoveQuestion("Q5", "S1", 3).applied(whole())
    assert layout(moved) == {"S1": ["Q1", "Q2", "Q5"], "S2": ["Q3", "Q4", "Q6"]}
    assert moved.retired == ()
    assert MoveQuestion("Q5", "S1", 3).told(whole()) == "把题目“Q5 印发日期”移到章节“S1 基本情况”第 3 位"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (MoveQuestion("Q5", "S2", 0), "序号超出范围"),
        (MoveQuestion("Q5", "S2", 5), "序号超出范围"),
        (MoveQuestion("Q5", "S9", 1), "没有这个章节"),
        (MoveQuestion("Q9", "S1", 1), "没有这道题目"),
        (MoveSection("S1", 3), "序号超出范围"),
        (MoveSection("S9", 1), "没有这个章节"),
        (RemoveQuestion("Q9"), "没有这道题目"),
        (RemoveSection("S9"), "没有这个章节"),
        (CopyQuestion("Q9"), "没有这道题目"),
        (AddQuestion("S9", Kind.TEXT), "没有这个章节"),
        (AddQuestion("S1", Kind.TEXT, "Q5"), "这一章节没有这道题目"),
        (AddSection(" "), "标题应为 1 到 300 个字"),
        (AddSection("新", "S9"), "没有这个章节"),
        (SetForm(""), "标题应为 1 到 300 个字"),
        (SetForm("题", "长" * 4001), "说明最多 4000 个字"),
        (RenameSection("S1", ""), "标题应为 1 到 300 个字"),
        (SetCondition("S9", Condition()), "没有这个章节"),
    ],
)
def test_what_cannot_be_done_is_refused_and_says_why(edit, words):
    assert rule(edit, whole()) == words


def test_a_form_has_a_most_of_questions_and_may_still_be_rearranged():
    full = form_of(*(Question(f"Q{at}", "题", Kind.TEXT) for at in range(MOST_QUESTIONS)))
    assert rule(AddQuestion("S1", Kind.TEXT), full) == "题目太多"
    assert rule(CopyQuestion("Q0"), full) == "题目太多"
    assert layout(MoveQuestion("Q9", "S1", 1).applied(full))["S1"][:2] == ["Q9", "Q0"]


def test_a_copy_stands_behind_the_first_and_feeds_nothing():
    source = replace(
        matrix(),
        metric="M1",
        part="points",
        columns=(
            Column("c1", "总数", Kind.NUMBER),
            Column("c2", "其中", Kind.NUMBER, limits=Limits(within="Q3/r1/c1")),
            Column("c3", "其中", Kind.NUMBER, limits=Limits(within="c1")),
        ),
    )
    after = CopyQuestion("Q3").applied(form_of(source, Question("Q4", "后", Kind.TEXT)))
    assert layout(after) == {"S1": ["Q3", "Q5", "Q4"]}
    copy = after.question_by_code["Q5"]
    assert (copy.title, copy.metric, copy.rows) == ("目录编制（副本）", "", source.rows)
    assert [column.limits.within for column in copy.columns] == ["", "Q5/r1/c1", "c1"]


def test_heads_are_rewritten_and_told():
    form = whole()
    assert SetForm(" 新名 ", "说明").applied(form).title == "新名"
    assert SetForm("新名", form.note).told(form) == "问卷标题由“数据共享自评”改为“新名”"
    assert SetForm(form.title, form.note).told(form) == "问卷标题和说明未变"
    edit = RenameSection("S2", "数目", "", when("Q2", Operator.ANSWERED))
    assert edit.told(form) == "章节“S2 数量”更名为“数目”，修改显示条件"
    assert edit.applied(form).sections[1].shown_if == when("Q2", Operator.ANSWERED)
    assert edit.applied(form).sections[1].questions == form.sections[1].questions


def test_conditions_are_set_and_lifted():
    shown = SetCondition("Q2", when("Q1", value="1"))
    assert shown.applied(whole()).question_by_code["Q2"].shown_if == when("Q1", value="1")
    assert shown.told(whole()) == "修改“Q2 共享机制”的显示条件"
    lifted = SetCondition("S2", Condition())
    assert lifted.applied(whole()).sections[1].shown_if == Condition()
    assert lifted.told(whole()) == "取消“S2 数量”的显示条件"


def test_everything_said_of_removal_and_copies_names_the_part():
    assert RemoveQuestion("Q6").told(whole()) == "删除题目“Q6 佐证”"
    assert RemoveSection("S2").told(whole()) == "删除章节“S2 数量”及其下 4 道题目"
    assert CopyQuestion("Q1").told(form_of(choice())) == "复制题目“Q1 共享机制”为 Q2"
    assert MoveSection("S2", 1).told(whole()) == "把章节“S2 数量”排到第 1 位"
