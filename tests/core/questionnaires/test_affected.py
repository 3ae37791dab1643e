"""Before a new version is published, every answer it touches is named with what becomes of it."""

from dataclasses import replace

from core.questionnaires.affected import affected
from core.questionnaires.cells import cells
from core.questionnaires.edits import MoveQuestion, RemoveQuestion, SetForm
from core.questionnaires.form import Form, Kind, Question
from core.questionnaires.question_edits import (
    ChangeColumn,
    ChangeKind,
    ChangeQuestion,
    SetColumns,
    SetOptions,
    SetRows,
)
from tests.core.questionnaires.forms import choice, form_of, matrix, whole

COUNTED = {cell.key: 4 for cell in cells(whole())}


def found(edit, counted=None, before: Form | None = None) -> list[tuple[str, str, int]]:
    form = before or whole()
    return [
        (each.what, each.change, each.answers)
        for each in affected(form, edit.applied(form), COUNTED if counted is None else counted)
    ]


def test_words_and_places_touch_no_answer():
    for edit in (
        SetForm("新", ""),
        MoveQuestion("Q4", "S1", 1),
        ChangeQuestion("Q4", {"title": "补充"}),
        SetOptions("Q1", "其他\n已建立\n在建"),
        SetRows("Q3", "基础\n业务"),
        SetColumns("Q3", "目录数\n已共享\n日期\n备注"),
    ):
        assert found(edit) == []


def test_a_removed_question_keeps_its_answers_with_the_old_version():
    (only,) = affected(whole(), RemoveQuestion("Q4").applied(whole()), COUNTED)
    assert str(only) == "题目“Q4 说明”已删除，有 4 个答数：答数随原版本保留，不再显示，也不计入新版本"
    assert only.code == "Q4"
    assert found(RemoveQuestion("Q3")) == [("题目“Q3 目录编制”", "removed", 24)]


def test_what_nobody_answered_is_not_told():
    assert found(RemoveQuestion("Q4"), {}) == []
    assert found(RemoveQuestion("Q4"), {"Q4": 0, "Q5": 3}) == []


def test_a_retyped_question_shows_its_answers_marked():
    (only,) = affected(whole(), ChangeKind("Q4", Kind.NUMBER).applied(whole()), COUNTED)
    assert (only.what, only.change) == ("题目“Q4 说明”（文本→数值）", "retyped")
    assert "保留" in only.fate
    assert "标出" in only.fate
    assert found(ChangeKind("Q1", Kind.MULTIPLE)) == [("题目“Q1 共享机制”（单选→多选）", "retyped", 4)]
    (table,) = affected(whole(), ChangeKind("Q3", Kind.TEXT).applied(whole()), COUNTED)
    assert table.answers == 24
    assert "随原版本保留" in table.fate


def test_a_removed_option_counts_those_who_chose_it():
    edit = SetOptions("Q1", "已建立\n在建")
    assert found(edit, {"Q1": 9, "Q1=3": 2, "Q1=1": 7}) == [("题目“Q1 共享机制”的选项“其他”", "removed", 2)]
    assert found(edit, {"Q1": 9, "Q1=1": 9}) == []
    assert found(edit, {"Q1": 9}) == [("题目“Q1 共享机制”的选项“其他”（至多）", "removed", 9)]


def test_removed_rows_and_columns_count_their_boxes():
    assert found(SetRows("Q3", "基础信息")) == [("题目“Q3 目录编制”的行“业务信息”", "removed", 12)]
    assert found(SetColumns("Q3", "目录数\n已共享")) == [("题目“Q3 目录编制”的列“编制日期”", "removed", 8)]
    assert found(ChangeColumn("Q3", "c1", {"kind": Kind.TEXT})) == [
        ("题目“Q3 目录编制”的列“目录数”（数值→文本）", "retyped", 8)
    ]


def test_options_of_a_column_are_counted_over_its_rows():
    form = SetOptions("Q3", "好\n差", "c1").applied(
        ChangeColumn("Q3", "c1", {"kind": Kind.SINGLE}).applied(form_of(matrix()))
    )
    counted = {"Q3/r1/c1": 5, "Q3/r1/c1=1": 3, "Q3/r1/c1=2": 2, "Q3/r2/c1": 1, "Q3/r2/c1=1": 1}
    assert found(SetOptions("Q3", "好", "c1"), counted, form) == [
        ("题目“Q3 目录编制”的列“目录数”的选项“差”", "removed", 2)
    ]


def test_lines_of_ones_own_beyond_the_new_most_are_told():
    before = form_of(matrix(rows=(), open_rows=3))
    counted = {"Q3/1/c1": 6, "Q3/3/c1": 2, "Q3/3/c2": 1}
    assert found(ChangeQuestion("Q3", {"open_rows": 2}), counted, before) == [
        ("题目“Q3 目录编制”中填报单位自行添加的行", "removed", 3)
    ]
    assert found(ChangeQuestion("Q3", {"open_rows": 9}), counted, before) == []
    assert found(SetRows("Q3", "甲"), counted, before)[0][2] == 9


def test_a_changed_code_is_told_as_such():
    before = form_of(choice(), Question("Q4", "说明", Kind.TEXT))
    after = form_of(choice(), Question("X4", "说明", Kind.TEXT))
    (only,) = affected(before, after, {"Q4": 3})
    assert (only.change, only.answers) == ("recoded", 3)
    assert "X4" in only.fate
    recoded = replace(
        choice(), options=tuple(replace(each, code=f"x{each.code}") for each in choice().options)
    )
    changes = affected(form_of(choice()), form_of(recoded), {"Q1": 3, "Q1=2": 3})
    assert [(each.what, each.change) for each in changes] == [("题目“Q1 共享机制”的选项“在建”", "recoded")]
