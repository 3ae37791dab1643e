"""Sending a response back to its questions, each with the reason; what was handed in stays as it was."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, func, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, Problem
from core.notices.service import NoticeDraft, give_notice
from core.projects.form_rounds import return_with_forms
from core.projects.rules import reason_problems
from core.projects.timing import last_minute, last_minute_in_words
from core.questionnaires.models import QuestionnaireUnit
from core.responses.held import Held, locked, response_row
from core.responses.models import ResponseReturn, ResponseSubmission
from core.responses.rules import ResponseState
from core.store.moments import moment

RETURN = Permission.PROJECTS_SUBMISSION_RETURN


def return_response(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    reasons: Mapping[str, str],
    until: datetime | None = None,
    client_key: str | None = None,
) -> None:
    """Send a response back to these questions (by code; "" for the whole), each with its reason.

    With `until` the unit has that long to mend it and hand in again; without, its own deadline holds.
    Raises `Invalid` for a response that is not handed in, without questions or reasons, and where the unit
    could no longer mend it.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=RETURN, organisation_id=row.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    held = locked(session, response_id, whole=True)
    at = moment(session)
    _refuse(_problems(held, reasons, until, at))
    counted = select(func.max(ResponseSubmission.number)).where(
        col(ResponseSubmission.response_id) == response_id
    )
    number = session.exec(counted).one() or 1
    for question, reason in reasons.items():
        session.add(
            ResponseReturn(
                response_id=response_id,
                number=number,
                question=question,
                reason=reason.strip(),
                at=at,
                person_name=actor.name,
            )
        )
    row.state, row.returned_at, row.returned_by = ResponseState.RETURNED, at, actor.name
    row.returns += 1
    told = _listed(held, reasons)
    until = _reopened(session, actor, held, told, until)
    _notice(session, actor, held, told, until)
    record(
        session=session,
        actor=actor,
        action=RETURN,
        object_type="response",
        object_id=str(response_id),
        object_name=f"{held.owed.title}：{held.owed.unit_name}",
        after={"state": row.state, "questions": list(reasons), "times": number},
        reason=told,
        client_key=client_key,
    )


def _problems(held: Held, reasons: Mapping[str, str], until: datetime | None, at: datetime) -> list[Problem]:
    problems = []
    if held.row.state != ResponseState.HANDED_IN:
        state = ResponseState(held.row.state).label
        problems.append(Problem("只有已报送的答卷才能退回", state, "请核对后再退"))
    if not reasons:
        problems.append(Problem("没有选择要退回的题", remedy="请勾选题目并逐题写明理由"))
    for question, reason in reasons.items():
        if question and question not in held.form.question_by_code:
            problems.append(Problem("问卷中没有这道题", question, "请刷新后重新选择"))
        place = f"“{question}”" if question else "整份答卷"
        problems += [
            Problem(f"{place}：{each.rule}", each.value, each.remedy) for each in reason_problems(reason)
        ]
    last = max(until, held.owed.deadlines.locks_at) if until else held.owed.deadlines.locks_at
    if last <= at:
        rule = "单位已过截止时间，退回后无法改正"
        problems.append(Problem(rule, f"截止 {last_minute(last)}", "请同时给出改正的截止时间"))
    return problems


def _reopened(session: Session, actor: Actor, held: Held, told: str, until: datetime | None) -> datetime:
    """The round is owed again until then; a questionnaire of its own keeps its deadline for this unit."""
    if held.row.round_id is None:
        asked = session.get_one(QuestionnaireUnit, (held.row.questionnaire_id, held.row.organisation_id))
        last = held.owed.deadlines.locks_at
        asked.until = max(last, until or last)
        return asked.until
    unit = held.row.organisation_id
    return return_with_forms(session, actor, held.row.round_id, unit, reason=told, until=until)


def _listed(held: Held, reasons: Mapping[str, str]) -> str:
    titles = {question.code: question.title for question in held.form.questions}
    return "；".join(
        f"{question} {titles.get(question, '')}：{reason.strip()}" if question else f"整份：{reason.strip()}"
        for question, reason in reasons.items()
    )


def _notice(session: Session, actor: Actor, held: Held, told: str, until: datetime) -> None:
    draft = NoticeDraft(
        "退回",
        f"“{held.owed.title}”被退回",
        f"{told}。请于 {last_minute_in_words(until)} 前改正后重新报送。",
        f"/fill?response={held.row.id}",
    )
    give_notice(session=session, actor=actor, draft=draft, organisation_ids=[held.row.organisation_id])


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid("没有退回", problems=problems)
