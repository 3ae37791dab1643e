"""The parts of a change add up to the change to the cent."""

from decimal import Decimal

import pytest

from core.analysis.contributions import LEDGER, RESCALE, contributions, leading
from core.scoring.lines import Deduction
from tests.core.results.boards import board, earlier_board


def line(kind, points, leaf="", name="", metric=""):
    return Deduction(kind, Decimal(points), "", leaf, name, metric)


@pytest.mark.parametrize("audience", ["department", "county"])
def test_for_every_unit_the_parts_sum_to_the_change_of_the_total(audience):
    now, before = board(audience), earlier_board(audience)
    moved = 0
    for unit in now.units:
        known = before.by_code[unit.code]
        parts = contributions(unit.lines, known.lines)
        assert sum(part.points for part in parts) == unit.total - known.total
        chosen, rest = leading(parts)
        assert sum(part.points for part in chosen) + rest == unit.total - known.total
        moved += bool(parts)
    assert moved > len(now.units) / 3


def test_lines_of_one_indicator_are_one_part_and_rescaling_and_ledger_are_their_own():
    before = [line("metric", "1.00", "A", "甲", "A-1"), line("event", "0.50", "A", "甲", "A!1")]
    now = [line("metric", "0.20", "A", "甲", "A-1"), line("rescale", "0.10"), line("ledger", "-2", "G", "加减分项", "G-B1")]  # fmt: skip
    assert [(part.label, part.points) for part in contributions(now, before)] == [
        (LEDGER, Decimal("2")),
        ("A 甲", Decimal("1.30")),
        (RESCALE, Decimal("-0.10")),
    ]


def test_the_leading_parts_go_the_way_of_the_whole():
    parts = contributions(
        [line("metric", "1", "B", "乙")], [line("metric", "3", "A", "甲"), line("metric", "2", "C", "丙")]
    )
    chosen, rest = leading(parts, 1)
    assert [part.code for part in chosen] == ["A"]
    assert rest == Decimal(1)


def test_nothing_changed_has_no_parts_and_no_rest():
    same = [line("metric", "1", "A", "甲")]
    assert contributions(same, same) == ()
    assert leading(()) == ((), Decimal(0))
