"""Drafts are made, changed and moved by those whose task it is; two at once do not overwrite each other."""

from dataclasses import replace
from itertools import product

import pytest
from sqlmodel import col, func, select

from core.audit.models import AuditEntry
from core.designs.amounts import SetAmounts
from core.designs.models import DesignMove, SystemDesign
from core.designs.rules import MOVES, Stage
from core.designs.service import copy_as_design, create_design, delete_design
from core.designs.system_edits import SetHead
from core.designs.tree_edits import AddNode, Describe, RemoveNode
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.indicators.system import IndicatorSystem
from core.store.session import reading, writing
from tests.core.designs.drafting import DRAFT, brought_to, drafted, edited, held, moved, said, seen
from tests.core.indicators.test_service import published
from tests.core.scoring.boards import tiny_system


def count(table) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def newest() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()


def test_an_empty_draft_begins_with_grades_and_nothing_else(people):
    design_id = drafted(people, system=IndicatorSystem("", "", "", "", (), ()))
    assert seen(people, design_id).system.nodes == ()
    with writing() as session:
        empty = create_design(
            session=session, actor=people["赵敏"].actor, draft=replace(DRAFT, version_label="3")
        )
    assert [band.name for band in seen(people, empty).system.grades] == ["优秀", "良好", "合格", "不合格"]
    assert newest().action == "indicators:design:edit"


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, code=" "),
        replace(DRAFT, name=""),
        replace(DRAFT, version_label=""),
        replace(DRAFT, audience="general"),
        replace(DRAFT, scheme="magic"),
    ],
)
def test_a_draft_without_a_name_or_for_nobody_is_not_made(people, draft):
    with pytest.raises(Invalid) as caught:
        drafted(people, draft)
    assert caught.value.problems[0].remedy
    assert count(SystemDesign) == 0


@pytest.mark.parametrize("name", ["陈填报", "王立新", "秦专家", "李评估", "何审计", "郑市长"])
def test_nobody_else_makes_or_changes_drafts(people, name):
    design_id = drafted(people)
    with pytest.raises(NotAllowed):
        drafted(people, replace(DRAFT, version_label="9"), by=name)
    with pytest.raises(NotAllowed):
        edited(people, design_id, AddNode("", "C", "丙"), by=name)
    with pytest.raises(NotAllowed):
        moved(people, design_id, Stage.REVIEW, by=name)
    assert held(design_id).version == 1


def test_code_and_version_belong_to_one_draft_and_to_no_published_version(people):
    published(people)
    with pytest.raises(Conflict, match="已有已发布版本"):
        drafted(people, replace(DRAFT, version_label="1"))
    design_id = drafted(people)
    with pytest.raises(Conflict, match="已有草案"):
        drafted(people)
    with pytest.raises(Conflict, match="已有已发布版本"):
        edited(people, design_id, SetHead("小体系", "1", "100", "10", "10"))


def test_a_published_version_is_copied_as_the_next_one(people):
    version_id = published(people)
    with writing() as session:
        facts = {"session": session, "actor": people["孙项目"].actor, "version_id": version_id}
        with pytest.raises(Invalid):
            copy_as_design(**facts, version_label="1")
        design_id = copy_as_design(**facts, version_label=" 2 ", client_key="k" * 32)
        assert copy_as_design(**facts, version_label="2", client_key="k" * 32) == design_id
    view = seen(people, design_id)
    assert view.system == tiny_system(version="2")
    assert view.row.based_on == version_id


def test_a_change_is_kept_with_a_sentence_and_checksums_before_and_after(people):
    design_id = drafted(people)
    told = edited(people, design_id, SetAmounts("", {"A": "55"}), by="孙项目")
    assert told == "“一级指标”的满分：A 由 60 改为 55"
    row, entry = held(design_id), newest()
    assert (row.version, row.changed_by, row.last_change) == (2, "孙项目", told)
    assert entry.reason == told
    assert entry.before["sha256"] != entry.after["sha256"]


def test_a_change_that_changes_nothing_leaves_no_trace(people):
    design_id = drafted(people)
    before = count(AuditEntry)
    assert edited(people, design_id, Describe("A", {"name": "甲"})) == "内容没有变化。"
    assert (held(design_id).version, count(AuditEntry)) == (1, before)


