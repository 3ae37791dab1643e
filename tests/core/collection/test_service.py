"""Values come in whole or not at all, and leave only by being withdrawn."""

from dataclasses import replace

import pytest
from sqlmodel import func, select

from core.audit.models import AuditEntry
from core.collection.models import AssessedUnit, LedgerRow, MetricValue, ValueSet
from core.collection.queries import values_of
from core.collection.service import ValueSetDraft, import_values, withdraw_values
from core.collection.values import Unit
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.evidence.models import EvidenceFile
from core.store.session import reading, writing
from tests.builders.evaluation import listed
from tests.core.collection.world import SOURCE, SYSTEM, published, values


def brought(people, version_id, board=None, *, by="李评估", key=None) -> int:
    with writing() as session:
        return import_values(
            session=session,
            actor=people[by].actor,
            draft=ValueSetDraft("三季度县市区指标值", "2020年三季度", version_id),
            values=board or values(),
            source=SOURCE,
            client_key=key,
        )


def withdrawn(people, set_id, version=1, by="李评估") -> str:
    with writing() as session:
        return withdraw_values(session=session, actor=people[by].actor, value_set_id=set_id, version=version)


def rows(table) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def nothing_written() -> bool:
    return not any(rows(table) for table in (ValueSet, MetricValue, AssessedUnit, LedgerRow))


def faults(people, board) -> list[tuple[str, str, int, str]]:
    version_id = published(people)
    files = rows(EvidenceFile)
    with pytest.raises(Invalid, match="没有导入任何数据") as caught:
        brought(people, version_id, board)
    assert nothing_written()
    assert rows(EvidenceFile) == files
    assert all(problem.remedy for problem in caught.value.problems)
    return [(p.rule, p.value, p.row, p.column) for p in caught.value.problems]


def test_an_import_is_kept_with_its_file_and_read_back_as_it_came(people):
    set_id = brought(people, published(people))
    with reading() as session:
        held = session.get_one(ValueSet, set_id)
        again = values_of(session, set_id, SYSTEM)
        kept = session.get_one(EvidenceFile, held.evidence_id)
    assert again == values()
    assert (held.title, held.period, held.imported_by) == ("三季度县市区指标值", "2020年三季度", "李评估")
    assert kept.name == SOURCE.name
    assert str(again.place("371402", "A-1/分子")) == "三季度县市区.xlsx 工作表“指标值”D2"


def test_an_import_leaves_one_entry_with_the_hash_of_its_file(people):
    set_id = brought(people, published(people))
    with reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.object_type == "value_set")).one()
        sha256 = session.get_one(EvidenceFile, session.get_one(ValueSet, set_id).evidence_id).sha256
    assert entry.action == "collection:values:import"
    assert entry.after == {"file": SOURCE.name, "sha256": sha256, "units": 13}


def test_an_unknown_unit_is_named_with_its_cell_and_nothing_is_written(people):
    units = listed("county")
    board = values((*units[:-1], Unit("M05", "市教育体育局"), units[-1]))
    (fault,) = faults(people, board)
    assert fault == ("单位代码不是本体系的考核对象", "M05", 14, "A")


def test_a_wrong_name_is_named_with_its_cell(people):
    first, *others = listed("county")
    (fault,) = faults(people, values((replace(first, name="德城"), *others)))
    assert fault == ("单位名称与代码不符", "德城", 2, "B")


def test_a_missing_unit_is_named(people):
    *others, last = listed("county")
    (fault,) = faults(people, values(tuple(others)))
    assert fault == ("缺少考核对象", f"{last.code} {last.name}", 0, "")


def test_every_fault_is_told_at_once(people):
    first, second, *others = listed("county")
    board = values((replace(first, name="德城"), Unit("999999", "外市某县"), *others))
    found = {(rule, value) for rule, value, _, _ in faults(people, board)}
    assert found == {
        ("单位名称与代码不符", "德城"),
        ("单位代码不是本体系的考核对象", "999999"),
        ("缺少考核对象", f"{second.code} {second.name}"),
    }


def test_a_repeated_submit_imports_once(people):
    version_id = published(people)
    first = brought(people, version_id, key="one-click")
    assert brought(people, version_id, key="one-click") == first
    assert rows(ValueSet) == 1
    assert brought(people, version_id, key="another") != first


def test_only_the_project_manager_and_the_evaluator_import_and_withdraw(people):
    version_id = published(people)
    set_id = brought(people, version_id)
    for name in ("赵敏", "陈填报", "吴德城", "郑市长", "何审计", "王立新"):
        with pytest.raises(NotAllowed, match="项目经理、评估人员"):
            brought(people, version_id, by=name)
        with pytest.raises(NotAllowed, match="项目经理、评估人员"):
            withdrawn(people, set_id, by=name)
    assert rows(ValueSet) == 1


def test_an_unknown_system_is_not_found(people):
    with pytest.raises(NotFound, match="没有这个指标体系版本"):
        brought(people, 99)
    assert nothing_written()


def test_what_is_withdrawn_stays_in_the_database_and_cannot_be_withdrawn_twice(people):
    set_id = brought(people, published(people))
    assert withdrawn(people, set_id, by="孙项目") == "三季度县市区指标值"
    with pytest.raises(NotFound, match="已撤回"):
        withdrawn(people, set_id, version=2)
    assert rows(ValueSet) == 1
    with reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.person_name == "孙项目")).one()
    assert (entry.before, entry.after) == ({"is_withdrawn": False}, {"is_withdrawn": True})


def test_a_stale_screen_cannot_withdraw(people):
    set_id = brought(people, published(people))
    with pytest.raises(Conflict, match="刚被他人修改"):
        withdrawn(people, set_id, version=7)
    with reading() as session:
        assert session.get_one(ValueSet, set_id).is_withdrawn is False
