"""A question's figure says its finding as title and shows every answer once."""

from datetime import date
from decimal import Decimal

import pytest

from core.charts.answers import answers_chart, can_draw, crossing_chart, percent, short
from core.charts.style import TEMPLATE
from core.responses.crossing import crossing
from core.responses.statistics import Days, figures_of
from tests.builders.questionnaires import FORM, FULL
from tests.core.responses.test_boxes import gathered

ANSWERS = [
    (1, FULL),
    (1, FULL | {"A1": "a", "B1": "30", "A4": ["a"], "A3": "2021-04-02"}),
    (1, FULL | {"A1": "b", "B1": "12", "A4": ["z"], "B2/r1/c1": "1"}),
]
OF = gathered((1, FORM), answers=ANSWERS)


def drawn(code, column=""):
    return answers_chart(OF, figures_of(OF, code), column)


def test_options_are_bars_with_counts_and_shares():
    figure = drawn("A1")
    assert figure.layout.title.text.startswith("“已成立”最多：3 家作答中 2 家（66.7%）")
    assert list(figure.data[0].x) == [2, 1, 0]
    assert list(figure.data[0].text) == ["2 家，66.7%", "1 家，33.3%", "0 家，0.0%"]
    assert figure.layout.template == TEMPLATE
    assert figure.layout.xaxis.range[0] == 0
    assert "应报 1 家，计入 3 家" in figure.layout.title.text


def test_numbers_are_dots_one_a_unit():
    figure = drawn("B1")
    assert figure.layout.title.text.startswith("半数单位不超过 12 个，最高的是甲 30 个")
    assert sorted(zip(figure.data[0].x, figure.data[0].y, strict=True)) == [(12, 1), (12, 2), (30, 1)]


def test_days_are_columns_of_months():
    figure = drawn("A3")
    assert figure.layout.title.text.startswith("3 家中 2 家在2021年3月")
    assert list(figure.data[0].x) == ["2021-03", "2021-04"]


def test_a_matrix_is_drawn_by_column():
    sums = drawn("B2", "c1")
    assert list(sums.data[0].x) == [15, 15]
    assert "“基础信息”资源数最多：合计 15，占 50.0%" in sums.layout.title.text
    choices = drawn("B2", "c2")
    assert [list(trace.x) for trace in choices.data] == [[3, 0], [0, 3]]


@pytest.mark.parametrize(
    ("code", "column", "can"), [("A1", "", True), ("A2", "", False), ("B2", "c3", False)]
)
def test_texts_have_no_picture(code, column, can):
    assert can_draw(figures_of(OF, code), column) is can
    assert not can_draw(figures_of(gathered((1, FORM)), code), column)


def test_a_split_question_shows_shares_of_each_class():
    figure = crossing_chart(OF, crossing(OF, "A1", "kind"))
    assert figure.layout.title.text.startswith("县市区选“已成立”的占 66.7%")
    assert [round(trace.x[0], 1) for trace in figure.data] == [66.7, 33.3, 0]
    assert figure.layout.barmode == "stack"
    several = crossing_chart(OF, crossing(OF, "A4", "q:A1"))
    assert several.layout.barmode == "group", "shares of a multiple choice do not add up to a whole"
    means = crossing_chart(OF, crossing(OF, "B1", "q:A1"))
    assert means.layout.title.text.startswith("已成立平均最高：21个")


def test_words_are_cut_and_shares_rounded_half_up():
    assert short("一二三四五六七八九十一二三四五六七") == "一二三四五六七八九十一二三四五…"
    assert (percent(Decimal("0.05")), percent(None)) == ("0.1%", "—")
    assert Days((("甲", date(2021, 3, 1)),)).months == (("2021-03", 1),)
