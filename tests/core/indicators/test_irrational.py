"""Logarithms and powers, fast and to 40 digits."""

from fractions import Fraction
from math import e, log

import numpy as np
import pytest

from core.indicators.irrational import exact_exp, exact_log, logarithm, logarithm_plus_one, normal_part


def test_the_exact_logarithm_undoes_the_exact_power():
    third = Fraction(1, 3)

    assert abs(exact_exp(exact_log(third)) - third) < Fraction(1, 10**38)
    assert float(exact_log(Fraction(75_000, 100))) == pytest.approx(log(750), rel=1e-15)


def test_floats_and_fractions_give_the_same_logarithm():
    numbers = [Fraction(1, 7), Fraction(2), Fraction(10_000)]

    fast = logarithm(np.array([float(n) for n in numbers]))
    exact = logarithm(np.array(numbers, dtype=object))

    assert fast == pytest.approx([float(n) for n in exact], rel=1e-15)
    assert logarithm_plus_one(np.array([e - 1.0])) == pytest.approx([1.0])


def test_the_logarithm_of_nothing_lies_below_everything_and_blank_stays_blank():
    found = logarithm(np.array([0.0, -3.0, np.nan]))

    assert (found[:2] < -1e8).all()
    assert np.isnan(found[2])
    assert exact_log(Fraction(0)) == Fraction(-(10**9))


def test_half_of_a_normal_distribution_lies_below_its_mean():
    assert normal_part(np.array([0.0, 1.959964])) == pytest.approx([0.5, 0.975], abs=1e-6)
