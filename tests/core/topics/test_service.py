"""Letting a batch in: asked first, once, with its trail."""

import pytest
from sqlmodel import select

from core.audit.models import AuditEntry
from core.errors import Conflict, NotAllowed
from core.store.session import reading, writing
from core.topics.logs import folder, read_register
from core.topics.service import accept_batch
from tests.builders.logs import call, written


def accept(somebody, batch):
    with writing() as session:
        return accept_batch(session=session, actor=somebody.actor, batch=batch)


def entries():
    with reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "topics:logs:import")
        return session.exec(query).all()


def test_a_batch_is_let_in_once_with_one_entry_however_often_it_comes(people):
    batch = written(call(), call(rows=2))
    assert accept(people["韩运维"], batch)
    assert not accept(people["孙项目"], batch)
    [held] = read_register().batches
    assert (held.name, held.rows, held.sha256) == (batch.name, 2, batch.sha256)
    assert held.accepted_at
    [entry] = entries()
    assert entry.person_name == "韩运维"
    assert entry.after == {"rows": 2, "sha256": batch.sha256}


def test_the_same_name_with_other_calls_is_a_conflict_that_shows_both(people):
    accept(people["韩运维"], written(call()))
    with pytest.raises(Conflict, match=r"已有 1 行.*本次 2 行"):
        accept(people["韩运维"], written(call(), call()))
    assert len(read_register().batches) == 1


def test_who_may_not_import_is_refused_and_nothing_is_seen(people):
    for name in ("郑市长", "陈填报", "何审计", "王立新"):
        with pytest.raises(NotAllowed, match="导入调用日志"):
            accept(people[name], written(call()))
    assert read_register().batches == ()


def test_an_act_that_fails_before_the_register_leaves_it_and_is_repeated(people, monkeypatch):
    def killed(_batches):
        raise OSError("killed")

    batch = written(call())
    with monkeypatch.context() as patch:
        patch.setattr("core.topics.service.write_register", killed)
        with pytest.raises(OSError, match="killed"):
            accept(people["韩运维"], batch)
    assert entries() == []
    assert not (folder() / "register.json").exists()
    assert accept(people["韩运维"], batch)
