"""What a worker does with queued runs: claim one, reach outside for it, write what came; again until none is left."""

import logging
from typing import Final

from sqlalchemy import Engine

from connectors.registry import fetch as fetch_anywhere
from core.collection.records import Fetch
from core.collection.runs import Assignment, claim, finish, is_waiting, postpone, refuse
from core.errors import Conflict, SourceMisconfigured, SourceUnavailable
from core.store.session import reading, writing

log = logging.getLogger("shuping.collecting")
# A worker looks up from its work after so many runs, to see whether it should still be there.
_MOST_AT_ONCE: Final = 200


def work_off(holder: str, *, fetch: Fetch = fetch_anywhere, engine: Engine | None = None) -> int:
    """Do every run that waits; returns how many were taken.

    Nothing is held while a source is asked: the claim is one short write, the result another.
    """
    taken = 0
    while taken < _MOST_AT_ONCE:
        with reading(engine) as session:
            if not is_waiting(session=session):
                break
        with writing(engine) as session:
            assignment = claim(session=session, holder=holder)
        if assignment is None:
            break
        _work(assignment, fetch, engine)
        taken += 1
    return taken


def _work(assignment: Assignment, fetch: Fetch, engine: Engine | None) -> None:
    try:
        _fetch_and_write(assignment, fetch, engine)
    except Conflict as error:
        # Somebody took the run up after our claim expired; theirs is the result that counts.
        log.warning("%s", error)


def _fetch_and_write(assignment: Assignment, fetch: Fetch, engine: Engine | None) -> None:
    try:
        records = fetch(assignment.source, assignment.query, assignment.window)
        with writing(engine) as session:
            finish(session=session, assignment=assignment, records=records)
    except SourceUnavailable as error:
        with writing(engine) as session:
            postpone(session=session, assignment=assignment, reason=str(error))
    except SourceMisconfigured as error:
        with writing(engine) as session:
            refuse(session=session, assignment=assignment, reason=str(error))
