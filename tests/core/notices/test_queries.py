"""The newest notice stands on top; a sender's list needs the right to chase."""

import pytest

from core.audit.actor import Actor
from core.errors import NotAllowed, NotFound
from core.notices.queries import UNREAD, given, inbox, kinds, notice
from core.notices.service import NoticeDraft, give_notice, read_notice
from core.organisations.queries import by_code
from core.store.session import reading, writing
from tests.core.notices.test_service import DRAFT, gave


def test_the_newest_is_on_top_page_by_page(people):
    ids = [gave("M05").notice_id for _ in range(3)]
    with reading() as session:
        rows, total = inbox(session=session, actor=people["陈填报"].actor, offset=0, limit=2)
    assert (total, [row.id for row in rows]) == (3, ids[:0:-1])


def test_notices_are_found_by_word_kind_and_state(people):
    chased = gave("M05").notice_id
    with writing() as session:
        ids = [by_code(session, "M05").id]
        draft = NoticeDraft("延期", "已准予延期", "截止时间延至 2021-02-05 24:00。")
        facts = {"session": session, "actor": Actor.system()}
        extended = give_notice(**facts, draft=draft, organisation_ids=ids).notice_id
    with writing() as session:
        read_notice(session=session, actor=people["陈填报"].actor, notice_id=extended)

    def found(**facts):
        with reading() as session:
            return [row.id for row in inbox(session=session, actor=people["陈填报"].actor, **facts)[0]]

    assert found(text="02-05") == found(kind="延期") == found(state="read") == [extended]
    assert found(state=UNREAD) == found(text="请报送") == [chased]
    assert found(text="%") == found(kind="催报", state="read") == []
    with reading() as session:
        assert set(kinds(session=session, actor=people["陈填报"].actor)) == {"催报", "延期"}
        assert kinds(session=session, actor=people["周填报"].actor) == []


def test_one_notice_is_opened_by_those_who_hold_it(people):
    notice_id = gave("M05").notice_id
    with reading() as session:
        row = notice(session=session, actor=people["陈填报"].actor, notice_id=notice_id)
        assert (row.title, row.read_at) == (DRAFT.title, None)
        with pytest.raises(NotFound, match="没有这条通知"):
            notice(session=session, actor=people["周填报"].actor, notice_id=notice_id)


def test_who_was_told_is_not_for_the_told(people):
    gave("M05")
    with pytest.raises(NotAllowed), reading() as session:
        given(session=session, actor=people["陈填报"].actor, link=DRAFT.link)
