"""The whole demonstration on a real database, and again on the same one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from core.access.models import AccountSlip, Person, PersonRole
from core.access.passwords import matches
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.collection.models import RoundImport, ValueSet
from core.collection.queries import value_sets
from core.demo.build import DemoAccount, build_demo, build_reference
from core.demo.stories import PERIODS, people
from core.evidence.models import EvidenceFile
from core.organisations.queries import path
from core.projects.models import Project, ProjectMove, ProjectRound
from core.projects.staff import staff
from core.results.models import ResultEdition
from core.settings import settings
from core.store import migrate
from core.store.engine import engine_for
from core.store.session import reading, writing

SYSTEM = Actor.system()


@dataclass(frozen=True, slots=True)
class Built:
    """A built installation."""

    engine: Engine
    folder: Path
    accounts: list[DemoAccount]


def _migrated(folder: Path) -> Engine:
    engine = engine_for(f"sqlite:///{folder / 'shuping.db'}")
    migrate.upgrade(engine)
    return engine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The demonstration in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", str(folder))
        settings.cache_clear()
        engine = _migrated(folder)
        yield Built(engine, folder, build_demo(engine))
        engine.dispose()
    settings.cache_clear()


def _rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_told_account_is_there_with_a_password_that_opens_it(built):
    with reading(built.engine) as session:
        held = {person.login: person for person in session.exec(select(Person))}
    assert [account.login for account in built.accounts] == [story.login for story in people()]
    assert set(held) == {account.login for account in built.accounts}
    for account in (built.accounts[0], built.accounts[-1]):
        assert matches(account.password, held[account.login].password_hash)
    assert all(person.is_demo and not person.must_change_password for person in held.values())


def test_accounts_sit_where_they_work_and_are_printed_with_chinese_roles(built):
    roles = {account.login: account.roles for account in built.accounts}
    assert roles["jiaoti"] == "部门填报员"
    assert roles["mishu"] == "秘书（代看）"
    with reading(built.engine) as session:
        filler = session.exec(select(Person).where(Person.login == "jiaoti")).one()
        assert path(session, filler.organisation_id)[-2:] == ("德州市教育和体育局", "基础教育科")


def test_the_year_is_the_newest_edition_and_has_four_quarters_before_it(built):
    with reading(built.engine) as session:
        editions = session.exec(select(ResultEdition).order_by(col(ResultEdition.id))).all()
    assert [edition.code for edition in editions] == [
        "2020-一季度",
        "2020-二季度",
        "2020-三季度",
        "2020-四季度",
        "2020-初评",
    ]
    assert editions[-1].title == "德州市2020年度公共数据共享绩效评估初评结果（演示）"
    assert all(edition.title.endswith("（演示）") for edition in editions)
    assert len(editions[-1].sha256) == 64


def test_both_boards_came_in_through_workbooks_that_are_kept(built):
    with reading(built.engine) as session:
        sets = value_sets(session=session, actor=SYSTEM)
        kept = session.exec(select(EvidenceFile)).all()
    assert {(held.period, held.audience) for held in sets} == {
        (period.name, audience) for period in PERIODS for audience in ("department", "county")
    }
    assert len(sets) == 10
    # Two systems, ten sets of values, the tasks, the library, and the minutes of the draft system.
    assert len(kept) == 15
    for file in kept:
        data = (built.folder / "evidence" / file.object_key).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)


def test_the_units_read_whom_to_call_about_the_project(built):
    with reading(built.engine) as session:
        project_id = session.exec(select(Project.id)).one()
        told = [row.told() for row in staff(session=session, actor=SYSTEM, project_id=project_id)]
    assert told == ["周立衡（项目负责人） 0534-0000901", "许明澈（评估人员） 0534-0000902"]


def test_a_second_build_does_nothing(built):
    tables = (
        Person,
        ResultEdition,
        EvidenceFile,
        AuditEntry,
        Project,
        ProjectRound,
        ProjectMove,
        RoundImport,
    )
    with reading(built.engine) as session:
        before = [_rows(session, table) for table in tables]
    assert build_demo(built.engine) == []
    with reading(built.engine) as session:
        assert [_rows(session, table) for table in tables] == before


def test_an_interrupted_build_is_taken_up_where_it_stopped(built):
    with writing(built.engine) as session:
        lost = session.exec(select(Person).where(Person.login == "shenji")).one()
        for table in (PersonRole, AccountSlip):
            for row in session.exec(select(table).where(table.person_id == lost.id)):
                session.delete(row)
        session.flush()
        session.delete(lost)
    with reading(built.engine) as session:
        before = [_rows(session, table) for table in (ResultEdition, ValueSet, EvidenceFile, ProjectMove)]
    assert [account.login for account in build_demo(built.engine)] == ["shenji"]
    with reading(built.engine) as session:
        tables = (ResultEdition, ValueSet, EvidenceFile, ProjectMove)
        assert [_rows(session, table) for table in tables] == before


def test_no_password_stands_in_clear_anywhere_on_the_disk(built):
    with built.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [file for file in built.folder.rglob("*") if file.is_file()]
    assert any(file.name == "shuping.db" for file in files)
    content = b"".join(file.read_bytes() for file in files)
    assert b"jiaoti_sh" in content
    for account in built.accounts:
        assert account.password.encode() not in content
        assert account.password.replace("-", "").encode() not in content


def test_an_installation_may_have_the_reference_data_alone(tmp_path):
    engine = _migrated(tmp_path)
    build_reference(engine)
    build_reference(engine)
    with reading(engine) as session:
        assert _rows(session, Person) == 0
        assert path(session, 1) == ("德州市",)
    engine.dispose()
