"""A unit reads what it is asked about, answers in time, and later reads the reply."""

from datetime import date

import pytest
from sqlmodel import col, select

from core.designs.deliberation import decide_comment, decide_opinion
from core.designs.models import DesignOpinion
from core.designs.rules import Stage
from core.store.session import reading
from tests.core.designs.drafting import drafted, filed, moved, ruled, said
from tests.pages.desk import links, words
from tests.pages.indicators.test_designs import DRAFT, click, prepared

SCREEN = "indicators/opinions.py"


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def solicited(people) -> int:
    design_id = drafted(people, DRAFT, system=prepared("department").system)
    moved(people, design_id, Stage.REVIEW)
    ruled(people, decide_comment, said(people, design_id, "A21"))
    moved(people, design_id, Stage.DISCUSSION)
    filed(people, design_id)
    moved(people, design_id, Stage.SOLICITING, due_on=date(2026, 3, 20))
    return design_id


def newest() -> DesignOpinion:
    with reading() as session:
        return session.exec(select(DesignOpinion).order_by(col(DesignOpinion.id).desc())).first()


def test_before_anybody_is_asked_the_screen_says_what_it_is_for(bare_desk):
    app = bare_desk("陈填报").open(SCREEN)
    assert "没有待答复的征求意见稿" in words(app)
    assert "还没有征求过贵单位意见" in words(app)


def test_a_filler_gives_an_opinion_on_an_indicator_and_takes_it_back(bare_desk, staffed):
    design_id = solicited(staffed)
    mine = bare_desk("陈填报")
    assert "**1** 份征求意见稿等待贵单位答复，最早 2026年3月20日 截止" in words(mine.open(SCREEN))
    app = mine.open(SCREEN, design=design_id, node="A21")
    assert "编制并审核发布" in words(app)
    assert links(app)["下载征求意见稿（Word）"] == f"/api/solicitations/{design_id}/annex.docx"
    app.text_area(key="opinion.text").set_value("建议降为 5 分")
    mine.run()
    app = click(mine, "opinion.submit")
    assert app.text_area(key="opinion.text.1").value == ""
    assert (newest().node_code, newest().unit_name) == ("A21", "德州市教育和体育局")
    click(mine, f"opinion.withdraw.{newest().id}")
    assert newest().withdrawn


def test_a_unit_without_objection_says_so_in_one_click(bare_desk, staffed):
    design_id = solicited(staffed)
    mine = bare_desk("周填报")
    mine.open(SCREEN, design=design_id)
    app = click(mine, "opinion.agree")
    assert "已答复：无意见。" in words(app)
    assert "2026年3月20日** 前答复，已答复“无意见”。" in words(app)
    assert "● 已答复：无意见" in words(mine.open(SCREEN))
    assert "● 已答复：无意见" in words(bare_desk("周填报").open(SCREEN, state="已答复"))
    for facts in ({"state": "待答复"}, {"text": "县市区"}):
        assert "没有符合条件的征求意见稿" in words(bare_desk("周填报").open(SCREEN, **facts))
    assert "○ 待答复" in words(bare_desk("陈填报").open(SCREEN, state="待答复", text="部门体系 2021"))


def test_the_reply_is_read_by_the_unit_and_by_no_other(bare_desk, staffed):
    design_id = solicited(staffed)
    mine = bare_desk("陈填报")
    mine.open(SCREEN, design=design_id)
    mine.app.text_area(key="opinion.text").set_value("建议降为 5 分")
    mine.run()
    click(mine, "opinion.submit")
    ruled(staffed, decide_opinion, newest().id, decision="rejected", reason="须保持与省里一致")
    assert "**不采纳**：须保持与省里一致" in words(bare_desk("钱审核").open(SCREEN, design=design_id))
    assert "建议降为" not in words(bare_desk("周填报").open(SCREEN, design=design_id))


def test_counties_do_not_read_what_departments_are_asked(bare_desk, staffed):
    design_id = solicited(staffed)
    mine = bare_desk("吴德城")
    assert "部门体系" not in words(mine.open(SCREEN))
    assert "没有需要贵单位答复的征求意见稿" in mine.open(SCREEN, design=design_id).error[0].value


def test_after_the_last_day_the_form_is_gone(bare_desk, staffed, at):
    design_id = solicited(staffed)
    at("2026-03-21 09:00")
    app = bare_desk("陈填报").open(SCREEN, design=design_id)
    assert "征求意见已结束" in words(app)
    assert "opinion.submit" not in [each.key for each in app.button]
