"""Bonus and deduction, worked out by hand on the tiny system (caps: 5, 8 and 10 per item; 10 in total)."""

from decimal import Decimal

from core.scoring.engine import score
from tests.core.scoring.boards import board, entry, tiny_system

HALF = {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "B-1": 0}  # base 60 × 0.5 + 40 = 70


def _scores(*ledger, system=None, row=HALF):
    return score(system or tiny_system(), board(tiny_system(), row, ledger=ledger))


def test_an_item_stops_at_its_own_cap():
    scores = _scores(entry("U000", "G-B1", "国家级", 3))

    assert scores.bonus.decimal(0) == 5
    assert scores.total.decimal(0) == 75


def test_all_bonus_together_stops_at_the_total_cap():
    scores = _scores(entry("U000", "G-B1", "国家级", 3), entry("U000", "G-B2", "省级", 2))

    assert scores.bonus.decimal(0) == 10


def test_levels_multiply_by_quantity_and_bonus_and_deduction_stay_apart():
    scores = _scores(entry("U000", "G-B1", "市级", 2), entry("U000", "G-D1", "一般"))

    assert (scores.bonus.decimal(0), scores.deduction.decimal(0)) == (2, 3)
    assert scores.total.decimal(0) == 69


def test_below_the_threshold_there_is_no_bonus():
    bonus = entry("U000", "G-B1", "市级")

    assert _scores(bonus, system=tiny_system(bonus_threshold=Decimal(70))).total.decimal(0) == 71
    assert _scores(bonus, system=tiny_system(bonus_threshold=Decimal("70.01"))).total.decimal(0) == 70


def test_a_total_may_fall_below_zero():
    nothing = {"A-1/分子": 0, "A-1/分母": 4, "A-2/分子": 0, "A-2/分母": 4, "B-1": 9}

    scores = _scores(entry("U000", "G-D1", "重大"), row=nothing)

    assert scores.total.decimal(0) == -10
    assert scores.bands[0].name == "不合格"
