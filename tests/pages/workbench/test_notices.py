"""Somebody reads what they were told; opening a notice leaves the receipt."""

from core.audit.actor import Actor
from core.notices.service import give_notice
from core.organisations.queries import by_code
from core.store.session import writing
from tests.core.notices.test_service import DRAFT
from tests.pages.desk import words

SCREEN = "workbench/notices.py"


def test_an_unread_notice_is_opened_and_counts_as_read(bare_desk):
    with writing() as session:
        ids = [by_code(session, "M05").id]
        facts = {"draft": DRAFT, "organisation_ids": ids}
        given = give_notice(session=session, actor=Actor.system(), **facts)
    mine = bare_desk("陈填报")
    app = mine.open(SCREEN)
    assert "还有 **1** 条未读" in words(app)
    assert app.table[0].value["状态"].tolist() == ["● 未读"]
    app = mine.open(SCREEN, do="read", id=given.notice_id)
    assert "没有未读的通知" in words(app)
    assert "前报送" in words(app)


def test_without_a_notice_the_screen_says_what_will_come_here(bare_desk):
    assert "还没有收到通知" in words(bare_desk("周填报").open(SCREEN))
