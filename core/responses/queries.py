"""One response whole: what stands where, by whom, what is missing, who may do what now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.access.models import Person
from core.access.permissions import Permission
from core.access.policy import authorise, live_person, scope_of
from core.audit.actor import Actor
from core.errors import Problem
from core.evidence.models import EvidenceFile
from core.questionnaires.answers import Answer as Given
from core.questionnaires.completeness import Standing, standing
from core.questionnaires.form import Form
from core.questionnaires.held import form_of
from core.questionnaires.models import QuestionnaireVersion
from core.responses.filling import returned_questions
from core.responses.held import filled_version, response_row
from core.responses.models import Answer, AnswerFile, ResponsePart, ResponseSubmission
from core.responses.parts import colleagues_of
from core.responses.places import Presence, present
from core.responses.rules import ResponseState, Way
from core.responses.window import owed_of
from core.store.moments import moment

READ, FILL = Permission.QUESTIONNAIRES_ANSWER_READ, Permission.QUESTIONNAIRES_ANSWER_FILL
CONFIRM, RETURN = Permission.PROJECTS_SUBMISSION_CONFIRM, Permission.PROJECTS_SUBMISSION_RETURN


@dataclass(frozen=True, slots=True)
class Stood:
    """What stands in a box, its revision, and who put it there when."""

    value: Given
    revision: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in a box."""

    id: int
    evidence_id: int
    cell: str
    name: str
    size: int
    sha256: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One handing in, for its receipt."""

    number: int
    at: datetime
    by: str
    way: Way
    sha256: str
    is_on_time: bool
    scan_id: int | None


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One response. `closed` says why it cannot be filled now; `returned` holds reasons by question."""

    id: int
    questionnaire_id: int
    code: str
    title: str
    round_id: int | None
    unit_name: str
    organisation_id: int
    form: Form
    version_number: int
    state: ResponseState
    answers: Mapping[str, Stood]
    files: tuple[FileRow, ...]
    standing: Standing
    parts: Mapping[str, tuple[int, str]]
    colleagues: Mapping[int, str]
    present: tuple[Presence, ...]
    returned: Mapping[str, str]
    submissions: tuple[SubmissionRow, ...]
    due_at: datetime
    locks_at: datetime
    closed: tuple[Problem, ...]
    may_fill: bool
    may_confirm: bool
    may_return: bool

    @property
    def values(self) -> dict[str, Given]:
        """The answers alone."""
        return {key: stood.value for key, stood in self.answers.items() if stood.value}

    @property
    def saved_at(self) -> datetime | None:
        """When anything was saved last."""
        return max((stood.at for stood in self.answers.values()), default=None)


def response_view(*, session: Session, actor: Actor, response_id: int) -> ResponseView:
    """One response for whoever may read it."""
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=READ, organisation_id=row.organisation_id)
    owed = owed_of(session, row.questionnaire_id, row.round_id, row.organisation_id)
    version_id = filled_version(row, owed)
    form, answers, files = (
        form_of(session, version_id),
        _stood(session, response_id),
        _files(session, response_id),
    )
    counts: dict[str, int] = {}
    for file in files:
        counts[file.cell] = counts.get(file.cell, 0) + 1
    values = {key: stood.value for key, stood in answers.items() if stood.value}
    now = moment(session)
    return ResponseView(
        id=response_id,
        questionnaire_id=row.questionnaire_id,
        code=owed.questionnaire.code,
        title=owed.title,
        round_id=row.round_id,
        unit_name=owed.unit_name,
        organisation_id=row.organisation_id,
        form=form,
        version_number=session.get_one(QuestionnaireVersion, version_id).number,
        state=ResponseState(row.state),
        answers=answers,
        files=files,
        standing=standing(form, values, counts),
        parts=_parts(session, response_id),
        colleagues=colleagues_of(session, row.organisation_id),
        present=present(session, response_id, now),
        returned=returned_questions(session, row),
        submissions=_submissions(session, response_id),
        due_at=owed.deadlines.due_at,
        locks_at=owed.deadlines.locks_at,
        closed=tuple(owed.problems(now, begun=True)),
        **_may(session, actor, row.organisation_id),
    )


def _stood(session: Session, response_id: int) -> dict[str, Stood]:
    query = select(Answer).where(Answer.response_id == response_id)
    return {
        row.cell: Stood(row.value or "", row.revision, row.person_name, row.at) for row in session.exec(query)
    }


def _files(session: Session, response_id: int) -> tuple[FileRow, ...]:
    query = (
        select(AnswerFile, EvidenceFile)
        .join(EvidenceFile, col(EvidenceFile.id) == AnswerFile.evidence_id)
        .where(AnswerFile.response_id == response_id, col(AnswerFile.removed_at).is_(None))
        .order_by(col(AnswerFile.id))
    )
    return tuple(
        FileRow(
            put.id or 0, put.evidence_id, put.cell, file.name, file.size, file.sha256, put.at, put.person_name
        )
        for put, file in session.exec(query)
    )


def _parts(session: Session, response_id: int) -> dict[str, tuple[int, str]]:
    query = (
        select(ResponsePart.question, ResponsePart.person_id, Person.name)
        .join(Person, col(Person.id) == ResponsePart.person_id)
        .where(ResponsePart.response_id == response_id)
    )
    return {question: (person_id, name) for question, person_id, name in session.exec(query)}


def _submissions(session: Session, response_id: int) -> tuple[SubmissionRow, ...]:
    query = select(ResponseSubmission).where(ResponseSubmission.response_id == response_id)
    return tuple(
        SubmissionRow(
            each.number, each.at, each.person_name, Way(each.way), each.sha256, each.is_on_time, each.scan_id
        )
        for each in session.exec(query.order_by(col(ResponseSubmission.number).desc()))
    )


def _may(session: Session, actor: Actor, organisation_id: int) -> dict[str, bool]:
    names = {"may_fill": FILL, "may_confirm": CONFIRM, "may_return": RETURN}
    if actor.is_system:
        return dict.fromkeys(names, True)
    person = live_person(session, actor)
    scopes = {name: scope_of(session, person, permission) for name, permission in names.items()}
    return {name: scope is not None and scope.covers(organisation_id) for name, scope in scopes.items()}
