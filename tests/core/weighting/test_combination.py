"""Weights of judgement and of data are combined by a share or by their product."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weighting.combination import combination_problems, linear, product

SETS = st.integers(1, 6).flatmap(
    lambda size: st.tuples(*[st.lists(st.floats(0.01, 1), min_size=size, max_size=size)] * 2)
)


def shares(numbers) -> list[float]:
    return [number / sum(numbers) for number in numbers]


def test_the_share_of_the_subjective_weights_decides_between_the_two():
    assert linear((0.5, 0.5), (0.9, 0.1), 0.6) == pytest.approx((0.66, 0.34))
    assert linear((0.5, 0.5), (0.9, 0.1), 1) == (0.5, 0.5)
    assert linear((0.5, 0.5), (0.9, 0.1), 0) == (0.9, 0.1)


def test_the_product_of_weights_is_made_to_add_up_to_one():
    assert product((0.5, 0.5), (0.9, 0.1)) == pytest.approx((0.9, 0.1))
    assert product((0.2, 0.8), (0.8, 0.2)) == pytest.approx((0.5, 0.5))
    assert product((0.6, 0.4, 0), (0.5, 0, 0.5)) == (1, 0, 0)


@given(SETS, st.floats(0, 1))
def test_either_way_weights_add_up_to_one(drawn, share):
    judged, measured = map(shares, drawn)
    assert sum(linear(judged, measured, share)) == pytest.approx(1)
    assert sum(product(judged, measured)) == pytest.approx(1)


def test_sets_without_anything_in_common_have_no_product():
    with pytest.raises(ValueError, match="没有共同大于 0 的指标"):
        product((1, 0), (0, 1))


def test_sets_over_other_indicators_cannot_be_combined():
    with pytest.raises(ValueError, match="shorter"):
        linear((0.5, 0.5), (1.0,), 0.5)


def test_an_unknown_rule_and_a_share_outside_nil_to_one_are_faults():
    assert combination_problems("linear", Fraction(3, 5)) == []
    found = [str(problem) for problem in combination_problems("mean", Fraction(6))]
    assert found == [
        "不认识的组合方法，现为“mean”。处理办法：可填：linear、product",
        "主观权重的占比应在 0 到 1 之间，现为“6”。处理办法：如 0.6",
    ]
