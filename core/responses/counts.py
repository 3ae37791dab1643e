"""How often the boxes of a questionnaire are answered, for those who are about to change it."""

from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session, col, func, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.questionnaires.answers import chosen_in
from core.questionnaires.form import Form, Kind
from core.responses.models import Answer, AnswerFile, Response


def answered_keys(*, session: Session, actor: Actor, questionnaire_id: int, form: Form) -> Mapping[str, int]:
    """The answers under each key, over all units and rounds, as `core.questionnaires.affected` takes them.

    `form` says which boxes are chosen in: under their key with `=` stands how often each option was. Files
    count as answers of their question.
    """
    authorise(session=session, actor=actor, permission=Permission.QUESTIONNAIRES_FORM_READ)
    query = (
        select(Answer.cell, Answer.value)
        .join(Response, col(Response.id) == Answer.response_id)
        .where(Response.questionnaire_id == questionnaire_id)
    )
    found: Counter[str] = Counter()
    for cell, value in session.exec(query):
        if not value:
            continue
        found[cell] += 1
        if _is_choice(form, cell):
            found.update(f"{cell}={code}" for code in chosen_in(value))
    files = (
        select(AnswerFile.cell, func.count())
        .join(Response, col(Response.id) == AnswerFile.response_id)
        .where(Response.questionnaire_id == questionnaire_id, col(AnswerFile.removed_at).is_(None))
        .group_by(col(AnswerFile.cell))
    )
    found.update(dict(session.exec(files).all()))
    return found


def _is_choice(form: Form, key: str) -> bool:
    code, *place = key.split("/")
    question = form.question_by_code.get(code)
    if question is None:
        return False
    if question.kind is not Kind.MATRIX:
        return not place and question.kind.has_options
    return any(column.code == place[-1] and column.kind.has_options for column in question.columns if place)
