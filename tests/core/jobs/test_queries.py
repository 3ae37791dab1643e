"""Whether anybody is there to do the timed work."""

import pytest

from core.access.permissions import Permission
from core.errors import NotAllowed
from core.jobs.queries import silent_since
from core.jobs.service import run_job
from core.jobs.table import JOBS
from core.store.session import reading, writing


def test_a_sidecar_is_silent_until_its_first_beat_and_a_minute_after_its_last(engine, people, at):
    actor = people["李评估"].actor
    with reading(engine) as session:
        assert silent_since(session=session, actor=actor).year == 1970
    with writing(engine) as session:
        run_job(session=session, job=JOBS[0], holder="甲")
    begun = at.now()
    for seconds, expected in ((59, None), (2, begun)):
        at.forward(seconds=seconds)
        with reading(engine) as session:
            assert silent_since(session=session, actor=actor) == expected


def test_who_may_not_read_collection_is_not_told(engine, people):
    with pytest.raises(NotAllowed), reading(engine) as session:
        silent_since(session=session, actor=people["秦专家"].actor)


def test_an_administrator_is_told_by_the_permission_that_is_theirs(engine, people):
    administrator = people["王立新"].actor
    with reading(engine) as session:
        found = silent_since(
            session=session, actor=administrator, permission=Permission.COLLECTION_SOURCE_EDIT
        )
    assert found.year == 1970
    with pytest.raises(NotAllowed), reading(engine) as session:
        silent_since(session=session, actor=administrator)
