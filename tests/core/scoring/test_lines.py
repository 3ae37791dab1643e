"""Points shared out over lines, and what a line says."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.scoring.engine import score
from core.scoring.lines import allocate, event_line, metric_line
from tests.core.scoring.boards import board, tiny_system


@given(st.lists(st.fractions(0, 3), min_size=1, max_size=6))
def test_no_line_turns_negative_when_the_remainder_is_shared_out(losses):
    lost = int(sum(losses) * 100)

    parts = allocate(losses, lost, 2)

    assert sum(parts) == lost
    assert min(parts) >= 0


def test_the_remainder_goes_to_the_largest_loss():
    thirds = [Fraction(1, 3), Fraction(1, 3), Fraction(4, 3)]

    assert allocate(thirds, 200, 2) == [33, 33, 134]


def test_gains_stay_gains_and_the_sum_is_kept():
    parts = allocate([Fraction(-1, 3), Fraction(2, 3), Fraction(2, 3)], 101, 2)

    assert sum(parts) == 101
    assert parts[0] == -33


def test_lines_name_leaf_metric_and_event():
    scores = score(tiny_system(), board(tiny_system(), {"B-1": 2, "A!1": 1}))

    lost = metric_line(scores, 0, 2, scores.leaves.decimal(0, 1))
    event = event_line(scores, "A!1", Fraction(1), scores.leaves.decimal(0, 1))

    assert (lost.leaf, lost.metric, lost.kind) == ("B", "B-1", "metric")
    assert (event.leaf, event.metric, event.kind) == ("A", "A!1", "event")
    assert event.measured == "1 次"
