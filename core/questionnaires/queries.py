"""Reads of questionnaires: the list, one with its versions and rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound
from core.organisations.queries import Unit, assessed
from core.organisations.rules import OrganisationKind
from core.projects.models import Project, ProjectRound, RoundForm
from core.questionnaires.form import Form
from core.questionnaires.held import questionnaire_row
from core.questionnaires.models import (
    Questionnaire,
    QuestionnaireMove,
    QuestionnaireUnit,
    QuestionnaireVersion,
)
from core.questionnaires.rules import QuestionnaireState

READ = Permission.QUESTIONNAIRES_FORM_READ
_SORTS = {
    "code": Questionnaire.code,
    "title": Questionnaire.title,
    "state": Questionnaire.state,
    "changed": Questionnaire.changed_at,
}


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire as lists show it; `number` is the published version's, 0 before the first."""

    id: int
    code: str
    title: str
    state: QuestionnaireState
    questions: int
    number: int
    rounds: tuple[str, ...]
    units: int
    due_at: datetime | None
    changed_at: datetime
    changed_by: str
    last_change: str
    version: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One published version."""

    id: int
    number: int
    questions: int
    sha256: str
    published_at: datetime
    published_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of state."""

    at: datetime
    by: str
    from_state: QuestionnaireState
    to_state: QuestionnaireState
    reason: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """A round a questionnaire hangs on; an empty audience means every kind of unit."""

    round_id: int
    project_id: int
    name: str
    audience: str


@dataclass(frozen=True, slots=True)
class QuestionnaireView:
    """One questionnaire, whole: its draft, what units fill now, its versions, moves and rounds."""

    row: QuestionnaireRow
    form: Form
    published: Form | None
    versions: tuple[VersionRow, ...]
    moves: tuple[MoveRow, ...]
    rounds: tuple[Hanging, ...]
    unit_ids: tuple[int, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the draft differs from what units fill."""
        return self.published is None or self.published.sha256 != self.form.sha256


def questionnaires(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    state: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int | None = 20,
) -> tuple[list[QuestionnaireRow], int]:
    """One page of the questionnaires, the last changed first, and how many there are."""
    authorise(session=session, actor=actor, permission=READ)
    query = select(Questionnaire)
    if text:
        places = (Questionnaire.title, Questionnaire.code)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if state:
        query = query.where(Questionnaire.state == state)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    chosen = col(_SORTS.get(sort.lstrip("-"), Questionnaire.changed_at))
    falling = sort.startswith("-") or sort.lstrip("-") not in _SORTS
    query = query.order_by(chosen.desc() if falling else chosen, col(Questionnaire.id).desc())
    held = session.exec(query.offset(offset).limit(limit)).all()
    return _rows(session, held), total


def questionnaire(*, session: Session, actor: Actor, questionnaire_id: int) -> QuestionnaireView:
    """One questionnaire, whole."""
    authorise(session=session, actor=actor, permission=READ)
    held = questionnaire_row(session, questionnaire_id)
    versions = session.exec(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
        .order_by(col(QuestionnaireVersion.number).desc())
    ).all()
    published = next((each for each in versions if each.id == held.published_id), None)
    moves = session.exec(
        select(QuestionnaireMove)
        .where(QuestionnaireMove.questionnaire_id == questionnaire_id)
        .order_by(col(QuestionnaireMove.id).desc())
    )
    units = session.exec(
        select(QuestionnaireUnit.organisation_id).where(
            QuestionnaireUnit.questionnaire_id == questionnaire_id
        )
    )
    return QuestionnaireView(
        row=_rows(session, [held])[0],
        form=Form.from_dict(held.document),
        published=Form.from_dict(published.document) if published else None,
        versions=tuple(_version(each) for each in versions),
        moves=tuple(
            MoveRow(
                each.at,
                each.person_name,
                QuestionnaireState(each.from_state),
                QuestionnaireState(each.to_state),
                each.reason,
            )
            for each in moves
        ),
        rounds=_hanging(session, [questionnaire_id]).get(questionnaire_id, ()),
        unit_ids=tuple(units),
    )


def forms_of_round(*, session: Session, actor: Actor, round_id: int) -> list[tuple[QuestionnaireRow, str]]:
    """The questionnaires of a round, each with the kind of unit it is for."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    query = (
        select(Questionnaire, RoundForm.audience)
        .join(RoundForm, col(RoundForm.questionnaire_id) == Questionnaire.id)
        .where(RoundForm.round_id == round_id)
        .order_by(col(Questionnaire.code))
    )
    found = session.exec(query).all()
    rows = _rows(session, [held for held, _audience in found])
    return [(row, audience) for row, (_held, audience) in zip(rows, found, strict=True)]


