"""Who moved, in places and points."""

from decimal import Decimal

from core.analysis.moves import Standing, ends, moves


def standings(**totals):
    """Standings by code, ranked by total with ties sharing a place."""
    return [
        Standing(code, 1 + sum(other > total for other in totals.values()), Decimal(total))
        for code, total in totals.items()
    ]


def test_places_and_points_are_counted_from_the_earlier_edition():
    found = moves(standings(a=90, b=80, c=70), standings(a=70, b=80, c=75))
    assert [(move.places, move.points) for move in found.values()] == [(2, 20), (-1, 0), (-1, -5)]


def test_who_stood_on_no_board_before_moved_nowhere():
    found = moves(standings(a=90, b=80), standings(b=70))
    assert (found["a"].places, found["a"].points) == (None, None)
    assert (found["b"].places, found["b"].points) == (-1, 10)


def test_the_ends_are_the_farthest_up_and_down_and_points_break_ties_of_places():
    up, down = ends(moves(standings(a=90, b=85, c=70, d=60), standings(a=50, b=84, c=82, d=80)).values())
    assert up.now.code == "a"
    assert down.now.code == "d"


def test_where_nobody_moved_there_are_no_ends():
    assert ends(moves(standings(a=1, b=2), standings(a=1, b=2)).values()) == (None, None)
    assert ends(moves(standings(a=1), []).values()) == (None, None)
