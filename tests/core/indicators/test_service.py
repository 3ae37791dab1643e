"""A published system is frozen; the same again is the same version, anything else is a new one."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import func, select

from core.audit.models import AuditEntry
from core.errors import Conflict, NotAllowed
from core.evidence.models import EvidenceFile
from core.evidence.service import XLSX, FileContent, hand_out
from core.indicators.models import IndicatorSystemVersion
from core.indicators.service import publish_system
from core.store.session import reading, writing
from tests.core.scoring.boards import tiny_system

SOURCE = FileContent("小体系.xlsx", XLSX, b"the workbook it was read from")


def published(people, name="赵敏", *, key=None, source=SOURCE, **changes) -> int:
    with writing() as session:
        return publish_system(
            session=session,
            actor=people[name].actor,
            system=tiny_system(**changes),
            source=source,
            client_key=key,
        )


def rows(table) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_system_is_kept_whole_with_its_hash_and_its_workbook(people):
    version_id = published(people)
    with reading() as session:
        held = session.get_one(IndicatorSystemVersion, version_id)
        workbook = hand_out(session=session, actor=people["赵敏"].actor, file_id=held.evidence_id)
    assert held.sha256 == tiny_system().sha256
    assert held.content == tiny_system().to_dict()
    assert held.published_by == "赵敏"
    assert workbook == SOURCE


def test_publishing_leaves_one_entry_in_the_trail(people):
    version_id = published(people)
    with reading() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.object_type == "indicator_system_version")
        ).one()
    assert entry.object_id == str(version_id)
    assert entry.object_name == "小体系 1"
    assert entry.after == {"sha256": tiny_system().sha256, "file": "小体系.xlsx"}


def test_the_same_content_twice_is_one_version(people):
    first = published(people)
    assert published(people, "孙项目") == first
    assert rows(IndicatorSystemVersion) == 1
    assert rows(EvidenceFile) == 1


def test_other_content_under_the_same_version_is_refused_and_nothing_is_kept(people):
    published(people)
    with pytest.raises(Conflict, match=r"小体系.*“1”已发布并冻结.*新的版本号"):
        published(
            people,
            name="孙项目",
            source=replace(SOURCE, data=b"other"),
            bonus_cap=tiny_system().bonus_cap + 1,
        )
    assert rows(IndicatorSystemVersion) == 1
    assert rows(EvidenceFile) == 1


def test_a_new_version_label_is_a_new_version(people):
    first = published(people)
    assert published(people, version="2") != first
    assert rows(IndicatorSystemVersion) == 2


def test_the_database_refuses_to_change_a_published_version(people, engine):
    published(people)
    for statement in (
        "update indicator_system_versions set name = '改'",
        "delete from indicator_system_versions",
    ):
        with pytest.raises(DBAPIError, match="只能新增"), engine.begin() as connection:
            connection.execute(text(statement))


def test_a_repeated_submit_publishes_once(people):
    first = published(people, key="one-click")
    assert published(people, key="one-click") == first
    assert published(people, key="one-click", version="2") == first
    assert rows(IndicatorSystemVersion) == 1


def test_only_the_authority_and_the_project_manager_publish(people):
    for name in ("李评估", "陈填报", "吴德城", "郑市长", "何审计", "王立新", "秦专家", "韩运维"):
        with pytest.raises(NotAllowed, match="主管部门、项目经理"):
            published(people, name)
    assert rows(IndicatorSystemVersion) == 0
