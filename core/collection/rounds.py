"""Which import a round is computed from."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import record
from core.collection.models import AssessedUnit, RoundImport, ValueSet
from core.collection.queries import usable_set
from core.errors import Invalid, Problem
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import AUDIENCES
from core.projects.models import ProjectRound
from core.projects.queries import RoundRow, round_of, systems_of
from core.projects.roll import taking_part
from core.projects.rules import RoundState


@dataclass(frozen=True, slots=True)
class Attached:
    """An import in use by a round."""

    round_id: int
    audience: str
    value_set_id: int
    title: str
    evidence_id: int
    attached_at: datetime
    attached_by: str


def attach_import(*, session: Session, actor: Actor, round_id: int, value_set_id: int) -> str:
    """Let a round be computed from an import, in place of an earlier one of the same audience.

    Returns the import's title. Raises `Invalid` where the round takes no values now, the import is for
    another system, or its units are not those that take part; nothing is written then.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_IMPORT)
    held = usable_set(session, value_set_id)
    attach(session, actor, round_id, held)
    return held.title


def attach(session: Session, actor: Actor, round_id: int, held: ValueSet) -> None:
    """The same for services that have authorised already."""
    row = round_of(session, round_id)
    audience = session.get_one(IndicatorSystemVersion, held.system_version_id).audience
    problems = round_problems(session, row, held.system_version_id)
    if not problems:
        problems = _unit_problems(session, row, held, audience)
    if problems:
        raise Invalid(f"“{held.title}”不能用于轮次“{row.name}”", problems=problems)
    before = session.get(RoundImport, (round_id, audience))
    earlier = before.value_set_id if before is not None else None
    if earlier == held.id:
        return
    session.merge(
        RoundImport(
            round_id=round_id,
            audience=audience,
            value_set_id=held.id or 0,
            attached_at=clock.now(),
            attached_by=actor.name,
        )
    )
    record(
        session=session,
        actor=actor,
        action=Permission.COLLECTION_VALUES_IMPORT,
        object_type="round_import",
        object_id=f"{round_id}:{audience}",
        object_name=f"{row.name}：{held.title}",
        before={"value_set": earlier} if earlier else None,
        after={"value_set": held.id},
    )


def round_problems(session: Session, row: RoundRow, version_id: int) -> list[Problem]:
    """What keeps a round from taking values of this system now."""
    problems = []
    if row.state is not RoundState.OPEN:
        problems.append(Problem("轮次没有开放", row.state.label, "请由项目经理开放轮次后再导入"))
    if version_id not in {choice.version_id for choice in systems_of(session, row.project_id)}:
        problems.append(Problem("不是本项目的指标体系", remedy="请选择项目所用体系的指标值"))
    return problems


def attached_imports(*, session: Session, actor: Actor, project_id: int) -> list[Attached]:
    """The imports in use by the rounds of a project; a withdrawn one is in use no longer."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)
    query = (
        select(RoundImport, ValueSet)
        .join(ValueSet, col(ValueSet.id) == RoundImport.value_set_id)
        .join(ProjectRound, col(ProjectRound.id) == RoundImport.round_id)
        .where(ProjectRound.project_id == project_id, col(ValueSet.is_withdrawn).is_(False))
        .order_by(col(ProjectRound.order_no), col(RoundImport.audience).desc())
    )
    return [
        Attached(
            row.round_id,
            row.audience,
            row.value_set_id,
            held.title,
            held.evidence_id,
            row.attached_at,
            row.attached_by,
        )
        for row, held in session.exec(query)
    ]


def usable_imports(session: Session, round_id: int) -> dict[str, int]:
    """The imports of a round by audience, departments first, for services that have authorised already.

    Raises `Invalid` naming each audience of the project without one.
    """
    row = round_of(session, round_id)
    found = imports_of(session, round_id)
    wanted = [choice.audience for choice in systems_of(session, row.project_id)]
    problems = [
        Problem(f"{AUDIENCES[audience]}还没有指标值", row.name, "请在“指标值导入”中导入，或关联已导入的一批")
        for audience in wanted
        if audience not in found
    ]
    if problems:
        raise Invalid(f"轮次“{row.name}”还不能计算", problems=problems)
    return {audience: found[audience] for audience in wanted}


def imports_of(session: Session, round_id: int) -> dict[str, int]:
    """The imports a round has by audience, whether or not one is missing."""
    query = (
        select(RoundImport.audience, RoundImport.value_set_id)
        .join(ValueSet, col(ValueSet.id) == RoundImport.value_set_id)
        .where(RoundImport.round_id == round_id, col(ValueSet.is_withdrawn).is_(False))
    )
    return dict(session.exec(query).all())


def _unit_problems(session: Session, row: RoundRow, held: ValueSet, audience: str) -> list[Problem]:
    units = session.exec(select(AssessedUnit).where(AssessedUnit.value_set_id == held.id)).all()
    given = {unit.unit_code: unit.name for unit in units}
    wanted = {member.code: member.name for member in taking_part(session, row.id, audience)}
    strange = [
        Problem("不参加本轮考核", f"{code} {name}", "请撤回后去掉这一行重新导入，或核对缺考核名单")
        for code, name in given.items()
        if code not in wanted
    ]
    lacking = [
        Problem("缺少考核对象", f"{code} {name}", "请补上该单位，或由主管部门核定本轮缺考核")
        for code, name in wanted.items()
        if code not in given
    ]
    return strange + lacking
