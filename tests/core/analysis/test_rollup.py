"""The year by hand: four quarters, a missing one, tasks, and too few quarters."""

from decimal import Decimal as D

import pytest

from core.analysis.rollup import RollupRule, annual, quarter_score, task_score

RULE = RollupRule(D("0.6"), D("0.4"), D("0.2"), 2)


def test_four_quarters_and_the_formal_score_make_the_year():
    # (80 + 82.5 + 85 + 90.25) / 4 = 84.4375 -> 84.44; 0.6 × 88 + 0.4 × 84.44 = 86.576 -> 86.58
    quarters = {1: D("80"), 2: D("82.5"), 3: D("85"), 4: D("90.25")}
    year = annual(quarters, D("88"), RULE)
    assert (year.daily, year.total, year.note) == (D("84.44"), D("86.58"), "")


def test_a_missing_quarter_is_left_out_of_the_mean_and_never_counts_as_zero():
    # (80 + 85 + 90.25) / 3 = 85.08333 -> 85.08; 0.6 × 88 + 0.4 × 85.08 = 86.832 -> 86.83
    year = annual({1: D("80"), 3: D("85"), 4: D("90.25")}, D("88"), RULE)
    assert (year.missing, year.daily, year.total) == ((2,), D("85.08"), D("86.83"))
    assert year.note == "缺二季度，按其余 3 季平均"


def test_with_too_few_quarters_or_no_formal_score_there_is_no_year():
    lone = annual({1: D("80")}, D("88"), RULE)
    assert (lone.daily, lone.total) == (D("80.00"), None)
    assert "不足 2 季" in lone.note
    assert annual({1: D("80"), 2: D("90")}, None, RULE).total is None
    assert annual({}, D("88"), RULE).note == "四季都没有得分；不足 2 季，不计算年度得分"


def test_verified_tasks_count_a_fifth_of_their_quarter():
    # (100 + 50 + 0) / 3 = 50; 0.8 × 90 + 0.2 × 50 = 82
    assert task_score([100, 50, 0]) == D("50.00")
    assert quarter_score(D("90"), D("50"), RULE) == D("82.00")
    assert quarter_score(D("90"), task_score([]), RULE) == D("90")
    assert quarter_score(None, D("50"), RULE) is None


def test_half_a_cent_goes_up_and_weights_must_make_one():
    # (80.01 + 80.02) / 2 = 80.015 -> 80.02
    assert annual({1: D("80.01"), 2: D("80.02")}, D("1"), RULE).daily == D("80.02")
    with pytest.raises(ValueError, match="之和须为 1"):
        RollupRule(D("0.6"), D("0.5"), D("0.2"), 2)
    assert "×0.6" in RULE.said
