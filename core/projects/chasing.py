"""Chasing as people really do it: a notice to the missing, a call, and the log of both."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, Problem
from core.notices.service import Given, NoticeDraft, give_notice
from core.projects.models import ChaseCall, ProjectOrganisation, ProjectRound
from core.projects.progress import round_progress
from core.projects.reminding import reminder
from core.projects.rules import progress_address, text_problems
from core.projects.submissions import owed

EDIT: Final = Permission.PROJECTS_CHASE_EDIT
WAYS: Final = ("电话", "工作群", "当面", "其他")
# The unit itself put nothing in this field: the notice went to everybody there.
NOTICE: Final = "站内通知"
_SORTS: Final[dict[str, Callable[["CallRow"], str]]] = {
    "unit": lambda row: row.organisation,
    "way": lambda row: row.way,
    "person": lambda row: row.person,
}


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call: how, whom, at which number, and what came of it."""

    way: str
    called: str
    phone: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call as the log keeps it."""

    at: datetime
    organisation_id: int
    organisation: str
    way: str
    called: str
    phone: str
    outcome: str
    person: str


def log_call(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    draft: CallDraft,
    client_key: str | None = None,
) -> None:
    """Keep that somebody was chased; nobody changes the log afterwards."""
    authorise(session=session, actor=actor, permission=EDIT, organisation_id=organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    _, row, unit = owed(session, round_id, organisation_id)
    problems = text_problems({"联系人": draft.called, "结果": draft.outcome})
    if draft.way not in WAYS:
        problems.append(Problem("没有这种催办方式", draft.way, f"请选择{'、'.join(WAYS)}之一"))
    if problems:
        raise Invalid("催办记录没有保存", problems=problems)
    _keep(session, actor, row, [organisation_id], draft)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="chase_call",
        object_id=f"{round_id}:{unit.code}",
        object_name=f"{row.name}：{draft.way}催办{unit.name}",
        after={"called": draft.called.strip(), "outcome": draft.outcome.strip()},
        client_key=client_key,
    )


def chase_missing(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_ids: Collection[int] | None = None,
    client_key: str | None = None,
) -> Given:
    """Give the missing units of a round a notice (all of them by default), and log it for each.

    Raises `Invalid` where nobody is missing. Messages by channels that are set up wait in the outbox.
    """
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return Given(0, 0, 0)
    progress = round_progress(session=session, actor=actor, round_id=round_id, permission=EDIT)
    units = [
        unit
        for unit in progress.missing
        if organisation_ids is None or unit.organisation_id in organisation_ids
    ]
    if not units:
        problem = Problem("没有未报送的单位", progress.row.name, "不必催报")
        raise Invalid("没有发出催报通知", problems=[problem])
    text = reminder(progress, units)
    address = progress_address(progress.project_id, round_id)
    draft = NoticeDraft("催报", f"请报送“{progress.row.name}”", text, address)
    ids = [unit.organisation_id for unit in units]
    given = give_notice(session=session, actor=actor, draft=draft, organisation_ids=ids)
    row = session.get_one(ProjectRound, round_id)
    _keep(session, actor, row, ids, CallDraft(NOTICE, "本单位用户", "", "已发送站内催报通知"))
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="notice",
        object_id=str(given.notice_id),
        object_name=f"{row.name}：催报 {len(units)} 个单位",
        after={"units": len(units), "people": given.people, "messages": given.messages},
        client_key=client_key,
    )
    return given


def calls(
    *, session: Session, actor: Actor, round_id: int, text: str = "", way: str = "", sort: str = ""
) -> list[CallRow]:
    """The log of a round, the newest first: of one way, with `text` in whom, what came of it or by whom.

    `sort` is at, unit, way or person, after - for falling.
    """
    scope = authorise(session=session, actor=actor, permission=EDIT)
    query = (
        select(ChaseCall, ProjectOrganisation.short_name)
        .join(ProjectRound, col(ProjectRound.id) == ChaseCall.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == ChaseCall.organisation_id),
        )
        .where(ChaseCall.round_id == round_id)
        .order_by(col(ChaseCall.id).desc())
    )
    rows = [
        CallRow(
            row.at, row.organisation_id, name, row.way, row.called, row.phone, row.outcome, row.person_name
        )
        for row, name in session.exec(query)
        if scope.covers(row.organisation_id) and (not way or row.way == way)
    ]
    word = text.strip().casefold()
    found = [
        row
        for row in rows
        if word in f"{row.organisation} {row.called} {row.phone} {row.outcome} {row.person}".casefold()
    ]
    if sort == "at":
        return found[::-1]
    key = _SORTS.get(sort.lstrip("-"))
    return sorted(found, key=key, reverse=sort.startswith("-")) if key else found


def _keep(
    session: Session, actor: Actor, row: ProjectRound, organisation_ids: Collection[int], draft: CallDraft
) -> None:
    moment = clock.now()
    session.add_all(
        ChaseCall(
            round_id=row.id or 0,
            organisation_id=each,
            at=moment,
            way=draft.way,
            called=draft.called.strip(),
            phone=draft.phone.strip(),
            outcome=draft.outcome.strip(),
            person_name=actor.name,
        )
        for each in organisation_ids
    )
