"""Verbs on one unit: what they change, what they leave behind, what they refuse."""

from dataclasses import replace

import pytest
from sqlmodel import select

from core.administration.unit_checks import UnitDraft
from core.administration.unit_history import Word
from core.administration.unit_queries import history
from core.administration.units import add_unit, delete_unit, edit_unit, move_unit, rename_unit, switch_unit
from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.organisations.models import Organisation
from core.organisations.rules import ChangeKind
from core.store.session import reading

WORD = Word("机构改革", "德办发〔2020〕12号")


def draft(parent_id: int, **facts) -> UnitDraft:
    return replace(
        UnitDraft("M43", "德州市数据局", "市数据局", "department", parent_id, order_no=43), **facts
    )


def changes(unit_id: int) -> list[tuple[ChangeKind, str, str]]:
    with reading() as session:
        return [(row.kind, row.before, row.after) for row in history(session, unit_id)]


def test_a_unit_is_added_below_its_parent_with_history_and_trail(act, unit):
    found = act(add_unit, draft=draft(unit("DZ").id, is_assessed=True, group_name="一"))
    added = unit("M43")
    assert (added.id, added.parent_id, added.group_name, added.is_active) == (
        found,
        unit("DZ").id,
        "一",
        True,
    )
    assert changes(added.id) == [(ChangeKind.ADDED, "", "德州市数据局")]
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.object_name) == ("organisations:tree:edit", "M43 德州市数据局")


def test_a_second_click_adds_nothing(act, unit):
    first = act(add_unit, draft=draft(unit("DZ").id), client_key="click")
    assert act(add_unit, draft=draft(unit("DZ").id), client_key="click") == first


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"code": "M01"}, "机构代码已被使用"),
        ({"code": "M 1"}, "机构代码须为"),
        ({"name": " "}, "机构名称不能为空"),
        ({"name": "德州市公安局"}, "同一上级下已有同名机构"),
        ({"kind": "county_unit"}, "县直部门不能挂在市“德州市”之下"),
        ({"kind": "empire"}, "没有这种机构类别"),
        ({"is_assessed": True, "group_name": "九"}, "参评单位须有考核分组"),
        ({"uscc": "91370000000000000X"}, "统一社会信用代码"),
        ({"order_no": 0}, "序号须在 1 到 99999 之间"),
    ],
)
def test_what_is_wrong_with_a_new_unit_is_named_and_nothing_is_written(act, unit, facts, rule):
    wanted = draft(unit("DZ").id, **facts)
    with pytest.raises(Invalid) as refused:
        act(add_unit, draft=wanted)
    assert [problem for problem in refused.value.problems if problem.rule.startswith(rule)]
    with reading() as session:
        assert session.exec(select(Organisation).where(Organisation.code == "M43")).first() is None


def test_an_edit_keeps_code_kind_name_and_place_whatever_a_browser_sends(act, unit):
    held = unit("M01")
    forged = UnitDraft("X9", "假局", "公安", "county", unit("371402").id, "二", True, "", 7)
    act(edit_unit, unit_id=held.id, draft=forged, version=held.version)
    after = unit("M01")
    assert (after.code, after.name, after.kind, after.parent_id) == (
        held.code,
        held.name,
        held.kind,
        held.parent_id,
    )
    assert (after.short_name, after.group_name, after.order_no) == ("公安", "二", 7)


def test_the_second_of_two_editors_is_told_both_values_and_who_was_first(act, unit, at):
    at("2026-03-02 09:30")
    held = unit("M01")
    same = UnitDraft(
        held.code, held.name, "公安", held.kind, held.parent_id, held.group_name, held.is_assessed
    )
    act(edit_unit, unit_id=held.id, draft=same, version=held.version)
    with pytest.raises(Conflict, match=r"王立新于 2026-03-02 09:30 修改.*简称现为“公安”，您要改为“警局”"):
        act(edit_unit, unit_id=held.id, draft=replace(same, short_name="警局"), version=held.version)
    assert unit("M01").short_name == "公安"


def test_a_new_name_rests_on_a_document_and_keeps_the_old_one_in_history(act, unit):
    held = unit("M01")
    facts = {"unit_id": held.id, "name": "德州市公安总局", "short_name": "", "version": held.version}
    with pytest.raises(Invalid, match="机构没有变更"):
        act(rename_unit, word=Word("", ""), **facts)
    act(rename_unit, word=WORD, **facts)
    with reading() as session:
        [row] = history(session, held.id)
    assert (row.kind, row.before, row.after) == (ChangeKind.RENAMED, held.name, "德州市公安总局")
    assert (row.reason, row.basis, row.person_name) == (WORD.reason, WORD.basis, "王立新")


def test_a_section_moves_and_nothing_moves_below_itself_or_where_it_may_not_hang(act, unit):
    section = unit("M05-01")
    facts = {"unit_id": section.id, "word": WORD, "version": section.version}
    act(move_unit, parent_id=unit("M01").id, **facts)
    assert unit("M05-01").parent_id == unit("M01").id
    home = unit("M01")
    for target, rule in (("M05-01", "不能移到自己或自己的下级之下"), ("371402", "市级部门不能挂在县市区")):
        with pytest.raises(Invalid) as refused:
            act(move_unit, unit_id=home.id, parent_id=unit(target).id, word=WORD, version=home.version)
        assert refused.value.problems[0].rule.startswith(rule)
    county_unit = unit("371402-01")
    with pytest.raises(Invalid, match="没有移动"):
        act(move_unit, unit_id=county_unit.id, parent_id=home.id, word=WORD, version=county_unit.version)


def test_a_unit_stops_only_after_those_below_and_resumes_only_after_the_one_above(act, unit):
    home = unit("M05")
    with pytest.raises(Invalid) as refused:
        act(switch_unit, unit_id=home.id, active=False, word=WORD, version=home.version)
    assert "在用的下级机构" in refused.value.problems[0].rule
    section = unit("M05-01")
    act(switch_unit, unit_id=section.id, active=False, word=WORD, version=section.version)
    assert not unit("M05-01").is_active
    assert changes(section.id)[0][0] == ChangeKind.STOPPED


def test_a_unit_somebody_refers_to_is_not_deleted_and_the_sentence_says_what_does(act, unit):
    held = unit("M05")
    with pytest.raises(Conflict, match=r"“德州市教育和体育局”不能删除：.*下级机构、1 个用户引用了它.*请停用"):
        act(delete_unit, unit_id=held.id, version=held.version)


def test_a_unit_nothing_refers_to_goes_and_its_history_stays(act, unit):
    added = act(add_unit, draft=draft(unit("DZ").id))
    act(delete_unit, unit_id=added, version=unit("M43").version)
    with reading() as session:
        assert session.get(Organisation, added) is None
    assert [kind for kind, _, _ in changes(added)] == [ChangeKind.DELETED, ChangeKind.ADDED]
    with pytest.raises(NotFound):
        act(delete_unit, unit_id=added, version=1)


@pytest.mark.parametrize("who", ["赵敏", "吴德城", "何审计", "陈填报"])
def test_nobody_but_an_administrator_changes_the_tree(act, unit, who):
    with pytest.raises(NotAllowed, match="维护机构"):
        act(add_unit, who=who, draft=draft(unit("DZ").id))
