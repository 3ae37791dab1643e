"""Handing in: what each unit owes a round, confirmed by its approver, sent back by the bureau.

This is the seam to filling: the screens that collect answers call `hand_in` when an approver confirms
them and `send_back` when one must be mended; until then the approver confirms the values and materials
the bureau has prepared. Every time is judged by the database's clock inside the transaction.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, left, record
from core.errors import Invalid, NotFound, Problem
from core.notices.service import NoticeDraft, give_notice
from core.projects.completion import complete_when_all_are_in
from core.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectRound,
    RoundReceipt,
    RoundSubmission,
)
from core.projects.roll import forms_asked
from core.projects.rules import (
    RoundState,
    SubmissionState,
    progress_address,
    reason_problems,
)
from core.projects.timing import Deadlines, end_of, hand_in_problems, last_minute, last_minute_in_words
from core.store.moments import moment

CONFIRM, RETURN = Permission.PROJECTS_SUBMISSION_CONFIRM, Permission.PROJECTS_SUBMISSION_RETURN


def hand_in(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    client_key: str | None = None,
) -> bool:
    """A unit's approver confirms and hands in; returns whether it was on time.

    A round with questionnaires goes in with the last of them (`go_in_with_forms`). Raises `Invalid` before
    the round opens, after the unit's deadline with its extensions, and twice.
    The last unit's act moves the project on to 填报完成 by itself.
    """
    authorise(session=session, actor=actor, permission=CONFIRM, organisation_id=organisation_id)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return bool(done.get("on_time"))
    _held, row, unit = owed(session, round_id, organisation_id)
    if forms_asked(session, round_id, unit.kind):
        remedy = "请在“我的填报”中逐份报送，全部报送后本轮随之报送"
        _refuse([Problem("本轮有问卷要填", row.name, remedy)])
    return go_in(session, actor, round_id, organisation_id, client_key)


def enter_hand_in(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    at: datetime,
    ground: str,
    client_key: str | None = None,
) -> bool:
    """The bureau enters what a unit handed in on paper, with the moment on the paper and its ground.

    Whether it was on time is judged by that moment, which may not lie ahead or after the unit's lock.
    """
    authorise(session=session, actor=actor, permission=RETURN, organisation_id=organisation_id)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return bool(done.get("on_time"))
    held, row, unit = owed(session, round_id, organisation_id)
    problems = reason_problems(ground)
    if at > moment(session):
        problems.append(Problem("收到的时间不能晚于现在", last_minute(at), "请按纸质材料上的签收时间填写"))
    deadlines = Deadlines(held.due_at, max(held.locks_at, at))
    problems += hand_in_problems(unit.name, SubmissionState(held.state), RoundState(row.state), deadlines, at)
    _refuse(problems)
    return _take(session, actor, held, at, ground=ground.strip(), client_key=client_key)


def send_back(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    reason: str,
    until: datetime | None = None,
    client_key: str | None = None,
) -> None:
    """Send a submission back with the reason; with `until` the unit has that long to hand in again.

    A unit that was on time stays so when it hands in again by then.
    """
    authorise(session=session, actor=actor, permission=RETURN, organisation_id=organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    held, row, unit = owed(session, round_id, organisation_id)
    problems = reason_problems(reason)
    if held.state != SubmissionState.HANDED_IN:
        label = SubmissionState(held.state).label
        problems.append(Problem("只有已报送的才能退回", f"{unit.name}：{label}", "请核对后再退"))
    if row.state != RoundState.OPEN:
        problems.append(Problem("轮次没有开放", RoundState(row.state).label, "请先重新开放轮次"))
    if forms_asked(session, round_id, unit.kind):
        remedy = "请在“填报情况”中打开答卷，退回到题"
        problems.append(Problem("本轮按问卷报送", row.name, remedy))
    _refuse(problems, "没有退回")
    until = sent_back(actor, held, reason, until)
    give_notice(
        session=session,
        actor=actor,
        draft=NoticeDraft(
            "退回",
            f"“{row.name}”的报送被退回",
            f"退回理由：{reason.strip()}。请于 {last_minute_in_words(until)} 前改正后重新报送。",
            progress_address(row.project_id, row.id),
        ),
        organisation_ids=[organisation_id],
    )
    told(session, actor, RETURN, held, {"state": "returned"}, reason=reason.strip(), client_key=client_key)


def sent_back(actor: Actor, held: RoundSubmission, reason: str, until: datetime | None) -> datetime:
    """Mark a submission as sent back, with more time where `until` gives it; returns when it locks."""
    was_in = held.state == SubmissionState.HANDED_IN
    if until is not None:
        held.locks_at = max(held.locks_at, until)
        if held.is_on_time or not was_in:
            held.due_at = max(held.due_at, until)
    if was_in:
        held.state, held.is_on_time = SubmissionState.RETURNED, False
        held.returns += 1
    held.returned_at, held.returned_by, held.returned_reason = clock.now(), actor.name, reason.strip()
    return held.locks_at


def go_in(
    session: Session, actor: Actor, round_id: int, organisation_id: int, client_key: str | None
) -> bool:
    """A unit's round goes in now; returns whether on time; for services that have authorised."""
    held, row, unit = owed(session, round_id, organisation_id)
    at = moment(session)
    _refuse(hand_in_problems(unit.name, SubmissionState(held.state), RoundState(row.state), times(held), at))
    return _take(session, actor, held, at, client_key=client_key)


