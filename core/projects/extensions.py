"""More time for a unit, or for one of its indicators: with a reason and on somebody's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import left
from core.errors import Invalid, Problem
from core.indicators.queries import published
from core.notices.service import NoticeDraft, give_notice
from core.projects.models import ProjectOrganisation, ProjectRound, ProjectSystem, RoundExtension
from core.projects.rules import progress_address, reason_problems, text_problems
from core.projects.submissions import owed, times, told
from core.projects.timing import Deadlines, extension_problems, last_minute_in_words
from core.store.moments import moment

GRANT = Permission.PROJECTS_EXTENSION_GRANT


@dataclass(frozen=True, slots=True)
class ExtensionDraft:
    """Until when, why, and who approved it; `indicator` is a leaf's code, empty for the whole submission."""

    until: datetime
    reason: str
    approver: str
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """One extension as it was granted; `what` is 整体 or the indicator with its name."""

    round_id: int
    round_name: str
    organisation: str
    what: str
    until: datetime
    is_on_time: bool
    reason: str
    approver: str
    at: datetime
    person: str


def grant_extension(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    draft: ExtensionDraft,
    client_key: str | None = None,
) -> bool:
    """Give a unit more time; returns whether what comes by then counts as on time.

    It does where the decision was made before the deadline; made afterwards the unit may hand in, late.
    An indicator's extension leaves the rest of the submission locked; whatever takes answers indicator by
    indicator asks `deadlines_of`, and until then it is the word the unit and the evaluators go by.
    """
    authorise(session=session, actor=actor, permission=GRANT, organisation_id=organisation_id)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return bool(done.get("on_time"))
    held, row, unit = owed(session, round_id, organisation_id)
    at = moment(session)
    before = deadlines_of(session, round_id, organisation_id, draft.indicator)
    problems = _unknown(session, unit, draft.indicator)
    problems += text_problems({"批准人": draft.approver}) + reason_problems(draft.reason)
    problems += extension_problems(draft.until, before, at)
    if problems:
        raise Invalid(f"“{unit.name}”没有延期", problems=problems)
    after = before.extended(draft.until, decided_at=at)
    is_on_time = after.due_at >= draft.until
    if not draft.indicator:
        held.due_at, held.locks_at = after.due_at, after.locks_at
    session.add(
        RoundExtension(
            round_id=round_id,
            organisation_id=organisation_id,
            indicator=draft.indicator,
            until=draft.until,
            is_on_time=is_on_time,
            reason=draft.reason.strip(),
            approver=draft.approver.strip(),
            at=at,
            person_name=actor.name,
        )
    )
    _tell(session, actor, row, draft, organisation_id)
    facts: dict[str, object] = {"until": draft.until.isoformat(), "indicator": draft.indicator}
    facts |= {"on_time": is_on_time, "approver": draft.approver.strip()}
    told(session, actor, GRANT, held, facts, reason=draft.reason.strip(), client_key=client_key)
    return is_on_time


def deadlines_of(session: Session, round_id: int, organisation_id: int, indicator: str = "") -> Deadlines:
    """The deadlines of a unit, or of one of its indicators; filling asks this before it takes an answer."""
    found = times(owed(session, round_id, organisation_id)[0])
    if not indicator:
        return found
    query = select(RoundExtension).where(
        RoundExtension.round_id == round_id,
        RoundExtension.organisation_id == organisation_id,
        RoundExtension.indicator == indicator,
    )
    for row in session.exec(query.order_by(col(RoundExtension.id))):
        found = found.extended(row.until, decided_at=row.at)
    return found


def extensions(*, session: Session, actor: Actor, project_id: int) -> list[ExtensionRow]:
    """The extensions of a project as far as the actor reaches, the newest first."""
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    query = (
        select(RoundExtension, ProjectRound, ProjectOrganisation)
        .join(ProjectRound, col(ProjectRound.id) == RoundExtension.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundExtension.organisation_id),
        )
        .where(ProjectRound.project_id == project_id)
        .order_by(col(RoundExtension.id).desc())
    )
    found = session.exec(query).all()
    # Opening the systems is the dear part, and seldom needed.
    names = _leaves(session, project_id) if any(row.indicator for row, _, _ in found) else {}
    return [
        ExtensionRow(
            turn.id or 0,
            turn.name,
            unit.short_name,
            f"指标 {row.indicator} {names.get(row.indicator, '')}".strip() if row.indicator else "整体",
            row.until,
            row.is_on_time,
            row.reason,
            row.approver,
            row.at,
            row.person_name,
        )
        for row, turn, unit in found
        if scope.covers(row.organisation_id)
    ]


def extendable(*, session: Session, actor: Actor, round_id: int, organisation_id: int) -> dict[str, str]:
    """The leaves of the system a unit is measured by, by code: what may be given more time on its own."""
    authorise(session=session, actor=actor, permission=GRANT, organisation_id=organisation_id)
    unit = owed(session, round_id, organisation_id)[2]
    return _leaves(session, unit.project_id, unit.kind)


def _leaves(session: Session, project_id: int, audience: str = "") -> dict[str, str]:
    query = select(ProjectSystem.system_version_id).where(ProjectSystem.project_id == project_id)
    if audience:
        query = query.where(ProjectSystem.audience == audience)
    systems = [published(session, version_id) for version_id in session.exec(query)]
    return {leaf.code: leaf.title for system in systems for leaf in system.leaves}


def _unknown(session: Session, unit: ProjectOrganisation, code: str) -> list[Problem]:
    if not code or code in _leaves(session, unit.project_id, unit.kind):
        return []
    return [Problem("该单位的指标体系中没有这个末级指标", code, "请从列表中选择，或不选指标改为整体延期")]


def _tell(
    session: Session, actor: Actor, row: ProjectRound, draft: ExtensionDraft, organisation_id: int
) -> None:
    what = f"指标 {draft.indicator}" if draft.indicator else "报送"
    notice = NoticeDraft(
        "延期",
        f"“{row.name}”已准予延期",
        f"{what}的截止时间延至 {last_minute_in_words(draft.until)}，批准人：{draft.approver.strip()}。",
        progress_address(row.project_id, row.id),
    )
    give_notice(session=session, actor=actor, draft=notice, organisation_ids=[organisation_id])