def version_of(*, session: Session, actor: Actor, version_id: int) -> Form:
    """What a published version asks; raises `NotFound`."""
    authorise(session=session, actor=actor, permission=READ)
    kept = session.get(QuestionnaireVersion, version_id)
    if kept is None:
        raise NotFound("没有这个版本", remedy="请从版本列表重新选择")
    return Form.from_dict(kept.document)


def addressable(*, session: Session, actor: Actor) -> tuple[Unit, ...]:
    """The units a questionnaire may be given to without a project: those assessed, in their official order."""
    authorise(session=session, actor=actor, permission=READ)
    kinds = (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY)
    return tuple(unit for kind in kinds for unit in assessed(session, kind))


def _rows(session: Session, held: Sequence[Questionnaire]) -> list[QuestionnaireRow]:
    ids = [each.id or 0 for each in held]
    numbers = dict(
        session.exec(
            select(QuestionnaireVersion.id, QuestionnaireVersion.number).where(
                col(QuestionnaireVersion.questionnaire_id).in_(ids)
            )
        ).all()
    )
    counted = (
        select(QuestionnaireUnit.questionnaire_id, func.count())
        .where(col(QuestionnaireUnit.questionnaire_id).in_(ids))
        .group_by(col(QuestionnaireUnit.questionnaire_id))
    )
    units, rounds = dict(session.exec(counted).all()), _hanging(session, ids)
    return [
        QuestionnaireRow(
            id=each.id or 0,
            code=each.code,
            title=each.title,
            state=QuestionnaireState(each.state),
            questions=sum(len(section["questions"]) for section in each.document["sections"]),
            number=numbers.get(each.published_id, 0),
            rounds=tuple(hung.name for hung in rounds.get(each.id or 0, ())),
            units=units.get(each.id or 0, 0),
            due_at=each.due_at,
            changed_at=each.changed_at,
            changed_by=each.changed_by,
            last_change=each.last_change,
            version=each.version,
        )
        for each in held
    ]


def _version(kept: QuestionnaireVersion) -> VersionRow:
    return VersionRow(
        id=kept.id or 0,
        number=kept.number,
        questions=sum(len(section["questions"]) for section in kept.document["sections"]),
        sha256=kept.sha256,
        published_at=kept.published_at,
        published_by=kept.published_by,
        reason=kept.reason,
    )


def _hanging(session: Session, ids: list[int]) -> Mapping[int, tuple[Hanging, ...]]:
    query = (
        select(RoundForm, ProjectRound, Project.name)
        .join(ProjectRound, col(ProjectRound.id) == RoundForm.round_id)
        .join(Project, col(Project.id) == ProjectRound.project_id)
        .where(col(RoundForm.questionnaire_id).in_(ids))
        .order_by(col(ProjectRound.project_id), col(ProjectRound.order_no))
    )
    found: dict[int, tuple[Hanging, ...]] = {}
    for hung, row, project in session.exec(query):
        name = f"{project}·{row.name}"
        each = Hanging(hung.round_id, row.project_id, name, hung.audience)
        found[hung.questionnaire_id] = (*found.get(hung.questionnaire_id, ()), each)
    return found
