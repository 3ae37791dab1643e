"""The trail is written in the act's own transaction."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.audit.service import already_done, imported, left, record
from core.errors import Conflict
from core.store.session import reading, writing

ZHAO = Actor(7, "赵敏", "10.0.0.7", 3)


def freeze(engine: Engine, key: str | None = None, **facts: object) -> None:
    with writing(engine) as session:
        record(
            session=session,
            actor=ZHAO,
            action="results:edition:freeze",
            object_type="edition",
            client_key=key,
            **facts,
        )


def entries(engine: Engine) -> list[AuditEntry]:
    with reading(engine) as session:
        return list(session.exec(select(AuditEntry).order_by(AuditEntry.id)))


def test_an_entry_says_who_from_where_when_did_what_to_which_object(engine, at):
    moment = at("2020-12-31 14:32")
    freeze(engine, object_id="5", object_name="通报版", before={"a": 1}, after={"a": 2})
    [entry] = entries(engine)
    assert (entry.at, entry.person_id, entry.person_name, entry.ip) == (moment, 7, "赵敏", "10.0.0.7")
    assert (entry.action, entry.object_id, entry.object_name) == ("results:edition:freeze", "5", "通报版")
    assert (entry.before, entry.after, entry.allowed) == ({"a": 1}, {"a": 2}, True)


def test_an_act_that_fails_leaves_no_entry(engine):
    def act() -> None:
        with writing(engine) as session:
            record(session=session, actor=ZHAO, action="a:b:c", object_type="x")
            session.flush()
            raise RuntimeError("the act fails after its entry was written")

    with pytest.raises(RuntimeError):
        act()
    assert entries(engine) == []


def test_a_refusal_is_kept_with_its_reason(engine):
    freeze(engine, allowed=False, reason="不在数据范围内")
    [entry] = entries(engine)
    assert (entry.allowed, entry.reason) == (False, "不在数据范围内")


def test_the_same_submit_sent_twice_acts_once(engine):
    freeze(engine, "key-1")
    with reading(engine) as session:
        done = already_done(session=session, client_key="key-1")
        assert done is not None
        assert done.action == "results:edition:freeze"
        assert already_done(session=session, client_key="key-2") is None
        assert already_done(session=session, client_key=None) is None
    with pytest.raises(Conflict, match="没有重复保存"):
        freeze(engine, "key-1")
    assert len(entries(engine)) == 1


def test_acts_without_a_key_may_repeat(engine):
    freeze(engine)
    freeze(engine)
    assert len(entries(engine)) == 2


def test_a_repeated_submit_is_answered_with_what_the_first_one_left(engine):
    facts = {"actor": Actor.system(), "action": "x:y:z", "object_type": "thing"}
    with writing() as session:
        record(session=session, **facts, after={"added": 3, "updated": 1, "runs": 2}, client_key="some")
        record(session=session, **facts, client_key="none")
    with reading() as session:
        assert imported(session=session, client_key="some") == (3, 1)
        assert left(session=session, client_key="some")["runs"] == 2
        # Done, and nothing counted: still not to be done again.
        assert imported(session=session, client_key="none") == (0, 0)
        assert left(session=session, client_key="none") == {}
        for key in ("other", None):
            assert left(session=session, client_key=key) is None
            assert imported(session=session, client_key=key) is None
