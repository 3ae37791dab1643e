"""Changes are written with signs, arrows and words, and never claim a cause that is none."""

from decimal import Decimal

import pytest

from core.analysis import words
from core.analysis.contributions import Part
from core.analysis.moves import Move, Standing


def move(rank, total, rank_before, total_before):
    return Move(Standing("a", rank, Decimal(total)), Standing("a", rank_before, Decimal(total_before)))


CAUSES = (("A", "甲", "2.00"), ("B", "乙", "1.00"), ("C", "丙", "0.50"), ("", "加减分", "-0.50"))
PARTS = tuple(Part(code, name, Decimal(points)) for code, name, points in CAUSES)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.signed(Decimal("1.2")), "+1.20"),
        (words.signed(Decimal("-0.5")), "−0.50"),
        (words.signed(Decimal(0)), "0.00"),
        (words.signed(None), "—"),
        (words.counted(2, "家"), "+2 家"),
        (words.counted(-1), "−1"),
        (words.counted(0, "家"), "持平"),
        (words.counted(None), "—"),
        (words.percentage_points(Decimal("2.5")), "+2.5 个百分点"),
        (words.percentage_points(Decimal("-0.1")), "−0.1 个百分点"),
        (words.percentage_points(Decimal("0.0")), "持平"),
        (words.percentage_points(None), "—"),
        (words.places(move(2, 80, 5, 70)), "▲ 上升3位"),
        (words.places(move(5, 80, 2, 70)), "▼ 下降3位"),
        (words.places(move(2, 80, 2, 70)), "持平"),
        (words.places(Move(Standing("a", 1, Decimal(1)))), "—"),
    ],
)
def test_numbers_are_written_as_people_read_them(written, expected):
    assert written == expected


def test_two_causes_are_named_and_the_rest_is_summed():
    assert words.reasons(PARTS) == "主要是 A 甲 +2.00 分、B 乙 +1.00 分"
    assert words.reasons(PARTS[:3]) == "主要是 A 甲 +2.00 分、B 乙 +1.00 分，其余合计 +0.50 分"
    assert words.reasons(()) == "各项得分未变"


def test_a_unit_that_gained_points_and_lost_places_is_not_given_a_false_cause():
    assert words.moved(move(5, 80, 2, 79), PARTS) == "▼ 下降3位至第5名，总分 +1.00 分，升幅不及其他单位"
    assert words.moved(move(2, 78, 5, 79), PARTS).endswith("降幅小于其他单位")
    assert "主要是 A 甲" in words.moved(move(2, 80, 5, 77), PARTS)