def test_a_refused_change_persists_nothing(people):
    design_id = drafted(people)
    before = count(AuditEntry)
    for edit in (AddNode("A", "X", "挂"), RemoveNode("Z"), SetAmounts("", {"Z": "1"})):
        with pytest.raises(Invalid, match="体系草案没有修改"):
            edited(people, design_id, edit)
    assert (held(design_id).document, count(AuditEntry)) == (
        replace(tiny_system(), version="2").to_dict(),
        before,
    )


def test_the_second_of_two_editors_is_told_who_was_first_with_what(people, at):
    at("2026-03-02 14:32")
    design_id = drafted(people)
    edited(people, design_id, SetAmounts("", {"A": "55"}), by="孙项目", version=1)
    with pytest.raises(Conflict) as caught:
        edited(people, design_id, SetAmounts("", {"A": "50"}), version=1)
    assert "已由孙项目于 2026-03-02 14:32 修改（“一级指标”的满分：A 由 60 改为 55）" in str(caught.value)
    assert "载入最新内容" in caught.value.remedy
    assert seen(people, design_id).system.leaf_marks["A"] == 55


def test_the_same_click_twice_acts_once(people):
    design_id = drafted(people)
    edit, key = AddNode("", "C", "丙"), "c" * 32
    first = edited(people, design_id, edit, version=1, key=key)
    assert edited(people, design_id, edit, version=1, key=key) == first
    assert held(design_id).version == 2


@pytest.mark.parametrize(
    ("at_stage", "to"), [(a, b) for a, b in product(list(Stage)[:-1], Stage) if b not in MOVES[a]]
)
def test_every_illegal_move_is_refused_and_leaves_no_trace(people, at, at_stage, to):
    at("2026-03-02 09:00")
    design_id = brought_to(people, at_stage)
    before = count(DesignMove)
    with pytest.raises(Invalid, match="阶段没有改变") as caught:
        moved(people, design_id, to, reason="理由")
    assert "不能从" in caught.value.problems[0].rule
    assert (held(design_id).stage, count(DesignMove)) == (at_stage, before)


def test_publishing_is_no_mere_move(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.SOLICITING)
    with pytest.raises(Invalid) as caught:
        moved(people, design_id, Stage.PUBLISHED)
    assert "发布须由主管部门" in caught.value.problems[0].rule


def test_every_move_is_kept_with_who_when_why_and_the_document(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.SOLICITING)
    moved(people, design_id, Stage.DRAFT, reason=" 办公室要求重拟 ")
    with reading() as session:
        rows = session.exec(select(DesignMove).order_by(col(DesignMove.id))).all()
    assert [row.to_stage for row in rows] == ["review", "discussion", "soliciting", "draft"]
    assert (rows[-1].reason, rows[-1].person_name) == ("办公室要求重拟", "赵敏")
    assert IndicatorSystem.from_dict(rows[0].document) == replace(tiny_system(), version="2")


def test_minutes_of_an_earlier_round_do_not_serve_again(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.SOLICITING)
    at("2026-03-03 09:00")
    moved(people, design_id, Stage.DRAFT, reason="重拟")
    moved(people, design_id, Stage.REVIEW)
    at("2026-03-04 09:00")
    moved(people, design_id, Stage.DISCUSSION)
    with pytest.raises(Invalid) as caught:
        moved(people, design_id, Stage.SOLICITING)
    assert "会议纪要" in caught.value.problems[0].rule


def test_a_draft_nobody_worked_through_is_deleted_and_one_in_use_is_not(people):
    facts = {"actor": people["赵敏"].actor}
    design_id = drafted(people)
    with writing() as session:
        assert delete_design(session=session, design_id=design_id, version=1, **facts) == "小体系 2"
    assert count(SystemDesign) == 0
    design_id = drafted(people)
    moved(people, design_id, Stage.REVIEW)
    said(people, design_id)
    with writing() as session, pytest.raises(Invalid) as caught:
        delete_design(session=session, design_id=design_id, version=2, **facts)
    assert caught.value.problems[0].rule == "草案已有 1 次阶段变动、 1 条论证意见，不能删除"


def test_what_is_not_there_is_not_found(people):
    with pytest.raises(NotFound):
        edited(people, 99, AddNode("", "C", "丙"), version=1)
