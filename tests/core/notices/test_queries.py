"""The newest notice stands on top; a sender's list needs the right to chase."""

import pytest

from core.errors import NotAllowed
from core.notices.queries import given, inbox
from core.store.session import reading
from tests.core.notices.test_service import DRAFT, gave


def test_the_newest_is_on_top_page_by_page(people):
    ids = [gave("M05").notice_id for _ in range(3)]
    with reading() as session:
        rows, total = inbox(session=session, actor=people["陈填报"].actor, offset=0, limit=2)
    assert (total, [row.id for row in rows]) == (3, ids[:0:-1])


def test_who_was_told_is_not_for_the_told(people):
    gave("M05")
    with pytest.raises(NotAllowed), reading() as session:
        given(session=session, actor=people["陈填报"].actor, link=DRAFT.link)
