"""Somebody reads what they were told; opening a notice leaves the receipt."""

from dataclasses import replace

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


def gave(*kinds: str) -> list[int]:
    with writing() as session:
        facts = {
            "session": session,
            "actor": Actor.system(),
            "organisation_ids": [by_code(session, "M05").id],
        }
        return [give_notice(**facts, draft=replace(DRAFT, kind=kind)).notice_id for kind in kinds]


def test_among_the_unread_an_opened_notice_is_still_shown(bare_desk):
    first, _ = gave("催报", "延期")
    app = bare_desk("陈填报").open(SCREEN, state="未读", do="read", id=first)
    assert "前报送" in words(app)
    assert app.table[0].value["类别"].tolist() == ["延期"]


def test_notices_are_narrowed_and_all_of_them_marked_as_read(bare_desk):
    gave("催报", "延期", "延期")
    mine = bare_desk("陈填报")
    app = mine.open(SCREEN, kind="延期")
    assert app.table[0].value["类别"].tolist() == ["延期", "延期"]
    next(each for each in app.button if each.label == "全部标为已读").click()
    app = mine.run()
    assert app.success[0].value == "已将 3 条通知标为已读。"
    assert "没有未读的通知" in words(app)
    assert next(each for each in app.button if each.label == "全部标为已读").disabled
    app = bare_desk("陈填报").open(SCREEN, text="没有这样的话")
    assert "没有符合条件的通知" in words(app)


def test_without_a_notice_the_screen_says_what_will_come_here(bare_desk):
    assert "还没有收到通知" in words(bare_desk("周填报").open(SCREEN))
