"""The bureau's view of a questionnaire being filled: who has handed in, who has not, what it is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.organisations.rules import OrganisationKind, group_name
from core.projects.models import ProjectRound, RoundForm
from core.questionnaires.form import Form
from core.questionnaires.logic import shown
from core.questionnaires.models import Questionnaire, QuestionnaireUnit, QuestionnaireVersion
from core.questionnaires.points import Scoring, most_of
from core.questionnaires.rules import QuestionnaireState
from core.responses.gathered import manual_points
from core.responses.held import answers_of_many
from core.responses.models import Response
from core.responses.rules import NOT_BEGUN, ResponseState
from core.responses.tasks import Task, asked_units, tasks_of

READ = Permission.QUESTIONNAIRES_ANSWER_READ
# What one looks for among the units, beside their names.
STANDINGS: Final = {
    "missing": "未报（含退回）",
    "handed_in": "已报",
    "returned": "退回",
    "filling": "填报中",
    "unbegun": "未开始",
    "late": "逾期报送",
    "unmarked": "待评分",
}
SORTS: Final = ("unit", "state", "progress", "missing", "at", "returns", "points")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a questionnaire is filled: in a round, or of its own."""

    questionnaire_id: int
    round_id: int | None
    title: str
    round_name: str
    state: QuestionnaireState

    @property
    def key(self) -> str:
        """The place in an address: questionnaire-round, 0 for none."""
        return f"{self.questionnaire_id}-{self.round_id or 0}"

    @property
    def name(self) -> str:
        """The questionnaire with its round and its state."""
        return f"{self.title}（{self.round_name or '不挂项目'}，{self.state.label}）"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How one unit stands; `points` is None while nothing is handed in or nothing is scored."""

    task: Task
    points: Decimal | None
    waiting: int

    @property
    def is_in(self) -> bool:
        """Whether it has handed in and was not sent back since."""
        return self.task.state is ResponseState.HANDED_IN


@dataclass(frozen=True, slots=True)
class Counts:
    """应报, 已报, 退回, 填报中 and 未开始 of some units."""

    due: int
    handed_in: int
    returned: int
    unbegun: int

    @property
    def missing(self) -> int:
        """Units that still owe it."""
        return self.due - self.handed_in


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of the tree; `key` names it in an address: a kind, or kind-group."""

    key: str
    depth: int
    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Collected:
    """A questionnaire's units as one person may see them; `most` is what a response can earn."""

    place: Place
    rows: tuple[UnitRow, ...]
    most: Decimal

    @property
    def total(self) -> Counts:
        """All units in reach."""
        return counted(self.rows)

    @property
    def last_moment(self) -> datetime | None:
        """The deadline of those that still owe it, the earliest first; of all where none does."""
        owing = [row.task.locks_at for row in self.rows if not row.is_in]
        return min(owing or [row.task.locks_at for row in self.rows], default=None)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The kinds of units, and their groups where a kind has several."""
        found = []
        for kind in dict.fromkeys(row.task.kind for row in self.rows):
            of_kind = [row for row in self.rows if row.task.kind == kind]
            found.append(Branch(kind, 1, OrganisationKind(kind).label, counted(of_kind)))
            groups = dict.fromkeys(row.task.group_name for row in of_kind)
            if len(groups) > 1:
                found += [
                    Branch(
                        f"{kind}-{group}",
                        2,
                        group_name(group),
                        counted(row for row in of_kind if row.task.group_name == group),
                    )
                    for group in groups
                ]
        return tuple(found)


def places(*, session: Session, actor: Actor) -> list[Place]:
    """Where questionnaires are filled that the actor reaches a unit of, the newest first."""
    scope = authorise(session=session, actor=actor, permission=READ)
    hung = (
        select(Questionnaire, ProjectRound)
        .join(RoundForm, col(RoundForm.questionnaire_id) == Questionnaire.id)
        .join(ProjectRound, col(ProjectRound.id) == RoundForm.round_id)
        .where(col(Questionnaire.published_id).is_not(None))
        .order_by(col(ProjectRound.id).desc(), col(Questionnaire.id).desc())
    )
    own = (
        select(Questionnaire)
        .where(
            col(Questionnaire.published_id).is_not(None),
            col(Questionnaire.id).in_(select(QuestionnaireUnit.questionnaire_id)),
        )
        .order_by(col(Questionnaire.id).desc())
    )
    every = [_place(questionnaire, row) for questionnaire, row in session.exec(hung)]
    every += [_place(questionnaire, None) for questionnaire in session.exec(own)]
    if scope.everything:
        return every
    return [place for place in every if asked_units(session, scope, place.questionnaire_id, place.round_id)]


def collected(*, session: Session, actor: Actor, place: Place) -> Collected:
    """The questionnaire's units with their progress and points."""
    tasks = tasks_of(
        session=session, actor=actor, questionnaire_id=place.questionnaire_id, round_id=place.round_id
    )
    worth = _points(session, [task.response_id or 0 for task in tasks if _is_in(task)])
    rows = tuple(UnitRow(task, *worth.get(task.response_id or 0, (None, 0))) for task in tasks)
    published = session.get_one(Questionnaire, place.questionnaire_id).published_id
    form = Form.from_dict(session.get_one(QuestionnaireVersion, published).document)
    return Collected(place, rows, sum(map(most_of, form.questions), Decimal(0)))


