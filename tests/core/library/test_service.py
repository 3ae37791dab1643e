"""Verbs on one indicator: what they change, what they leave behind, what they refuse."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlmodel import select

from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.evidence.service import XLSX, FileContent
from core.indicators.service import publish_system
from core.library.models import LibraryVersion
from core.library.service import add_indicator, delete_indicator, edit_indicator, switch_indicator
from core.store.session import reading
from tests.builders.indicators import LIST, RATE, indicator, watched
from tests.core.library.conftest import held
from tests.core.scoring.boards import tiny_system


def versions(code: str = "X1") -> list[tuple[int, str, str, str]]:
    with reading() as session:
        query = select(LibraryVersion).where(LibraryVersion.code == code).order_by(LibraryVersion.number)
        return [(row.number, row.act, row.person_name, row.reason) for row in session.exec(query)]


def last_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def edit(act, row, wanted, *, reason: str = "按新规调整", **facts):
    asked = {"indicator_id": row.id, "indicator": wanted, "version": row.version, "reason": reason}
    return act(edit_indicator, **asked | facts)


def test_an_added_indicator_has_a_first_version_and_a_trail(act):
    found = act(add_indicator, indicator=indicator(), client_key="one")
    assert act(add_indicator, indicator=indicator(), client_key="one") == found
    row = held("X1")
    assert (row.id, row.number, row.dimension, row.metrics, row.full_marks) == (found, 1, "资产清查", 2, 5.5)
    assert versions() == [(1, "added", "赵敏", "")]
    entry = last_entry()
    assert (entry.action, entry.object_name) == ("indicators:library:edit", "X1 目录编制X1")


def test_everything_wrong_is_told_at_once_and_nothing_is_written(act, added):
    wrong = indicator(name="", dimension="宇宙", metrics=(replace(RATE, share=Fraction(5)), LIST))
    with pytest.raises(Invalid, match="没有新增，有 4 处不合规") as refused:
        act(add_indicator, indicator=wrong)
    told = [problem.rule for problem in refused.value.problems]
    assert "“编码”已被使用" in told
    assert "“名称”：缺少名称" in told
    assert "“维度”：“维度”不在可选范围内" in told
    assert "子项 X1-1：指标 X1 各子项占比之和应为 100" in told
    assert versions() == [(1, "added", "赵敏", "")]


def test_an_edit_is_a_new_version_and_the_same_again_is_none(act, added):
    assert edit(act, added, indicator(name="目录编制率", full_marks=Decimal(6)), client_key="two") == 2
    assert edit(act, added, indicator(name="目录编制率"), client_key="two") == 2
    assert (held("X1").name, held("X1").full_marks) == ("目录编制率", 6)
    assert versions()[1:] == [(2, "edited", "赵敏", "按新规调整")]
    entry = last_entry()
    assert entry.before == {"名称": "目录编制X1", "满分": "5.5分"}
    assert entry.after == {"名称": "目录编制率", "满分": "6分"}
    assert edit(act, held("X1"), indicator(name="目录编制率", full_marks=Decimal(6))) == 2
    assert len(versions()) == 2


def test_of_two_people_the_second_is_told_both_values_who_and_when(act, added):
    edit(act, added, indicator(name="甲改的"), who="孙项目")
    with pytest.raises(Conflict, match=r"“甲改的”已被孙项目于 .*名称现为“甲改的”，您要改为“乙改的”"):
        edit(act, added, indicator(name="乙改的"))
    with pytest.raises(Conflict, match="已被孙项目于"):
        act(switch_indicator, indicator_id=added.id, active=False, version=added.version, reason="停")
    with pytest.raises(Conflict, match="已被孙项目于"):
        act(delete_indicator, indicator_id=added.id, version=added.version, reason="删")
    assert held("X1").name == "甲改的"


def test_a_code_stays_and_a_reason_is_asked_for(act, added):
    with pytest.raises(Invalid) as refused:
        edit(act, added, replace(watched("T1")), reason="  ")
    told = [problem.rule for problem in refused.value.problems]
    assert told == ["“编码”登记后不能改", "“理由”须填写，不超过 200 字"]


def test_a_stopped_indicator_keeps_its_content_and_comes_back(act, added):
    facts = {"indicator_id": added.id, "reason": "不再使用"}
    act(switch_indicator, **facts, active=False, version=added.version)
    assert held("X1").is_active is False
    act(switch_indicator, **facts, active=True, version=held("X1").version)
    assert [each[1] for each in versions()] == ["added", "stopped", "resumed"]
    assert held("X1").is_active is True


def test_an_indicator_a_system_holds_is_kept_and_the_systems_are_named(act, people):
    system = tiny_system()
    leaf = system.leaves[0]
    act(add_indicator, indicator=indicator(leaf.code))
    source = FileContent("x.xlsx", XLSX, b"x")
    act(publish_system, system=system, source=source)
    row = held(leaf.code)
    with pytest.raises(Conflict, match=rf"指标 {leaf.code} .*不能删除：1 个体系引用了它（“小体系 1”）.*停用"):
        act(delete_indicator, indicator_id=row.id, version=row.version, reason="重复")
    assert held(leaf.code) is not None


def test_a_deleted_indicator_leaves_its_history_and_its_code_goes_on_counting(act, added):
    act(delete_indicator, indicator_id=added.id, version=added.version, reason="登记错了", client_key="d")
    act(delete_indicator, indicator_id=added.id, version=added.version, reason="登记错了", client_key="d")
    assert held("X1") is None
    act(add_indicator, indicator=indicator(), reason="重新登记")
    assert versions() == [
        (1, "added", "赵敏", ""),
        (2, "deleted", "赵敏", "登记错了"),
        (3, "added", "赵敏", "重新登记"),
    ]
    with pytest.raises(NotFound, match="刷新列表"):
        act(delete_indicator, indicator_id=added.id + 50, version=1, reason="x")


@pytest.mark.parametrize("who", ["李评估", "陈填报", "何审计", "王立新"])
def test_those_who_only_read_change_nothing(act, added, who):
    with pytest.raises(NotAllowed, match="维护指标库"):
        edit(act, added, indicator(name="改"), who=who)
    with pytest.raises(NotAllowed):
        act(add_indicator, indicator=watched(), who=who)
    with pytest.raises(NotAllowed):
        act(delete_indicator, indicator_id=added.id, version=1, reason="x", who=who)
    assert versions() == [(1, "added", "赵敏", "")]
