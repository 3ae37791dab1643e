"""The moment is the database's own where it has a clock."""

from datetime import timedelta

from core.clock import now
from core.store.moments import moment
from core.store.session import reading


def test_the_moment_is_aware_and_moves_on_inside_a_transaction(engine):
    with reading() as session:
        first = moment(session)
        second = moment(session)
    assert first.tzinfo is not None
    assert second > first
    assert abs(now() - second) < timedelta(minutes=1)
