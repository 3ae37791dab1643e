"""What was appended stays as it was, whoever asks."""

from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from core.access.models import AccountHandover, Person
from core.audit.models import AuditEntry
from core.clock import now
from core.collection.models import (
    CollectedValue,
    CollectionRun,
    DataSource,
    MetricSource,
    RunState,
    Trigger,
)
from core.designs.models import DesignFile, DesignMove, SystemDesign
from core.designs.rules import FileKind
from core.evidence.models import EvidenceFile, Purpose
from core.indicators.models import IndicatorSystemVersion
from core.library.models import LibraryVersion
from core.organisations.models import Organisation, OrganisationChange
from core.organisations.rules import ChangeKind
from core.projects.models import (
    ChaseCall,
    Project,
    ProjectAdjustment,
    ProjectMove,
    ProjectRound,
    RoundExtension,
)
from core.projects.rules import RoundKind
from core.questionnaires.models import Questionnaire, QuestionnaireMove, QuestionnaireVersion
from core.responses.models import Response, ResponseReturn, ResponseSubmission
from core.responses.rules import Way
from core.results.models import EditionKind, ResultEdition, RoundEdition
from core.store import triggers
from core.store.base import Base
from core.store.session import writing
from core.weighting.models import WeightingRecord


def a_project(session: Session) -> int:
    """A project that rows below may belong to."""
    project = Project(code="P", name="项目", year=2020, created_at=now(), created_by="赵敏", changed_at=now())
    session.add(project)
    session.flush()
    return project.id


def a_unit_of_a_round(session: Session) -> dict[str, int]:
    """A round and a unit that owes it something."""
    day = now().date()
    facts = {"code": "R", "name": "轮次", "period": "2020", "kind": RoundKind.QUARTERLY, "order_no": 1}
    turn = ProjectRound(project_id=a_project(session), opens_on=day, closes_on=day, **facts)
    unit = Organisation(code="M01", name="单位", short_name="单位", kind="department")
    session.add_all([turn, unit])
    session.flush()
    return {"round_id": turn.id, "organisation_id": unit.id}


