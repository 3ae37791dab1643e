"""Draws depend on seed and name only."""

from statistics import fmean, pstdev

from core.demo.draws import Draws


def test_the_same_name_draws_the_same_number_whatever_was_drawn_before():
    first = Draws(7).normal("M01", "A11")
    Draws(7).uniform("something", "else")
    assert Draws(7).normal("M01", "A11") == first


def test_another_seed_or_name_draws_another_number():
    assert (
        len({Draws(7).uniform("a"), Draws(8).uniform("a"), Draws(7).uniform("b"), Draws(7).uniform("a", "")})
        == 4
    )


def test_draws_are_spread_as_promised():
    draws = Draws(1)
    normal = [draws.normal(str(index)) for index in range(2000)]
    assert abs(fmean(normal)) < 0.1
    assert 0.95 < pstdev(normal) < 1.05
    assert {draws.whole(3, 5, str(index)) for index in range(200)} == {3, 4, 5}
