"""Every rule against numbers worked out by hand."""

from fractions import Fraction

import numpy as np
import pytest

from core.indicators.curves import checklist_mark, open_items
from core.indicators.rules import RULE_KINDS

F = Fraction

WORKED = [
    # Our own proposal: 70 % earns nothing, 100 % everything, 85 % lies half way.
    ("linear", (F(7, 10), F(1)), "0.85", F(1, 2)),
    ("linear", (F(7, 10), F(1)), "0.7", F(0)),
    ("linear", (F(7, 10), F(1)), "0.2", F(0)),
    ("linear", (F(7, 10), F(1)), "1", F(1)),
    ("linear", (F(60), F(95)), "81", F(3, 5)),
    # Our own proposal: 1000 ms all, 3000 ms nothing, 1500 ms three quarters.
    ("reverse", (F(1000), F(3000)), "1500", F(3, 4)),
    ("reverse", (F(1000), F(3000)), "800", F(1)),
    ("reverse", (F(2, 100), F(20, 100)), "0.2", F(0)),
    # 福建省 2016: 100 % / 80 % / 60 % are worth 3 / 2 / 1 points of three.
    ("tiers", (F(1), F(1), F(4, 5), F(2, 3), F(3, 5), F(1, 3)), "1", F(1)),
    ("tiers", (F(1), F(1), F(4, 5), F(2, 3), F(3, 5), F(1, 3)), "0.99", F(2, 3)),
    ("tiers", (F(1), F(1), F(4, 5), F(2, 3), F(3, 5), F(1, 3)), "0.8", F(2, 3)),
    ("tiers", (F(1), F(1), F(4, 5), F(2, 3), F(3, 5), F(1, 3)), "0.6", F(1, 3)),
    ("tiers", (F(1), F(1), F(4, 5), F(2, 3), F(3, 5), F(1, 3)), "0.5999", F(0)),
    # 福建省 2020: every percentage point down costs the same; 2.5 points at 5 % each cost 12.5 %.
    ("per_point", (F(1), F(5, 100)), "0.975", F(7, 8)),
    ("per_point", (F(1), F(5, 100)), "1", F(1)),
    ("per_point", (F(1), F(5, 100)), "0.7", F(0)),
    # 福建省 2020: every issue found costs the same; three at 20 % leave 40 %.
    ("per_issue", (F(1, 5),), "3", F(2, 5)),
    ("per_issue", (F(1, 5),), "6", F(0)),
    ("per_issue", (F(1, 5),), "0", F(1)),
    # Less is better in tiers: up to 2 % all, up to 5 % half.
    ("tiers_down", (F(2, 100), F(1), F(5, 100), F(1, 2)), "0.02", F(1)),
    ("tiers_down", (F(2, 100), F(1), F(5, 100), F(1, 2)), "0.0201", F(1, 2)),
    ("tiers_down", (F(2, 100), F(1), F(5, 100), F(1, 2)), "0.06", F(0)),
    # A code list: 0 / 1 / 2 earn nothing, half, all; a code not in the list earns nothing.
    ("lookup", (F(0), F(0), F(1), F(1, 2), F(2), F(1)), "1", F(1, 2)),
    ("lookup", (F(0), F(0), F(1), F(1, 2), F(2), F(1)), "3", F(0)),
    # Straight lines through (0, 0), (60, 0.6), (100, 1): 80 lies half way between the last two.
    ("piecewise", (F(0), F(0), F(60), F(6, 10), F(100), F(1)), "80", F(4, 5)),
    ("piecewise", (F(0), F(0), F(60), F(6, 10), F(100), F(1)), "200", F(1)),
    ("piecewise", (F(0), F(1), F(10), F(0)), "2.5", F(3, 4)),
    ("checklist", (), "0.625", F(5, 8)),
    ("expert", (), "0.78", F(39, 50)),
]


ABSOLUTE = [
    code
    for code, kind in RULE_KINDS.items()
    if kind.fits_marks(kind.form.read(kind.form.example)) and code != "group_p90_log"
]


@pytest.mark.parametrize(("rule", "parameters", "measured", "expected"), WORKED)
def test_a_rule_gives_the_worked_example_in_floats_and_exactly(rule, parameters, measured, expected):
    function = RULE_KINDS[rule].function

    fast = function(np.array([float(measured)]), [float(number) for number in parameters], ())
    exact = function(np.array([F(measured)], dtype=object), parameters, ())

    assert fast == pytest.approx([float(expected)], abs=1e-12)
    assert exact[0] == expected


