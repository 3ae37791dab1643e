"""A question split by group, kind or another question, counted by hand."""

from decimal import Decimal

from core.responses.crossing import UNANSWERED, can_cross, crossing, ways
from tests.builders.questionnaires import FORM
from tests.builders.responses import surveyed


def test_choices_are_split_by_another_question_with_row_percentages(people):
    of = surveyed(people).gathered(with_drafts=True)
    found = crossing(of, "A4", "q:A1")
    assert found.options == ("培训", "检查", "都没有")
    rows = {row.label: row for row in found.rows}
    assert [row.answered for row in found.rows] == [1, 1, 1], "the begun one chose 已成立 and nothing of A4"
    assert rows["已成立"].counts == (1, 1, 0)
    assert rows["已成立"].share(0) == Decimal(100)
    assert rows["其他"].counts == (0, 0, 1)


def test_units_are_split_by_kind_and_numbers_are_summed_up(people):
    of = surveyed(people).gathered()
    (row,) = crossing(of, "B1", "kind").rows
    assert (row.label, row.answered, row.total, row.mean, row.middle) == ("县市区", 3, 72, 24, 20)


def test_a_unit_that_chose_several_stands_in_each_class_and_none_is_a_class_too(people):
    of = surveyed(people).gathered(with_drafts=True)
    rows = {row.label: row.answered for row in crossing(of, "A1", "q:A4").rows}
    assert rows == {"培训": 2, "检查": 1, "都没有": 1, UNANSWERED: 1}


def test_what_cannot_be_split_is_not_offered(people):
    of = surveyed(people).gathered()
    assert ways(of, "A1") == {"kind": "单位类别", "group": "分组", "q:A4": "A4 已开展的工作"}
    assert crossing(of, "A2", "kind") is None
    assert crossing(of, "A1", "q:Z9") is None
    assert crossing(of, "Z9", "kind") is None
    assert [each.code for each in FORM.questions if can_cross(each)] == ["A1", "A4", "B1"]
