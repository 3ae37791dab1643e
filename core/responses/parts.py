"""Who of a unit answers which question: told once, seen by everybody, enforced where answers are saved."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.access.models import Person, PersonRole, RolePermission
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, Problem
from core.organisations.queries import own_unit_ids
from core.questionnaires.held import form_of
from core.responses.held import filled_version, response_row
from core.responses.models import ResponsePart
from core.responses.window import owed_of

FILL = Permission.QUESTIONNAIRES_ANSWER_FILL


def assign_parts(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    questions: Collection[str],
    person_id: int | None,
    client_key: str | None = None,
) -> int:
    """Give these questions to one colleague, or back to everybody where `person_id` is None; returns how many.

    Raises `Invalid` for questions the form has not and for people who cannot fill for this unit.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=FILL, organisation_id=row.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return len(set(questions))
    owed = owed_of(session, row.questionnaire_id, row.round_id, row.organisation_id)
    form = form_of(session, filled_version(row, owed))
    colleagues = colleagues_of(session, row.organisation_id)
    problems = []
    strangers = sorted(set(questions) - set(form.question_by_code))
    if not questions or strangers:
        problems.append(Problem("没有选定题目", "、".join(strangers), "请从问卷中选择题目"))
    if person_id is not None and person_id not in colleagues:
        problems.append(Problem("该人员不能填报本单位的问卷", remedy="请从本单位的填报人员中选择"))
    if problems:
        raise Invalid("分工没有保存", problems=problems)
    for question in sorted(set(questions)):
        held = session.get(ResponsePart, (response_id, question))
        if person_id is None:
            if held is not None:
                session.delete(held)
            continue
        if held is None:
            held = ResponsePart(response_id=response_id, question=question, person_id=person_id)
            session.add(held)
        held.person_id = person_id
    record(
        session=session,
        actor=actor,
        action=FILL,
        object_type="response",
        object_id=str(response_id),
        object_name=f"{owed.title}：{owed.unit_name}",
        after={
            "questions": sorted(set(questions)),
            "duty": "" if person_id is None else colleagues[person_id],
        },
        client_key=client_key,
    )
    return len(set(questions))


def colleagues_of(session: Session, organisation_id: int) -> dict[int, str]:
    """Who may fill for a unit, by name; people of its sections count; for authorised services."""
    query = (
        select(Person)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .join(RolePermission, col(RolePermission.role_id) == PersonRole.role_id)
        .where(col(Person.is_active), RolePermission.permission == FILL)
        .order_by(col(Person.name))
    )
    return {
        person.id or 0: person.name
        for person in session.exec(query)
        if organisation_id in own_unit_ids(session, person.organisation_id)
    }
