"""What tells units apart weighs more, what tells nobody apart weighs nothing."""

from fractions import Fraction
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.weighting.entropy import entropy_weights, scaled, table_problems

ITEMS, UNITS = ("汇聚", "治理"), ("发改委", "教育局", "公安局")
TABLES = arrays(
    np.float64,
    st.tuples(st.integers(2, 8), st.integers(1, 6)),
    elements=st.integers(0, 1000).map(float),
).filter(lambda table: bool((table != table[0]).any()))


def table(*rows: str):
    return tuple(tuple(None if cell == "." else Fraction(cell) for cell in row.split()) for row in rows)


def told(*rows: str, scaling: str = "share", units=UNITS) -> list[str]:
    return [str(problem) for problem in table_problems(ITEMS, units, table(*rows), scaling)]


def test_two_units_by_hand():
    found = entropy_weights(np.array([[1.0, 1.0], [3.0, 1.0]]))
    entropy = -(0.25 * log(0.25) + 0.75 * log(0.75)) / log(2)
    assert found.entropies == pytest.approx((entropy, 1))
    assert found.divergences == pytest.approx((1 - entropy, 0))
    assert found.weights == (1, 0)
    assert found.constant == (1,)


def test_a_zero_adds_nothing_to_the_entropy():
    found = entropy_weights(np.array([[0.0, 1.0], [1.0, 3.0], [1.0, 1.0]]))
    assert found.entropies[0] == pytest.approx(log(2) / log(3))


def test_one_unit_that_has_everything_has_no_entropy():
    assert entropy_weights(np.array([[0.0, 1.0], [5.0, 2.0]])).entropies[0] == pytest.approx(0)


def test_a_column_of_zeros_is_as_constant_as_any_other():
    found = entropy_weights(np.array([[0.0, 1.0, 7.0], [0.0, 2.0, 7.0]]))
    assert found.constant == (0, 2)
    assert found.weights == (0, 1, 0)


def test_nothing_that_tells_units_apart_gives_no_weights():
    with pytest.raises(ValueError, match="没有差别"):
        entropy_weights(np.array([[1.0, 2.0], [1.0, 2.0]]))


@given(TABLES)
def test_weights_add_up_to_one_and_none_is_negative(held):
    found = entropy_weights(held)
    assert sum(found.weights) == pytest.approx(1)
    assert min(found.weights) >= 0
    assert all(0 <= entropy <= 1 + 1e-12 for entropy in found.entropies)


@given(TABLES, st.floats(0.1, 100), st.randoms())
def test_neither_the_unit_of_measurement_nor_the_order_of_units_matters(held, factor, dice):
    order = list(range(len(held)))
    dice.shuffle(order)
    assert entropy_weights(held[order] * factor).weights == pytest.approx(
        entropy_weights(held).weights, abs=1e-9
    )


def test_columns_are_scaled_to_their_range_and_turned_where_less_is_better():
    held = np.array([[10.0, 1.0, 5.0], [20.0, 3.0, 5.0], [40.0, 2.0, 5.0]])
    found = scaled(held, np.array([False, True, True]))
    assert found == pytest.approx(np.array([[0, 1, 0], [1 / 3, 0, 0], [1, 0.5, 0]]))


def test_a_sound_table_has_no_problem():
    assert told("1 2", "0 2.5", "3 1/3") == []
    assert told("-1 2", "0 2.5", "3 1/3", scaling="range") == []


@pytest.mark.parametrize(
    ("rows", "scaling", "said"),
    [
        (("1 .", "2 3", "4 5"), "share", "第 2 行 C 列：“发改委”的“治理”没有数。处理办法：补全"),
        (("1 2", "2 -3", "4 5"), "share", "第 3 行 C 列：“教育局”的“治理”不能为负，现为“-3”。处理办法：改用"),
        (("1 2", "2 3", "4e16 5"), "range", "第 4 行 B 列：“公安局”的“汇聚”太大，现为“40000000000000000”"),
        (("1 2", "1 2", "1 2"), "share", "各指标在各单位之间都没有差别，熵权法定不出权重。处理办法：改用"),
        (("1 2", "1 2"), "share", "应为至少两个单位，每个单位每个指标一个数，现为“2×2”"),
        (("1 2", "1", "1 2"), "share", "应为至少两个单位，每个单位每个指标一个数，现为“3×2”"),
        (("1 2", "2 3", "4 5"), "log", "不认识的标准化方法，现为“log”。处理办法：可填：share、range"),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(rows, scaling: str, said: str):
    [found] = told(*rows, scaling=scaling)
    assert found.startswith(said)


def test_one_unit_alone_cannot_be_told_from_others():
    assert told("1 2", units=UNITS[:1])[0].startswith("应为至少两个单位")
