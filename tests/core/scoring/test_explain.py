"""Deductions add up to the cent and say what they mean."""

from decimal import Decimal

import numpy as np
import pytest

from core.collection.values import NA
from core.scoring.engine import score
from core.scoring.explain import deductions
from tests.core.scoring.boards import board, county, department, entry, random_board, tiny_system


@pytest.mark.parametrize("make", [department, county])
@pytest.mark.parametrize("seed", range(4))
def test_the_lines_of_every_unit_sum_to_what_it_lacks(make, seed):
    scores = score(make(), random_board(make(), 40, seed))

    for row, unit in enumerate(scores.values.units):
        lacking = scores.system.full_marks - scores.total.decimal(row)
        assert sum(line.points for line in deductions(scores, unit.code)) == lacking


def test_the_lines_of_every_leaf_sum_to_what_it_lacks():
    scores = score(department(), random_board(department(), 30, seed=8))
    full = scores.plan.full_ticks

    for row, unit in enumerate(scores.values.units):
        lines = deductions(scores, unit.code)
        for leaf, node in enumerate(scores.system.leaves):
            lost = sum(line.points for line in lines if line.leaf == node.code)
            expected = full[leaf] - scores.leaves.ticks[row, leaf]
            assert lost == Decimal(int(expected)) / 100 * bool(scores.leaf_scores.applicable[row, leaf])
            assert all(line.points > 0 for line in lines if line.leaf == node.code)


def _lines(row, **more):
    scores = score(tiny_system(), board(tiny_system(), row, **more))
    return {line.metric or line.kind: line for line in deductions(scores, "U000")}


ROW = {"A-1/分子": 17, "A-1/分母": 20, "A-2/分子": 10, "A-2/分母": 10, "B-1": 0}


def test_a_rate_says_how_many_more_would_do():
    line = _lines(ROW)["A-1"]

    # 36 marks × (1 − 0.7) = 10.80.
    assert str(line.points) == "10.80"
    assert line.measured == "85.0%（17÷20）"
    assert line.gap == "低于满分线 15.0 个百分点"
    assert line.suggestion == "“已登记数”再增加 3（分子达到 20，分母 20 不变）即可得满分"
    assert line.sentence.startswith("A-1 甲·登记率：标准为达到100%得满分")
    assert "扣 10.80 分" in line.sentence


def test_following_the_suggestion_really_earns_everything():
    assert "A-1" not in _lines(ROW | {"A-1/分子": 20})


def test_a_rate_just_short_of_its_goal_does_not_look_like_it():
    assert _lines(ROW | {"A-1/分子": 9999, "A-1/分母": 10000})["A-1"].measured == "99.99%（9999÷10000）"


def test_counts_blanks_and_events_have_their_own_words():
    lines = _lines({"B-1": 2, "A!1": 1})

    assert lines["B-1"].suggestion == "消除全部 2 项即可得满分"
    assert "没有数据" in lines["A-2"].measured
    assert "0分" in lines["A-2"].gap
    assert "A!1" not in lines
    assert _lines(ROW | {"A!1": 1})["A!1"].points == Decimal("1.50")


def test_rescaling_is_a_line_of_its_own():
    lines = _lines(ROW | {"B-1": NA})

    # 49.2 of 60 becomes 82: 10.80 lost in the leaf, 7.20 by rescaling.
    assert str(lines["rescale"].points) == "7.20"
    assert "B 乙" in lines["rescale"].sentence


def test_a_bonus_is_a_negative_line_with_its_document():
    lines = _lines(ROW, ledger=[entry("U000", "G-B1", "国家级", 9), entry("U000", "G-D1", "重大")])

    assert (lines["G-B1"].points, lines["G-D1"].points) == (-5, 10)
    assert lines["G-B1"].basis == "某文〔2020〕1号"
    assert lines["G-D1"].gap == "等次不得高于“合格”"


def test_a_blocked_leaf_is_one_line_with_the_reason():
    scores = score(department(), board(department(), {}))

    blocked = [line for line in deductions(scores, "U000") if line.kind == "blocked"]

    assert {line.leaf for line in blocked} == {"C21", "C4", "C5"}
    assert all("没有数据不等于不适用" in line.sentence for line in blocked)


def test_every_line_of_a_real_board_is_a_whole_sentence():
    scores = score(department(), random_board(department(), 6, seed=11))

    for unit in scores.values.units:
        for line in deductions(scores, unit.code):
            assert line.sentence.endswith("。"), line
            assert "nan" not in line.sentence
            assert not any(mark in line.sentence for mark in ("。。", "；。", "None")), line
    assert np.isfinite(scores.total.floats).all()
