"""What an edition holds comes back to the last digit, or not at all."""

import gzip
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from core.results.content import Absent, pack, publish, unpack
from tests.core.results.boards import board

AUDIENCES = ("department", "county")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_packed_board_comes_back_with_every_number_and_every_place(audience):
    held = board(audience)

    (again,) = unpack(*pack([held]))

    assert again.units == held.units
    assert again.values == held.values
    assert again.system == held.system
    assert again.source == held.source
    for unit in held.values.units:
        for column in held.values.columns:
            assert str(again.values.place(unit.code, column)) == str(held.values.place(unit.code, column))


def test_the_excused_are_kept_with_their_reason_and_nobody_leaves_no_mark():
    held = board("county")
    away = replace(held, absent=(Absent("371402", "德城区", 7, "演示：系统迁移"),))
    (again,) = unpack(*pack([away]))
    assert again.absent == away.absent
    content, _ = pack([held])
    assert b'"absent"' not in gzip.decompress(content)
    assert unpack(*pack([held]))[0].absent == ()


def test_the_same_boards_give_the_same_bytes_and_the_same_hash():
    boards = [board(audience) for audience in AUDIENCES]
    assert pack(boards) == pack(boards)
    assert pack(boards)[1] != pack(boards[:1])[1]


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-40], lambda b: b"no archive", lambda b: b[:500] + b"x" + b[501:]]
)
def test_what_is_not_what_was_frozen_is_not_opened(spoil):
    content, sha256 = pack([board("county")])
    with pytest.raises(ValueError, match="结果版次的内容"):
        unpack(spoil(content), sha256)
    with pytest.raises(ValueError, match="校验值不一致"):
        unpack(content, sha256[::-1])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_lines_of_every_unit_add_up_to_what_it_lost(audience):
    held = board(audience)
    assert len(held.units) == {"department": 42, "county": 13}[audience]
    for unit in held.units:
        assert sum((line.points for line in unit.lines), Decimal(0)) == held.system.full_marks - unit.total
        assert unit.total == unit.base + unit.bonus - unit.deduction
        for leaf in held.system.leaves:
            node = unit.node(leaf.code)
            lost = sum((line.points for line in unit.lines if line.leaf == leaf.code), Decimal(0))
            assert lost == node.marks - node.points, (unit.code, leaf.code)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_computing_again_from_what_is_kept_gives_what_was_published(audience):
    held = board(audience)
    (again,) = unpack(*pack([held]))
    organisations = {unit.code: (unit.organisation_id, unit.short_name) for unit in held.units}
    assert publish(again.scores, organisations) == held.units


def test_units_stand_in_rank_order_and_equal_totals_share_a_rank():
    units = board("department").units
    totals = [unit.total for unit in units]
    assert totals == sorted(totals, reverse=True)
    for unit in units:
        assert unit.rank == 1 + sum(other.total > unit.total for other in units)
        group = [other for other in units if other.group == unit.group]
        assert unit.group_rank == 1 + sum(other.total > unit.total for other in group)


def test_rates_of_a_node_are_blank_where_it_does_not_apply():
    held = board("department")
    excused = next(unit for unit in held.units for node in unit.nodes if not node.marks)
    code = next(node.code for node in excused.nodes if not node.marks)
    rates = held.rates(code, held.units)
    at = held.units.index(excused)
    assert np.isnan(rates[at])
    first = next(index for index, unit in enumerate(held.units) if unit.node(code).marks)
    node = held.units[first].node(code)
    assert rates[first] == pytest.approx(float(node.points / node.marks))
    assert held.by_code[excused.code] is excused