def a_row(table: str, session: Session) -> Base:
    """One sound row for each append-only table, with what it belongs to."""
    match table:
        case "account_handovers":
            people = [
                Person(login=login, name=login, password_hash="", password_changed_at=now()) for login in "ab"
            ]
            session.add_all(people)
            session.flush()
            facts = {"leaver_name": "a", "successor_name": "b", "roles": "专家", "handed_by": "王立新"}
            ids = {"leaver_id": people[0].id, "successor_id": people[1].id}
            return AccountHandover(at=now(), reason="调动", **ids, **facts)
        case "audit_entries":
            return AuditEntry(at=now(), person_name="赵敏", action="a:b:c", object_type="x", client_key="k")
        case "chase_calls":
            facts = {"way": "电话", "called": "张三", "phone": "0534-1", "outcome": "已告知"}
            return ChaseCall(**a_unit_of_a_round(session), at=now(), person_name="赵敏", **facts)
        case "round_extensions":
            facts = {"indicator": "", "is_on_time": True, "reason": "停电", "approver": "赵敏"}
            return RoundExtension(
                **a_unit_of_a_round(session), until=now(), at=now(), person_name="赵敏", **facts
            )
        case "project_adjustments":
            facts = {"kind": "add", "before": "", "after": "", "reason": "x", "approver": "x", "basis": "x"}
            unit = a_unit_of_a_round(session)["organisation_id"]
            return ProjectAdjustment(
                project_id=1, organisation_id=unit, at=now(), person_name="赵敏", **facts
            )
        case "collected_values":
            facts = {"unit_code": "M01", "column": "A-1/分子", "number": 1.0, "data_at": now()}
            return CollectedValue(run_id=1, metric_source_id=1, **facts)
        case "design_files" | "design_moves":
            return a_row_of_a_draft(table, session)
        case "evidence_files":
            file = {"name": "a.xlsx", "media_type": "x", "size": 1, "purpose": Purpose.SOURCE}
            return EvidenceFile(sha256="00", object_key="00/00", at=now(), **file)
        case "indicator_system_versions":
            facts = {"code": "S", "name": "体系", "audience": "department", "version_label": "1"}
            return IndicatorSystemVersion(
                sha256="00", content={}, published_at=now(), published_by="赵敏", **facts
            )
        case "organisation_changes":
            facts = {"organisation_id": 1, "code": "M01", "name": "市公安局", "kind": ChangeKind.MOVED}
            return OrganisationChange(at=now(), person_name="王立新", **facts)
        case "library_versions":
            facts = {"code": "X1", "number": 1, "act": "added", "reason": "", "sha256": "00"}
            return LibraryVersion(content={}, at=now(), person_name="赵敏", **facts)
        case "project_moves":
            facts = {"from_state": "not_started", "to_state": "running", "person_name": "赵敏"}
            return ProjectMove(project_id=a_project(session), at=now(), reason="同意", **facts)
        case "questionnaire_moves":
            facts = {"from_state": "draft", "to_state": "open", "person_name": "赵敏"}
            return QuestionnaireMove(questionnaire_id=1, at=now(), reason="", **facts)
        case "questionnaire_versions":
            facts = {"questionnaire_id": 1, "number": 1, "title": "问卷", "document": {}, "sha256": "00"}
            return QuestionnaireVersion(published_at=now(), published_by="赵敏", reason="", **facts)
        case "response_returns":
            facts = {"response_id": a_response(session), "number": 1, "question": "Q1", "reason": "不符"}
            return ResponseReturn(at=now(), person_name="孙项目", **facts)
        case "response_submissions":
            facts = {"response_id": a_response(session), "number": 1, "version_id": 1, "document": {}}
            facts |= {"sha256": "00", "way": Way.ONLINE, "is_on_time": True}
            return ResponseSubmission(at=now(), person_name="吴德城", **facts)
        case "round_editions":
            day = now().date()
            facts = {"code": "R", "name": "轮次", "period": "2020", "kind": RoundKind.QUARTERLY}
            turn = ProjectRound(
                project_id=a_project(session), opens_on=day, closes_on=day, order_no=1, **facts
            )
            edition = a_row("result_editions", session)
            session.add_all([turn, edition])
            session.flush()
            return RoundEdition(round_id=turn.id, edition_id=edition.id)
        case "result_editions":
            facts = {"code": "E", "title": "版次", "period": "2020", "kind": EditionKind.INITIAL}
            return ResultEdition(sha256="00", content=b"{}", frozen_at=now(), frozen_by="赵敏", **facts)
        case "weighting_records":
            facts = {"system_code": "S", "system_title": "体系 1", "group_code": "", "group_name": "一级指标"}
            kept = {"target": {}, "inputs": {}, "result": {}, "sha256": "00", "note": ""}
            return WeightingRecord(method="ahp", recorded_at=now(), person_name="赵敏", **facts, **kept)
    raise AssertionError(f"no sample for {table}; add one")


def a_response(session: Session) -> int:
    """A response of a unit to a published questionnaire."""
    version = a_row("questionnaire_versions", session)
    moments = {"created_at": now(), "changed_at": now()}
    names = {"code": "WJ", "title": "问卷", "created_by": "赵敏", "changed_by": "赵敏", "last_change": "建立"}
    held = Questionnaire(document={}, **names, **moments)
    unit = Organisation(code="M01", name="单位", short_name="单位", kind="department")
    session.add_all([version, held, unit])
    session.flush()
    ids = {"questionnaire_id": held.id, "version_id": version.id, "organisation_id": unit.id}
    row = Response(place="1:0:1", begun_at=now(), begun_by="吴德城", **ids)
    session.add(row)
    session.flush()
    return row.id


