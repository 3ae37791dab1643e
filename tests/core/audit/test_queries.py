"""Reading the trail."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.audit.actor import Actor
from core.audit.queries import acts_since, trail
from core.audit.service import record
from core.store.session import reading, writing

ENTRIES = (
    ("赵敏", "10.0.0.7", "results:edition:freeze", "2020 通报版"),
    ("陈填报", "10.0.0.8", "access:session:start", "chentianbao"),
    ("赵敏", "10.0.0.7", "results:board:export", "完成率 100%"),
)


@pytest.fixture(autouse=True)
def _entries(engine: Engine, at):
    for name, ip, action, object_name in ENTRIES:
        with writing(engine) as session:
            actor = Actor(1, name, ip)
            record(session=session, actor=actor, action=action, object_type="x", object_name=object_name)
        at.forward(minutes=1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [2, 1, 0]),
        ({"text": "赵敏"}, [2, 0]),
        ({"text": "10.0.0.8"}, [1]),
        ({"text": "通报"}, [0]),
        ({"action": "results:"}, [2, 0]),
        ({"text": "赵敏", "action": "results:edition"}, [0]),
        ({"text": "没有的"}, []),
        ({"text": "100%"}, [2]),
        ({"text": "%"}, [2]),
        ({"text": "_"}, []),
    ],
)
def test_the_trail_is_searched_by_person_object_address_and_act_newest_first(engine, wanted, found):
    with reading(engine) as session:
        rows, total = trail(session, **wanted)
    assert [row.object_name for row in rows] == [ENTRIES[index][3] for index in found]
    assert total == len(found)


def test_a_page_knows_the_whole_count(engine):
    with reading(engine) as session:
        rows, total = trail(session, offset=1, limit=1)
    assert (len(rows), total) == (1, 3)
    assert rows[0].person_name == "陈填报"


def test_acts_of_a_kind_are_counted_apart_from_refusals_and_both_are_listed(engine, at):
    with writing(engine) as session:
        record(
            session=session,
            actor=Actor(2, "陈填报", "10.0.0.8"),
            action="results:board:export",
            object_type="x",
            object_name="越权",
            allowed=False,
        )
    with reading(engine) as session:
        found = acts_since(session, at.now() - timedelta(hours=1), ["results:edition:freeze"], limit=5)
        newest = acts_since(session, at.now() - timedelta(hours=1), ["results:edition:freeze"], limit=1)
        later = acts_since(session, at.now() - timedelta(minutes=1), ["results:edition:freeze"], limit=5)
    assert (found.done, found.refused) == (1, 1)
    assert [row.object_name for row in found.newest] == ["越权", "2020 通报版"]
    assert [row.object_name for row in newest.newest] == ["越权"]
    assert (later.done, later.refused) == (0, 1)
