"""What units are asked to fill: their list of tasks, and the bureau's list of units."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.organisations.models import Organisation
from core.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectRound,
    RoundAbsence,
    RoundForm,
    RoundSubmission,
)
from core.projects.rules import ProjectState
from core.projects.timing import Deadlines
from core.questionnaires.completeness import Progress, standing
from core.questionnaires.form import Form
from core.questionnaires.models import Questionnaire, QuestionnaireUnit, QuestionnaireVersion
from core.responses.held import answers_of_many, file_counts, filled_version
from core.responses.models import Response
from core.responses.rules import NOT_BEGUN, ResponseState
from core.responses.window import Owed
from core.store.moments import moment

READ = Permission.QUESTIONNAIRES_ANSWER_READ
# The draft would be read and decoded once a unit, and nobody here looks at it.
WITHOUT_DRAFT: Final = defer(Questionnaire.document)


@dataclass(frozen=True, slots=True)
class Task:
    """One questionnaire one unit is asked to fill, and how far it has come.

    `response_id` is None while nobody has begun it; `closed` says why it cannot be filled now.
    """

    questionnaire_id: int
    title: str
    project_id: int | None
    round_id: int | None
    round_name: str
    organisation_id: int
    unit_code: str
    unit_name: str
    kind: str
    group_name: str
    response_id: int | None
    state: ResponseState | None
    progress: Progress
    due_at: datetime
    locks_at: datetime
    closed: tuple[str, ...]
    handed_in_at: datetime | None
    handed_in_by: str
    is_on_time: bool
    returns: int

    @property
    def state_label(self) -> str:
        """The state in Chinese, that of an unbegun one included."""
        return self.state.label if self.state else NOT_BEGUN

    @property
    def is_to_do(self) -> bool:
        """Whether the unit may and must still work on it."""
        return self.state is not ResponseState.HANDED_IN and not self.closed

    @property
    def missing(self) -> int:
        """How many boxes keep it from being handed in."""
        return len(self.progress.lacks)


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that is asked to fill a questionnaire: what it owes, and where it stands among the units."""

    owed: Owed
    code: str
    kind: str
    group_name: str


def my_tasks(*, session: Session, actor: Actor) -> list[Task]:
    """What the actor's units are asked to fill, the earliest deadline first; nothing for those who see everybody."""
    scope = authorise(session=session, actor=actor, permission=Permission.QUESTIONNAIRES_TASK_READ)
    if scope.everything:
        return []
    asked = [*_of_rounds(session, scope), *_of_their_own(session, scope)]
    found = _tasks(session, asked)
    return sorted(found, key=lambda task: (not task.is_to_do, task.locks_at, task.unit_code, task.title))


def tasks_of(*, session: Session, actor: Actor, questionnaire_id: int, round_id: int | None) -> list[Task]:
    """One questionnaire's units in official order, as far as the actor sees them."""
    scope = authorise(session=session, actor=actor, permission=READ)
    return _tasks(session, asked_units(session, scope, questionnaire_id, round_id))


def asked_units(
    session: Session, scope: Scope, questionnaire_id: int, round_id: int | None
) -> tuple[Asked, ...]:
    """One questionnaire's units in official order, for services that have authorised already."""
    if round_id is None:
        return tuple(_of_their_own(session, scope, questionnaire_id))
    return tuple(_of_rounds(session, scope, questionnaire_id, round_id))


def _of_rounds(
    session: Session, scope: Scope, questionnaire_id: int | None = None, round_id: int | None = None
) -> Iterable[Asked]:
    query = (
        select(RoundSubmission, ProjectRound, ProjectOrganisation, Questionnaire)
        .select_from(RoundForm)
        .join(ProjectRound, col(ProjectRound.id) == RoundForm.round_id)
        .join(Project, col(Project.id) == ProjectRound.project_id)
        .join(RoundSubmission, col(RoundSubmission.round_id) == RoundForm.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundSubmission.organisation_id),
        )
        .join(Questionnaire, col(Questionnaire.id) == RoundForm.questionnaire_id)
        .where(
            col(RoundSubmission.is_due),
            (RoundForm.audience == "") | (RoundForm.audience == ProjectOrganisation.kind),
            ~select(RoundAbsence.round_id)
            .where(
                RoundAbsence.round_id == RoundSubmission.round_id,
                RoundAbsence.organisation_id == RoundSubmission.organisation_id,
            )
            .exists(),
        )
        .order_by(col(ProjectOrganisation.kind).desc(), col(ProjectOrganisation.order_no))
        .options(WITHOUT_DRAFT)
    )
    if round_id is None:
        query = query.where(Project.state == ProjectState.RUNNING)
    else:
        query = query.where(RoundForm.round_id == round_id, RoundForm.questionnaire_id == questionnaire_id)
    if not scope.everything:
        query = query.where(col(RoundSubmission.organisation_id).in_(scope.organisation_ids))
    for held, row, unit, questionnaire in session.exec(query):
        deadlines = Deadlines(held.due_at, held.locks_at)
        owed = Owed(questionnaire, held.organisation_id, unit.short_name, row, deadlines)
        yield Asked(owed, unit.code, unit.kind, unit.group_name)