def a_row_of_a_draft(table: str, session: Session) -> Base:
    """A move or a file of a draft."""
    moments = {"stage_since": now(), "created_at": now(), "changed_at": now()}
    names = {"code": "S", "title": "体系", "version_label": "2", "audience": "department", "scheme": "marks"}
    draft = SystemDesign(
        document={}, created_by="赵敏", changed_by="赵敏", last_change="建立", **names, **moments
    )
    session.add(draft)
    session.flush()
    if table == "design_moves":
        facts = {"from_stage": "draft", "to_stage": "review", "person_name": "赵敏"}
        return DesignMove(design_id=draft.id, at=now(), reason="", document={}, **facts)
    kept = a_row("evidence_files", session)
    session.add(kept)
    session.flush()
    facts = {"kind": FileKind.MINUTES, "name": "纪要.pdf", "note": "", "person_name": "赵敏"}
    return DesignFile(design_id=draft.id, evidence_id=kept.id, at=now(), **facts)


def below_a_collected_value(session: Session) -> tuple[Base, ...]:
    """What a collected value rests on."""
    days = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    return (
        a_row("indicator_system_versions", session),
        DataSource(id=1, code="exchange", name="平台", kind="sql"),
        MetricSource(
            id=1, system_version_id=1, metric_code="A-1", data_source_id=1, query="select 1", unit_field="unit",
            every_minutes=60, first_due=now(), **days
        ),
        CollectionRun(
            id=1, metric_source_id=1, due_at=now(), trigger=Trigger.MANUAL, state=RunState.DONE,
            requested_by="赵敏", not_before=now(), query="select 1", **days
        ),
    )  # fmt: skip


@pytest.fixture(params=triggers.APPEND_ONLY)
def row(request: pytest.FixtureRequest, engine: Engine) -> Base:
    with writing(engine) as session:
        for each in below_a_collected_value(session) if request.param == "collected_values" else ():
            session.add(each)
            session.flush()
        row = a_row(request.param, session)
        session.add(row)
    return row


def whole(engine: Engine, row: Base) -> dict[str, object]:
    with engine.connect() as connection:
        return dict(connection.execute(Base.metadata.tables[row.__tablename__].select()).mappings().one())


def test_the_database_refuses_to_change_what_was_appended(engine: Engine, row: Base):
    before = whole(engine, row)
    column = {
        "account_handovers": "reason",
        "audit_entries": "reason",
        "organisation_changes": "reason",
        "collected_values": "unit_code",
        "design_files": "note",
        "design_moves": "reason",
        "chase_calls": "outcome",
        "project_adjustments": "reason",
        "project_moves": "reason",
        "questionnaire_moves": "reason",
        "response_returns": "reason",
        "round_extensions": "reason",
        "round_editions": "round_id",
    }.get(row.__tablename__, "sha256")
    for act in ("update {} set id = id + 1", "update {} set {} = '7'", "delete from {}"):
        with pytest.raises(DatabaseError, match="只能新增"), engine.begin() as connection:
            connection.execute(text(act.format(row.__tablename__, column)))
    assert whole(engine, row) == before


def test_the_session_cannot_change_it_either(engine: Engine, row: Base):
    before = whole(engine, row)
    with pytest.raises(DatabaseError, match="只能新增"), writing(engine) as session:
        session.delete(session.get_one(type(row), row.id))
    assert whole(engine, row) == before


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_emptying_the_whole_table_is_refused_too(engine: Engine, row: Base):
    with pytest.raises(DatabaseError, match="只能新增"), engine.begin() as connection:
        connection.execute(text(f"truncate {row.__tablename__} cascade"))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_inserting_over_a_row_is_refused_and_the_row_stays(engine: Engine, row: Base):
    before = whole(engine, row)
    table = Base.metadata.tables[row.__tablename__]
    with pytest.raises(DatabaseError, match="只能新增"), engine.begin() as connection:
        connection.execute(table.insert().prefix_with("or replace").values(**before))
    assert whole(engine, row) == before


def test_every_append_only_table_has_its_triggers(engine: Engine):
    acts = ("update", "delete") if engine.dialect.name == "sqlite" else ("update", "delete", "truncate")
    with engine.connect() as connection:
        found = triggers.present(connection)
    assert found == {f"{table}_no_{act}" for table in triggers.APPEND_ONLY for act in acts}
