"""Several units move together, each with its history and trail, or none of them does."""

import pytest
from sqlmodel import select

from core.administration.moving import move_units
from core.administration.unit_history import Word
from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed
from core.organisations.models import OrganisationChange
from core.store.session import reading

WORD = Word("机构改革，职责划转", "德办发〔2020〕12号")


def moves(table=OrganisationChange) -> int:
    with reading() as session:
        if table is OrganisationChange:
            return len(session.exec(select(table).where(table.kind == "moved")).all())
        rows = session.exec(select(AuditEntry).where(AuditEntry.object_type == "organisation")).all()
        return sum("parent" in (row.after or {}) for row in rows)


def asked(unit, *codes, stale=()):
    return {unit(code).id: unit(code).version - (code in stale) for code in codes}


def test_all_move_with_history_and_trail_of_their_own_and_a_repeated_submit_once(act, unit):
    facts = {"parent_id": unit("M01").id, "word": WORD, "client_key": "one"}
    versions = asked(unit, "M05-01", "M04-01")
    assert act(move_units, versions=versions, **facts) == 2
    assert act(move_units, versions=versions, **facts) == 2
    assert {unit("M05-01").parent_id, unit("M04-01").parent_id} == {unit("M01").id}
    assert (moves(), moves(AuditEntry)) == (2, 2)


def test_one_that_may_not_go_keeps_all_where_they_are_and_each_is_named(act, unit):
    before = unit("M05-01").parent_id
    with pytest.raises(Invalid, match="一个机构也没有移动") as refused:
        act(
            move_units,
            versions=asked(unit, "M05-01", "371402-01", "M01-01"),
            parent_id=unit("M01").id,
            word=WORD,
        )
    rules = [problem.rule for problem in refused.value.problems]
    assert rules[0].startswith(unit("371402-01").name)
    assert rules[1] == "已经在这个上级之下"
    assert (unit("M05-01").parent_id, moves(), moves(AuditEntry)) == (before, 0, 0)


def test_a_unit_is_not_moved_beside_its_own_parent(act, unit):
    with pytest.raises(Invalid) as refused:
        act(move_units, versions=asked(unit, "M05", "M05-01"), parent_id=unit("Z01").id, word=WORD)
    assert "的下级也在所选之中" in refused.value.problems[0].rule
    with pytest.raises(Invalid):
        act(move_units, versions={}, parent_id=unit("M01").id, word=WORD)


def test_one_changed_meanwhile_stops_all_and_others_may_not(act, unit):
    facts = {"parent_id": unit("M01").id, "word": WORD}
    with pytest.raises(Conflict):
        act(move_units, versions=asked(unit, "M04-01", "M05-01", stale=("M05-01",)), **facts)
    assert moves() == 0
    with pytest.raises(NotAllowed):
        act(move_units, who="赵敏", versions=asked(unit, "M05-01"), **facts)