def test_log_of_the_group_p90_halves_at_the_square_root():
    # Our own proposal: ln(1 + 99) / ln(1 + 9999) = ln 100 / ln 10000 = 1/2.
    points = RULE_KINDS["group_p90_log"].function(
        np.array([99.0, 9999.0, 50_000.0, 0.0]), (), [np.full(4, 9999.0)]
    )

    assert points == pytest.approx([0.5, 1, 1, 0])


def test_a_group_whose_p90_is_zero_earns_nothing():
    points = RULE_KINDS["group_p90_log"].function(np.array([0.0, 3.0, np.nan]), (), [np.zeros(3)])

    assert points[:2].tolist() == [0, 0]
    assert np.isnan(points[2])


def test_a_checklist_weighs_what_applies():
    # 自评估表的 V×P: (10·1 + 20·0.5 + 10·0) ÷ 40 = 0.5; without the first item (0 + 10 + 0) ÷ 30.
    marks = np.array([[1, 0.5, 0], [1, 0.5, 0]])
    counted = np.array([[True, True, True], [False, True, True]])

    assert checklist_mark(marks, counted, np.array([10, 20, 10]), np.full(3, -1)) == pytest.approx(
        [0.5, 1 / 3]
    )


def test_an_item_earns_nothing_while_its_prerequisite_has_nothing():
    marks = np.array([[1, 0, 1], [1, 0.5, 1]])

    found = checklist_mark(marks, np.ones((2, 3), bool), np.array([10, 20, 10]), np.array([-1, -1, 1]))

    assert found == pytest.approx([10 / 40, 30 / 40])


def test_a_checklist_of_which_nothing_applies_has_no_mark():
    found = checklist_mark(np.zeros((1, 2)), np.zeros((1, 2), bool), np.array([1, 1]), np.full(2, -1))

    assert np.isnan(found[0])


@pytest.mark.parametrize("rule", ABSOLUTE)
def test_no_rule_leaves_the_unit_interval_and_blank_stays_blank(rule):
    kind = RULE_KINDS[rule]
    parameters = kind.form.read(kind.form.example)

    points = kind.function(np.array([-5, 0, 0.3, 1, 5_000, np.nan]), [float(p) for p in parameters], ())

    assert ((points[:5] >= 0) & (points[:5] <= 1)).all()
    assert np.isnan(points[5])


def test_rules_say_their_standard_in_words():
    kind = RULE_KINDS["linear"]

    assert kind.standard((F(7, 10), F(1)), "%") == "达到100%得满分，不高于70%不得分，其间按比例计分"
    assert RULE_KINDS["reverse"].standard((F(1000), F(3000)), "毫秒").startswith("不超过1000毫秒得满分")


@pytest.mark.parametrize(
    ("rule", "parameters", "words"),
    [
        ("linear", (F(1), F(1)), "零分线应小于满分线"),
        ("reverse", (F(3), F(1)), "满分线应小于零分线"),
        ("tiers", (F(1), F(1, 2), F(1, 2), F(1)), "不应更低"),
        ("tiers", (F(1), F(1), F(1), F(1, 2)), "下限相同"),
        ("tiers_down", (F(1), F(1, 2), F(2), F(1)), "不应更高"),
        ("lookup", (F(1), F(1), F(1), F(0)), "写了两次"),
        ("piecewise", (F(1), F(1)), "两个点"),
        ("goalposts", (F(0), F(0), F(0), F(9), F(1), *[F(0)] * 3, F(1), F(0)), "取对数"),
        ("per_point", (F(1), F(0)), "大于 0"),
        ("per_issue", (F(0),), "大于 0"),
    ],
)
def test_parameters_that_make_no_sense_are_named(rule, parameters, words):
    assert words in (RULE_KINDS[rule].fault(parameters) or "")


def test_an_excused_prerequisite_holds_nobody_back_and_a_closed_one_the_whole_chain():
    chain = np.array([-1, 0, 1])
    marks = np.array([[0.0, 1, 1], [0, 1, 1], [1, 0, 1]])
    counted = np.array([[False, True, True], [True, True, True], [True, True, True]])

    assert open_items(marks, counted, chain).tolist() == [
        [True, True, True],
        [True, False, False],
        [True, True, False],
    ]
    assert checklist_mark(marks, counted, np.array([1, 2, 3]), chain) == pytest.approx([1, 0, 1 / 6])
