"""Rule parameters as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.indicators.numerals import exact_number, number_text, percent_text, plain_number, rounded_text
from core.indicators.rules import RULE_KINDS

F = Fraction


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("70%", F(7, 10)),
        ("２／３", F(2, 3)),
        ("1,000", F(1000)),
        (" 0.5 ", F(1, 2)),
        ("９９．５％", F(199, 200)),
    ],
)
def test_numbers_are_read_exactly(text, number):
    assert exact_number(text) == number


@pytest.mark.parametrize("text", ["", "七成", "1/0", "70%%", "--1"])
def test_other_texts_are_no_numbers(text):
    with pytest.raises(ValueError, match="不是数"):
        exact_number(text)


def test_numbers_are_written_the_shortest_exact_way():
    assert plain_number(F(2, 3)) == "2/3"
    assert plain_number(F(199, 200)) == "0.995"
    assert number_text(F(995, 1000), True) == "99.5%"
    assert number_text(F(2, 3), True) == "2/3"


@pytest.mark.parametrize(
    ("rate", "text"),
    [(0.7625, "76.3%"), (3.33 / 4, "83.3%"), (F(2, 3), "66.7%"), (Decimal("0.0825"), "8.3%"), (0.999 - 0.7615, "23.8%"),
     (1.0, "100.0%"), (0, "0.0%"), (-0.0125, "-1.3%")],
)  # fmt: skip
def test_a_rate_is_rounded_half_up_whatever_arithmetic_made_it(rate, text):
    assert percent_text(rate) == text


def test_a_number_keeps_its_idle_zeros():
    assert rounded_text(F(1, 8), 2) == "0.13"
    assert rounded_text(2.5, 4) == "2.5000"
    assert rounded_text(12, 0) == "12"
    assert rounded_text(F(1, 10**9), 4) == "0.0000"


@pytest.mark.parametrize("rule", list(RULE_KINDS))
@pytest.mark.parametrize("percent", [True, False])
def test_every_form_reads_what_it_writes(rule, percent):
    form = RULE_KINDS[rule].form
    parameters = form.read(form.example)

    assert form.read(form.write(parameters, percent)) == parameters


def test_named_parameters_may_stand_in_any_order():
    form = RULE_KINDS["linear"].form

    assert form.read("满分线＝100％;零分线=70%") == (F(7, 10), F(1))


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("linear", "零分线=70%", "缺少“满分线”"),
        ("linear", "下限=70%；满分线=100%", "不认识"),
        ("tiers", "", "没有写任何一档"),
        ("tiers", "95%得满分", "不认识"),
        ("expert", "最优=1", "应留空"),
    ],
)
def test_a_wrong_text_is_answered_with_an_example(rule, text, words):
    with pytest.raises(ValueError, match=words):
        RULE_KINDS[rule].form.read(text)