def counted(rows: Iterable[UnitRow]) -> Counts:
    """The counts of these units."""
    states = [row.task.state for row in rows]
    return Counts(
        due=len(states),
        handed_in=states.count(ResponseState.HANDED_IN),
        returned=states.count(ResponseState.RETURNED),
        unbegun=states.count(None),
    )


def narrowed(
    rows: Iterable[UnitRow], *, text: str = "", standing: str = "", branch: str = ""
) -> list[UnitRow]:
    """The units whose code or name holds `text`, of a branch, that stand as a key of `STANDINGS` says."""
    word, (kind, _, group) = text.strip().casefold(), branch.partition("-")
    return [
        row
        for row in rows
        if word in f"{row.task.unit_code} {row.task.unit_name}".casefold()
        and (not branch or (row.task.kind == kind and ("-" not in branch or row.task.group_name == group)))
        and (not standing or _stands(row, standing))
    ]


def ordered(rows: Sequence[UnitRow], sort: str) -> list[UnitRow]:
    """The rows by one of `SORTS`, falling after a minus; in official order by any other word."""
    key, falling = sort.removeprefix("-"), sort.startswith("-")
    order = list(ResponseState)
    by = {
        "unit": lambda row: row.task.unit_code,
        "state": lambda row: order.index(row.task.state) if row.task.state else -1,
        "progress": lambda row: row.task.progress.done / max(row.task.progress.due, 1),
        "missing": lambda row: row.task.missing,
        "at": lambda row: row.task.handed_in_at.timestamp() if row.task.handed_in_at else 0.0,
        "returns": lambda row: row.task.returns,
        "points": lambda row: row.points if row.points is not None else Decimal(-1),
    }.get(key)
    return list(rows) if by is None else sorted(rows, key=by, reverse=falling)


def _stands(row: UnitRow, standing: str) -> bool:
    state = row.task.state
    return {
        "missing": not row.is_in,
        "handed_in": row.is_in,
        "returned": state is ResponseState.RETURNED,
        "filling": state is ResponseState.FILLING,
        "unbegun": row.task.state_label == NOT_BEGUN,
        "late": row.is_in and not row.task.is_on_time,
        "unmarked": row.waiting > 0,
    }.get(standing, True)


def _is_in(task: Task) -> bool:
    return task.response_id is not None and task.state is ResponseState.HANDED_IN


def _points(session: Session, ids: list[int]) -> dict[int, tuple[Decimal | None, int]]:
    """Points, and how many judgements are still to be given, by response."""
    versions = dict(
        session.exec(select(Response.id, Response.version_id).where(col(Response.id).in_(ids))).all()
    )
    query = select(QuestionnaireVersion).where(col(QuestionnaireVersion.id).in_(set(versions.values())))
    forms = {each.id or 0: Form.from_dict(each.document) for each in session.exec(query)}
    answers, marks = answers_of_many(session, ids), manual_points(session, ids)
    scoring = {key: Scoring(form) for key, form in forms.items()}
    found: dict[int, tuple[Decimal | None, int]] = {}
    for number in ids:
        form, given = forms[versions[number]], marks.get(number, {})
        points = scoring[versions[number]].of(answers[number], shown(form, answers[number]), given)
        waiting = sum(
            question.manual is not None and question.code not in given for question in form.questions
        )
        total = sum((each.total for each in points), Decimal(0))
        found[number] = (total if points else None, waiting)
    return found


def _place(questionnaire: Questionnaire, row: ProjectRound | None) -> Place:
    return Place(
        questionnaire.id or 0,
        row.id if row else None,
        questionnaire.title,
        row.name if row else "",
        QuestionnaireState(questionnaire.state),
    )
