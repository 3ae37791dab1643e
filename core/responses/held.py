"""A response as verbs find it: the row, what it owes, its answers and files."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.errors import NotFound
from core.questionnaires.answers import Answer as Given
from core.questionnaires.form import Form
from core.questionnaires.held import form_of
from core.responses.models import Answer, AnswerFile, Response
from core.responses.rules import ResponseState
from core.responses.window import Lock, Owed, owed_of


@dataclass(frozen=True, slots=True)
class Held:
    """A response with the form it answers and what it owes."""

    row: Response
    form: Form
    owed: Owed


def response_row(session: Session, response_id: int) -> Response:
    """The response's row; raises `NotFound`."""
    row = session.get(Response, response_id)
    if row is None:
        raise NotFound("没有这份答卷", remedy="请从列表中重新打开")
    return row


def locked(session: Session, response_id: int, *, whole: bool) -> Held:
    """The response, kept from being handed in or returned until this transaction ends.

    `whole` keeps it from being filled as well: for those who hand it in, return it or take it over.
    """
    query = select(Response).where(Response.id == response_id).with_for_update(read=not whole)
    row = session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound("没有这份答卷", remedy="请从列表中重新打开")
    lock = Lock.ALONE if whole else Lock.SHARED
    owed = owed_of(session, row.questionnaire_id, row.round_id, row.organisation_id, lock=lock)
    return Held(row, form_of(session, filled_version(row, owed)), owed)


def filled_version(row: Response, owed: Owed) -> int:
    """The version a response answers: that it was handed in with, or the newest while it is first filled.

    A new version published meanwhile takes every answer along; what it no longer asks stays kept.
    """
    newest = owed.questionnaire.published_id
    return newest if row.state == ResponseState.FILLING and newest is not None else row.version_id


def answers_of(session: Session, response_id: int) -> dict[str, Given]:
    """What stands in the boxes of a response, the empty ones left out; for authorised services."""
    query = select(Answer.cell, Answer.value).where(Answer.response_id == response_id)
    return {cell: value for cell, value in session.exec(query) if value}


def answers_of_many(session: Session, ids: Collection[int]) -> dict[int, dict[str, Given]]:
    """The same for several responses, by response."""
    query = select(Answer.response_id, Answer.cell, Answer.value).where(col(Answer.response_id).in_(ids))
    found: dict[int, dict[str, Given]] = {each: {} for each in ids}
    for response_id, cell, value in session.exec(query):
        if value:
            found[response_id][cell] = value
    return found


def file_counts(session: Session, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many files lie in each box of several responses."""
    query = (
        select(AnswerFile.response_id, AnswerFile.cell, func.count())
        .where(col(AnswerFile.response_id).in_(ids), col(AnswerFile.removed_at).is_(None))
        .group_by(col(AnswerFile.response_id), col(AnswerFile.cell))
    )
    found: dict[int, dict[str, int]] = {each: {} for each in ids}
    for response_id, cell, count in session.exec(query):
        found[response_id][cell] = count
    return found
