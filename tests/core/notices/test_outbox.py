"""A message is claimed by one sender, tried again with pauses, and given up in the end."""

from sqlmodel import select

from core import clock
from core.audit.actor import Actor
from core.notices.models import Notice, OutboxMessage
from core.notices.outbox import claim, note_failed, note_sent
from core.notices.rules import PAUSES
from core.store.session import reading, writing


def waiting() -> None:
    with writing() as session:
        notice = Notice(kind="催报", title="请报送", body="正文", at=clock.now(), sender=Actor.system().name)
        session.add(notice)
        session.flush()
        facts = {"subject": "请报送", "body": "正文", "not_before": clock.now(), "created_at": clock.now()}
        session.add(OutboxMessage(notice_id=notice.id, channel="sms", address="13800000000", **facts))


def claimed(holder: str = "甲"):
    with writing() as session:
        return claim(session=session, holder=holder)


def message() -> OutboxMessage:
    with reading() as session:
        return session.exec(select(OutboxMessage)).one()


def test_one_sender_has_it_and_what_was_sent_is_not_sent_again(engine):
    waiting()
    mine = claimed()
    assert claimed("乙") is None
    with writing() as session:
        note_sent(session=session, claimed=mine)
    assert (message().state, message().attempts, message().sent_at is not None) == ("sent", 1, True)
    assert claimed() is None


def test_it_is_tried_after_growing_pauses_and_given_up_with_the_reason(engine, at):
    at("2021-01-31 09:00")
    waiting()
    for minutes in PAUSES:
        mine = claimed()
        with writing() as session:
            note_failed(session=session, claimed=mine, reason="网关没有应答", again=True)
        at.forward(minutes=minutes, seconds=-1)
        assert claimed() is None
        at.forward(seconds=1)
    mine = claimed()
    with writing() as session:
        note_failed(session=session, claimed=mine, reason="网关没有应答", again=True)
    assert (message().state, message().error, message().attempts) == ("failed", "网关没有应答", 6)


def test_a_dead_senders_claim_runs_out_and_its_late_word_counts_for_nothing(engine, at):
    at("2021-01-31 09:00")
    waiting()
    dead = claimed()
    at.forward(minutes=3)
    alive = claimed("乙")
    assert alive.id == dead.id
    with writing() as session:
        note_failed(session=session, claimed=dead, reason="迟到", again=False)
    assert message().state == "claimed"
