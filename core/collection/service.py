"""Bringing values in, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.collection.models import AssessedUnit, ExpertScore, LedgerRow, MetricValue, ValueSet
from core.collection.rounds import attach, round_problems
from core.collection.values import NUMBER, ExpertMark, LedgerEntry, Values
from core.errors import Conflict, Invalid, NotFound, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.indicators.queries import published
from core.organisations.queries import Unit as Organisation
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.projects.queries import round_of
from core.projects.roll import Member, taking_part


@dataclass(frozen=True, slots=True)
class ValueSetDraft:
    """What one import is called, which system it is for, and the round of a project it is for, if any."""

    title: str
    period: str
    system_version_id: int
    round_id: int | None = None


def import_values(
    *,
    session: Session,
    actor: Actor,
    draft: ValueSetDraft,
    values: Values,
    source: FileContent,
    client_key: str | None = None,
) -> int:
    """Write a checked values workbook; returns the id of the new set.

    Raises `Invalid` naming each row whose unit is not an assessed organisation of the system's
    audience, and each assessed organisation that is missing; nothing is written then. For a round these
    are the project's organisations without those excused from it, and the round must be open.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_IMPORT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    system = published(session, draft.system_version_id)
    known = _wanted(session, draft, system.audience)
    problems = _unit_problems(values, known)
    if problems:
        raise Invalid("单位名单与考核对象不一致，没有导入任何数据", problems=problems)
    kept = keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    value_set = ValueSet(
        title=draft.title,
        period=draft.period,
        system_version_id=draft.system_version_id,
        evidence_id=kept.id or 0,
        imported_at=clock.now(),
        imported_by=actor.name,
    )
    session.add(value_set)
    session.flush()
    write_cells(session, value_set.id or 0, values, source.name)
    if draft.round_id is not None:
        session.flush()
        attach(session, actor, draft.round_id, value_set)
    record(
        session=session,
        actor=actor,
        action=Permission.COLLECTION_VALUES_IMPORT,
        object_type="value_set",
        object_id=str(value_set.id),
        object_name=draft.title,
        after={"file": source.name, "sha256": kept.sha256, "units": len(values.units)},
        client_key=client_key,
    )
    return value_set.id or 0


def withdraw_values(*, session: Session, actor: Actor, value_set_id: int, version: int) -> str:
    """Take an import out of use; editions already frozen from it keep their numbers."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_IMPORT)
    held = session.get(ValueSet, value_set_id)
    if held is None or held.is_withdrawn:
        raise NotFound("没有这批指标值，或已撤回", remedy="请刷新列表")
    if held.version != version:
        raise Conflict(f"“{held.title}”刚被他人修改", remedy="请刷新后再操作")
    held.is_withdrawn = True
    record(
        session=session,
        actor=actor,
        action=Permission.COLLECTION_VALUES_IMPORT,
        object_type="value_set",
        object_id=str(value_set_id),
        object_name=held.title,
        before={"is_withdrawn": False},
        after={"is_withdrawn": True},
    )
    return held.title


def _wanted(session: Session, draft: ValueSetDraft, audience: str) -> Mapping[str, Organisation | Member]:
    """The organisations a workbook must hold, by code."""
    if draft.round_id is None:
        return {unit.code: unit for unit in assessed(session, OrganisationKind(audience))}
    row = round_of(session, draft.round_id)
    problems = round_problems(session, row, draft.system_version_id)
    if problems:
        raise Invalid(f"没有导入到轮次“{row.name}”", problems=problems)
    return {member.code: member for member in taking_part(session, draft.round_id, audience)}


def _unit_problems(values: Values, known: Mapping[str, Organisation | Member]) -> list[Problem]:
    problems = []
    rows = values.rows or tuple(0 for _ in values.units)
    for unit, row in zip(values.units, rows, strict=True):
        organisation = known.get(unit.code)
        if organisation is None:
            rule, remedy = "单位代码不是本体系的考核对象", "请核对代码，或先在机构管理中登记为考核对象"
            problems.append(Problem(rule, unit.code, remedy, values.sheet, row, "A"))
        elif unit.name not in (organisation.name, organisation.short_name):
            remedy = f"代码 {unit.code} 对应“{organisation.name}”，请改名称或代码"
            problems.append(Problem("单位名称与代码不符", unit.name, remedy, values.sheet, row, "B"))
    present = {unit.code for unit in values.units}
    missing = [unit for code, unit in known.items() if code not in present]
    problems += [
        Problem("缺少考核对象", f"{unit.code} {unit.name}", "请补上该单位的一行", values.sheet)
        for unit in missing
    ]
    return problems


def write_cells(session: Session, value_set_id: int, values: Values, file_name: str = "") -> None:
    """Every unit, cell, mark and matter of a set, each with its place; `file_name` where that is a cell of a file."""
    session.add_all(
        AssessedUnit(
            value_set_id=value_set_id,
            unit_code=unit.code,
            name=unit.name,
            group_name=unit.group,
            order_no=order,
        )
        for order, unit in enumerate(values.units)
    )
    # Tens of thousands of cells: row objects would cost seconds.
    cells = [_cell(value_set_id, values, row, at, file_name) for row, at in np.ndindex(values.states.shape)]
    session.bulk_insert_mappings(MetricValue.__mapper__, cells)  # type: ignore[attr-defined]
    session.add_all(_mark(value_set_id, mark, file_name) for mark in values.marks)
    session.add_all(_entry(value_set_id, entry, file_name) for entry in values.ledger)


def _cell(value_set_id: int, values: Values, row: int, at: int, file_name: str) -> dict[str, object]:
    unit, column = values.units[row].code, values.columns[at]
    state = int(values.states[row, at])
    return {
        "value_set_id": value_set_id,
        "unit_code": unit,
        "column": column,
        "state": state,
        "number": float(values.numbers[row, at]) if state == NUMBER else None,
        "place": f"{file_name} {values.place(unit, column)}".strip(),
    }


def _mark(value_set_id: int, mark: ExpertMark, file_name: str) -> ExpertScore:
    return ExpertScore(
        value_set_id=value_set_id,
        unit_code=mark.unit,
        metric_code=mark.metric,
        case_name=mark.case,
        expert=mark.expert,
        score=str(mark.score),
        was_called=mark.called,
        place=f"{file_name} {mark.place}".strip(),
    )


def _entry(value_set_id: int, entry: LedgerEntry, file_name: str) -> LedgerRow:
    return LedgerRow(
        value_set_id=value_set_id,
        unit_code=entry.unit,
        item_code=entry.item,
        level=entry.level,
        quantity=str(entry.quantity),
        matter=entry.matter,
        document=entry.document,
        happened_on=entry.happened_on,
        place=f"{file_name} {entry.place}".strip(),
    )
