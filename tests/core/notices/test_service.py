"""Notices reach those who work for a unit; reading leaves a receipt; messages wait for channels set up."""

import pytest
from sqlmodel import col, func, select

from core.audit.actor import Actor
from core.clock import to_minute
from core.errors import NotFound
from core.notices.contacts import ContactDraft, put_contact
from core.notices.models import OutboxMessage
from core.notices.queries import given, inbox, unread_count
from core.notices.service import NoticeDraft, give_notice, read_every_notice, read_notice
from core.organisations.queries import by_code
from core.settings import settings
from core.store.session import reading, writing

DRAFT = NoticeDraft("催报", "请报送", "请于 2021-01-31 24:00 前报送。", "/projects?project=1")


def gave(*codes: str):
    with writing() as session:
        ids = [by_code(session, code).id for code in codes]
        return give_notice(session=session, actor=Actor.system(), draft=DRAFT, organisation_ids=ids)


def test_everybody_of_the_unit_and_its_sections_holds_it_and_nobody_else(people):
    answer = gave("M05")
    assert (answer.people, answer.messages) == (2, 0)
    with reading() as session:
        for name, number in (("陈填报", 1), ("钱审核", 1), ("周填报", 0), ("赵敏", 0)):
            assert unread_count(session=session, actor=people[name].actor) == number, name


def test_reading_leaves_a_receipt_the_sender_sees_and_another_cannot_read_it(people):
    notice_id = gave("M05").notice_id
    with pytest.raises(NotFound, match="没有这条通知"), writing() as session:
        read_notice(session=session, actor=people["周填报"].actor, notice_id=notice_id)
    with writing() as session:
        read_notice(session=session, actor=people["陈填报"].actor, notice_id=notice_id)
    with reading() as session:
        rows, total = inbox(session=session, actor=people["陈填报"].actor)
        (row,) = given(session=session, actor=people["赵敏"].actor, link=DRAFT.link)
    assert (total, rows[0].read_at is not None, rows[0].body) == (1, True, DRAFT.body)
    assert (row.people, row.read, row.messages) == (2, 1, {})


def test_everything_that_waits_is_read_at_once_and_nobody_elses(people, at):
    at("2021-01-20 09:00")
    first = gave("M05").notice_id
    with writing() as session:
        read_notice(session=session, actor=people["陈填报"].actor, notice_id=first)
    at("2021-01-21 09:00")
    gave("M05")
    gave("M05")
    with writing() as session:
        assert read_every_notice(session=session, actor=people["陈填报"].actor) == 2
    with writing() as session:
        assert read_every_notice(session=session, actor=people["陈填报"].actor) == 0
    with reading() as session:
        rows, _ = inbox(session=session, actor=people["陈填报"].actor)
        assert unread_count(session=session, actor=people["钱审核"].actor) == 3
    assert [to_minute(row.read_at) for row in rows] == ["2021-01-21 09:00"] * 2 + ["2021-01-20 09:00"]


def test_a_channel_that_is_set_up_has_one_message_for_each_address(people, monkeypatch):
    with writing() as session:
        unit = by_code(session, "M05").id
        for name, phone in (("甲", "13800000001"), ("乙", "13800000001"), ("丙", "0534-2600000")):
            draft = ContactDraft(unit, name, phone=phone)
            put_contact(session=session, actor=people["赵敏"].actor, draft=draft)
    monkeypatch.setenv("SHUPING_SMS_URL", "https://sms.example/send")
    settings.cache_clear()
    assert gave("M05").messages == 1
    with reading() as session:
        row = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).one()
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 1
    assert (row.channel, row.address, row.state) == ("sms", "13800000001", "waiting")
