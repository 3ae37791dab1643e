"""Counts and sums that one can count by hand."""

from decimal import Decimal

from core.responses.statistics import Choices, Days, Numbers, Texts, figures, figures_of
from tests.builders.questionnaires import FORM
from tests.builders.responses import surveyed
from tests.core.responses.test_boxes import gathered


def test_choices_are_counted_with_both_denominators(people):
    of = surveyed(people).gathered()
    one = figures_of(of, "A1")
    assert (one.shown, one.answered, one.unfit) == (3, 3, 0)
    assert isinstance(one.content, Choices)
    assert [share.count for share in one.content.shares] == [1, 1, 1]
    many = figures_of(of, "A4").content
    assert [(share.label, share.count) for share in many.shares] == [("培训", 2), ("检查", 1), ("都没有", 1)]
    assert many.first.label == "培训"
    hidden = figures_of(of, "A2")
    assert (hidden.shown, hidden.answered) == (1, 1), "only 已成立 was asked for its leader"


def test_numbers_are_summed_up_exactly(people):
    content = figures_of(surveyed(people).gathered(with_drafts=True), "B1").content
    assert isinstance(content, Numbers)
    # 12, 20, 40, 100.
    assert (content.total, content.mean) == (172, 43)
    assert content.quartiles == (18, 30, 55), "as Excel's QUARTILE.INC"
    assert content.numbers == [12, 20, 40, 100]


def test_days_fall_into_months_and_texts_are_listed(people):
    of = surveyed(people).gathered()
    days = figures_of(of, "A3")
    assert isinstance(days.content, Days)
    assert (days.answered, days.content.months) == (2, (("2021-03", 2),))
    texts = figures_of(of, "A2").content
    assert isinstance(texts, Texts)
    assert [(each.unit, each.text) for each in texts.values] == [("德城区", "张副区长")]


def test_a_matrix_is_summed_by_column_and_by_row(people):
    one = figures_of(surveyed(people).gathered(), "B2")
    numbers, choices, texts = one.columns
    assert one.answered == 3
    # 7+5, 15+4, 7+5.
    assert (numbers.whole.total, numbers.answered) == (Decimal(43), 6)
    assert [(label, content.total) for label, content in numbers.rows] == [("基础信息", 29), ("业务信息", 14)]
    assert [share.count for share in choices.whole.shares] == [3, 3]
    assert texts.answered == 0


def test_what_is_none_of_its_kind_is_told_and_not_counted():
    one = figures_of(gathered((1, FORM), answers=[(1, {"B1": "十二", "A1": "x"})]), "B1")
    assert (one.answered, one.unfit, one.content.values) == (1, 1, ())
    assert len(figures(gathered((1, FORM)))) == 7
    assert figures_of(gathered((1, FORM)), "Z9") is None