def _of_their_own(session: Session, scope: Scope, questionnaire_id: int | None = None) -> Iterable[Asked]:
    query = (
        select(QuestionnaireUnit, Questionnaire, Organisation)
        .join(Questionnaire, col(Questionnaire.id) == QuestionnaireUnit.questionnaire_id)
        .join(Organisation, col(Organisation.id) == QuestionnaireUnit.organisation_id)
        .where(col(Questionnaire.published_id).is_not(None), col(Questionnaire.due_at).is_not(None))
        .order_by(col(Organisation.kind).desc(), col(Organisation.order_no))
        .options(WITHOUT_DRAFT)
    )
    if questionnaire_id is not None:
        query = query.where(Questionnaire.id == questionnaire_id)
    if not scope.everything:
        query = query.where(col(QuestionnaireUnit.organisation_id).in_(scope.organisation_ids))
    for asked, questionnaire, unit in session.exec(query):
        if questionnaire.due_at is None:
            continue
        until = max(questionnaire.due_at, asked.until or questionnaire.due_at)
        owed = Owed(
            questionnaire, asked.organisation_id, unit.short_name or unit.name, None, Deadlines(until, until)
        )
        yield Asked(owed, unit.code, unit.kind, unit.group_name)


def _tasks(session: Session, asked: Iterable[Asked]) -> list[Task]:
    asked = [each for each in asked if each.owed.questionnaire.published_id is not None]
    places = {each.owed.place for each in asked}
    rows = {row.place: row for row in session.exec(select(Response).where(col(Response.place).in_(places)))}
    ids = [row.id or 0 for row in rows.values()]
    answers, files = answers_of_many(session, ids), file_counts(session, ids)
    wanted = {each.owed.questionnaire.published_id or 0 for each in asked}
    forms = _forms(session, wanted | {row.version_id for row in rows.values()})
    now = moment(session)
    empty = {each: standing(forms[each], {}).whole for each in wanted}
    found = []
    for each in asked:
        row = rows.get(each.owed.place)
        if row is None:
            progress = empty[each.owed.questionnaire.published_id or 0]
        else:
            form, number = forms[filled_version(row, each.owed)], row.id or 0
            progress = standing(form, answers[number], files[number]).whole
        found.append(_task(each, row, progress, now))
    return found


def _forms(session: Session, ids: Collection[int]) -> dict[int, Form]:
    query = select(QuestionnaireVersion).where(col(QuestionnaireVersion.id).in_(ids))
    return {version.id or 0: Form.from_dict(version.document) for version in session.exec(query)}


def _task(asked: Asked, row: Response | None, progress: Progress, now: datetime) -> Task:
    owed = asked.owed
    return Task(
        questionnaire_id=owed.questionnaire.id or 0,
        title=owed.questionnaire.title,
        project_id=owed.round.project_id if owed.round else None,
        round_id=owed.round.id if owed.round else None,
        round_name=owed.round.name if owed.round else "",
        organisation_id=owed.organisation_id,
        unit_code=asked.code,
        unit_name=owed.unit_name,
        kind=asked.kind,
        group_name=asked.group_name,
        response_id=row.id if row else None,
        state=ResponseState(row.state) if row else None,
        progress=progress,
        due_at=owed.deadlines.due_at,
        locks_at=owed.deadlines.locks_at,
        closed=tuple(str(each) for each in owed.problems(now, begun=row is not None)),
        handed_in_at=row.handed_in_at if row else None,
        handed_in_by=row.handed_in_by if row else "",
        is_on_time=bool(row and row.is_on_time),
        returns=row.returns if row else 0,
    )
