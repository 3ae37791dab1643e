"""A draft becomes a version once everything is decided and sound, and is frozen from then on."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from core.designs.deliberation import give_opinion
from core.designs.notice import default_notice
from core.designs.publishing import publish_design, write_notice
from core.designs.rules import Stage
from core.designs.tree_edits import AddNode
from core.errors import Conflict, Invalid, NotAllowed
from core.evidence.service import hand_out
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import Monitored
from core.indicators.workbook import read_system, write_system
from core.store.session import reading, writing
from tests.core.designs.drafting import brought_to, drafted, edited, filed, held, moved, seen
from tests.core.scoring.boards import checklist_system, county, department, tiny_system


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def issued(people, design_id: int, *, by="赵敏", version=None, key=None) -> int:
    with writing() as session:
        return publish_design(
            session=session,
            actor=people[by].actor,
            design_id=design_id,
            version=version or held(design_id).version,
            client_key=key,
        )


def test_what_is_published_is_the_draft_to_the_last_character_with_its_workbook(people):
    system = tiny_system(monitored=(Monitored("J1", "调用增速", "A"),))
    design_id = brought_to(people, Stage.SOLICITING, system=system)
    version_id = issued(people, design_id, key="p" * 32)
    assert issued(people, design_id, key="p" * 32) == version_id
    with reading() as session:
        row = session.get_one(IndicatorSystemVersion, version_id)
        assert published(session, version_id) == replace(system, version="2")
        workbook = hand_out(session=session, actor=people["赵敏"].actor, file_id=row.evidence_id)
    assert read_system(workbook.data, workbook.name) == replace(system, version="2")
    view = seen(people, design_id)
    assert (view.row.stage, view.row.published_id) == (Stage.PUBLISHED, version_id)


@pytest.mark.parametrize("make", [department, county, checklist_system])
def test_exported_imported_and_exported_again_a_published_design_is_the_same_file(people, make):
    design_id = brought_to(people, Stage.SOLICITING, system=make())
    version_id = issued(people, design_id)
    with reading() as session:
        system = published(session, version_id)
    data = write_system(system)
    assert read_system(data, "体系.xlsx") == system
    assert write_system(read_system(data, "体系.xlsx")) == data


def test_red_findings_and_undecided_opinions_block_publishing_each_by_name(people):
    nodes = tiny_system().nodes
    broken = tiny_system(nodes=(replace(nodes[0], full_marks=None), *nodes[1:]))
    design_id = brought_to(people, Stage.SOLICITING, system=broken)
    with writing() as session:
        give_opinion(
            session=session, actor=people["钱审核"].actor, design_id=design_id, node_code="A", text="补上满分"
        )
    with pytest.raises(Invalid, match="没有发布") as caught:
        issued(people, design_id)
    rules = [problem.rule for problem in caught.value.problems]
    assert rules[0] == "还有 1 条单位意见没有裁定"
    assert any("末级指标须有大于 0 的满分" in rule for rule in rules)
    assert any("末级指标满分之和应为 100" in rule for rule in rules)
    with reading() as session:
        assert session.exec(select(IndicatorSystemVersion)).first() is None


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REVIEW, Stage.DISCUSSION])
def test_no_stage_is_skipped(people, stage):
    with pytest.raises(Invalid, match="没有发布"):
        issued(people, brought_to(people, stage))


@pytest.mark.parametrize("name", ["孙项目", "李评估", "秦专家", "钱审核", "王立新"])
def test_only_the_authority_publishes(people, name):
    with pytest.raises(NotAllowed):
        issued(people, brought_to(people, Stage.SOLICITING), by=name)


def test_after_publishing_nothing_of_it_changes_whoever_asks(people):
    design_id = brought_to(people, Stage.SOLICITING)
    version_id = issued(people, design_id)
    for act in (
        lambda: edited(people, design_id, AddNode("", "C", "丙")),
        lambda: moved(people, design_id, Stage.DRAFT, reason="想再改改"),
        lambda: filed(people, design_id),
        lambda: issued(people, design_id),
    ):
        with pytest.raises(Invalid):
            act()
    for statement in (
        f"update indicator_system_versions set name = '别的' where id = {version_id}",
        f"delete from indicator_system_versions where id = {version_id}",
    ):
        with pytest.raises(DatabaseError, match="只能新增"), writing() as session:
            session.exec(text(statement))


def test_the_notice_is_written_before_and_closed_after_publishing(people):
    design_id = brought_to(people, Stage.SOLICITING)
    notice = replace(default_notice(tiny_system()), contact="张三 0534-2000000")
    facts = {"actor": people["孙项目"].actor, "design_id": design_id}
    with writing() as session:
        write_notice(session=session, notice=notice, version=held(design_id).version, **facts)
    with pytest.raises(Conflict), writing() as session:
        write_notice(session=session, notice=notice, version=1, **facts)
    with pytest.raises(Invalid), writing() as session:
        write_notice(
            session=session, notice=replace(notice, demands=""), version=held(design_id).version, **facts
        )
    issued(people, design_id)
    with pytest.raises(Invalid), writing() as session:
        write_notice(session=session, notice=notice, version=held(design_id).version, **facts)
    assert seen(people, design_id).notice == notice


def test_a_draft_nobody_moved_keeps_its_default_notice(people):
    view = seen(people, drafted(people))
    assert view.notice == default_notice(view.system)
