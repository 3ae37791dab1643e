"""Values, their states and their places."""

import pytest

from core.collection.values import BLANK, NA, NOT_APPLICABLE, NUMBER, Place, build_values
from tests.core.scoring.boards import tiny_system, units


def test_absent_none_and_not_applicable_are_different_things():
    values = build_values(tiny_system(), units(1), {("U000", "B-1"): NA, ("U000", "A-1/分子"): 3})

    states = dict(zip(values.columns, values.states[0].tolist(), strict=True))
    assert states["B-1"] == NOT_APPLICABLE
    assert states["A-1/分子"] == NUMBER
    assert states["A-1/分母"] == BLANK


def test_an_unknown_unit_or_column_is_an_error():
    with pytest.raises(KeyError, match="U009"):
        build_values(tiny_system(), units(1), {("U009", "B-1"): 1})
    with pytest.raises(KeyError, match="Z-1"):
        build_values(tiny_system(), units(1), {("U000", "Z-1"): 1})


def test_groups_are_numbered_in_order_of_appearance():
    assert build_values(tiny_system(), units(4), {}).group_index.tolist() == [0, 1, 2, 0]


def test_a_place_reads_as_people_say_it():
    assert str(Place("指标值", 5, "C")) == "工作表“指标值”C5"
    assert str(Place(note="目录系统 2020-12-31 取数")) == "目录系统 2020-12-31 取数"


def test_a_builder_may_say_where_a_number_came_from():
    notes = {("U000", "B-1"): "目录系统"}
    values = build_values(tiny_system(), units(1), {("U000", "B-1"): 1}, notes=notes)

    assert str(values.place("U000", "B-1")) == "目录系统"
    assert str(values.place("U000", "A-1/分子")) == ""