def owe(session: Session, rows: Iterable[ProjectRound], organisation_ids: Collection[int]) -> int:
    """Put what these units owe these rounds on the books, with a receipt to sign; returns how many."""
    issued_at, rows = clock.now(), list(rows)
    pairs = [(row, each) for row in rows for each in organisation_ids]
    session.add_all(
        RoundSubmission(
            round_id=row.id or 0,
            organisation_id=each,
            due_at=end_of(row.closes_on),
            locks_at=end_of(row.closes_on),
        )
        for row, each in pairs
    )
    session.add_all(
        RoundReceipt(round_id=row.id or 0, organisation_id=each, issued_at=issued_at) for row, each in pairs
    )
    return len(pairs)


def owed(
    session: Session, round_id: int, organisation_id: int
) -> tuple[RoundSubmission, ProjectRound, ProjectOrganisation]:
    """What a unit owes a round; raises `NotFound` for a unit that owes it nothing."""
    query = select(RoundSubmission).where(
        RoundSubmission.round_id == round_id,
        RoundSubmission.organisation_id == organisation_id,
        col(RoundSubmission.is_due),
    )
    held = session.exec(query.with_for_update()).first()
    if held is None:
        raise NotFound("该单位在本轮没有报送任务", remedy="请从进度表中选择参加本轮的单位")
    row = session.get_one(ProjectRound, round_id)
    unit = session.get_one(ProjectOrganisation, (row.project_id, organisation_id))
    return held, row, unit


def times(held: RoundSubmission) -> Deadlines:
    """The deadlines of a submission."""
    return Deadlines(held.due_at, held.locks_at)


def told(
    session: Session,
    actor: Actor,
    action: Permission,
    held: RoundSubmission,
    after: dict[str, object],
    *,
    reason: str = "",
    client_key: str | None = None,
) -> None:
    """The trail's entry of an act on a submission."""
    row = session.get_one(ProjectRound, held.round_id)
    unit = session.get_one(ProjectOrganisation, (row.project_id, held.organisation_id))
    record(
        session=session,
        actor=actor,
        action=action,
        object_type="round_submission",
        object_id=f"{held.round_id}:{unit.code}",
        object_name=f"{row.name}：{unit.name}",
        after=after,
        reason=reason,
        client_key=client_key,
    )


def _take(
    session: Session,
    actor: Actor,
    held: RoundSubmission,
    at: datetime,
    *,
    ground: str = "",
    client_key: str | None,
) -> bool:
    held.state, held.handed_in_at, held.handed_in_by = SubmissionState.HANDED_IN, at, actor.name
    held.entered_from, held.is_on_time = ground, times(held).is_on_time(at)
    action = RETURN if ground else CONFIRM
    after: dict[str, object] = {"state": "handed_in", "on_time": held.is_on_time, "at": at.isoformat()}
    told(session, actor, action, held, after, reason=ground, client_key=client_key)
    session.flush()
    row = session.get_one(ProjectRound, held.round_id)
    complete_when_all_are_in(session, session.get_one(Project, row.project_id))
    return held.is_on_time


def _refuse(problems: Collection[Problem], message: str = "没有报送") -> None:
    if problems:
        raise Invalid(message, problems=tuple(problems))
