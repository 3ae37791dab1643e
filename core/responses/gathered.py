"""The responses to one questionnaire, gathered for statistics and exports: each by the version it answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.evidence.models import EvidenceFile
from core.questionnaires.answers import Answer as Given
from core.questionnaires.cells import question_code
from core.questionnaires.form import Form
from core.questionnaires.held import published_version
from core.questionnaires.logic import shown
from core.questionnaires.models import QuestionnaireVersion
from core.questionnaires.points import QuestionPoints, Scoring
from core.responses.held import answers_of_many, filled_version
from core.responses.models import AnswerFile, ManualMark, Response
from core.responses.rules import ResponseState
from core.responses.tasks import Asked, asked_units

READ = Permission.QUESTIONNAIRES_ANSWER_READ


@dataclass(frozen=True, slots=True)
class Filled:
    """One unit's response: the answers to the questions it was shown, the names of its files by box.

    `points` are empty where they were not asked for and where nothing is scored.
    """

    response_id: int
    unit_code: str
    unit_name: str
    kind: str
    group_name: str
    state: ResponseState
    number: int
    form: Form
    seen: frozenset[str]
    answers: Mapping[str, Given]
    files: Mapping[str, tuple[str, ...]]
    points: tuple[QuestionPoints, ...]
    handed_in_at: datetime | None
    handed_in_by: str
    is_on_time: bool

    @property
    def total(self) -> Decimal:
        """All points."""
        return sum((each.total for each in self.points), Decimal(0))


@dataclass(frozen=True, slots=True)
class Gathered:
    """Responses in the official order of their units; `versions` are those answered, the newest first.

    `asked` counts the units that were asked, whether or not they answered.
    """

    questionnaire_id: int
    code: str
    title: str
    round_id: int | None
    round_name: str
    versions: tuple[tuple[int, Form], ...]
    filled: tuple[Filled, ...]
    asked: int
    with_drafts: bool

    @property
    def name(self) -> str:
        """The questionnaire with its round."""
        return f"{self.round_name}·{self.title}" if self.round_name else self.title

    @property
    def form(self) -> Form:
        """The newest version."""
        return self.versions[0][1]


def gathered(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    round_id: int | None,
    with_drafts: bool = False,
    with_points: bool = False,
    permission: Permission = READ,
) -> Gathered:
    """The responses in the actor's reach: those handed in, with `with_drafts` all that were begun."""
    scope = authorise(session=session, actor=actor, permission=permission)
    newest = published_version(session, questionnaire_id)
    asked = asked_units(session, scope, questionnaire_id, round_id)
    by_place = {each.owed.place: each for each in asked}
    rows = {
        row.place: row
        for row in session.exec(select(Response).where(col(Response.place).in_(by_place)))
        if with_drafts or row.state == ResponseState.HANDED_IN
    }
    pairs = [(each, rows[each.owed.place]) for each in asked if each.owed.place in rows]
    wanted = {filled_version(row, each.owed) for each, row in pairs} | {newest.id or 0}
    query = select(QuestionnaireVersion).where(col(QuestionnaireVersion.id).in_(wanted))
    versions = {each.id or 0: (each.number, Form.from_dict(each.document)) for each in session.exec(query)}
    first = asked[0].owed if asked else None
    return Gathered(
        questionnaire_id=questionnaire_id,
        code=first.questionnaire.code if first else "",
        title=newest.title,
        round_id=round_id,
        round_name=first.round.name if first and first.round else "",
        versions=tuple(sorted(versions.values(), key=lambda each: -each[0])),
        filled=_filled(session, pairs, versions, with_points=with_points),
        asked=len(asked),
        with_drafts=with_drafts,
    )


def _filled(
    session: Session,
    pairs: Sequence[tuple[Asked, Response]],
    versions: Mapping[int, tuple[int, Form]],
    *,
    with_points: bool,
) -> tuple[Filled, ...]:
    ids = [row.id or 0 for _asked, row in pairs]
    answers, files = answers_of_many(session, ids), files_of(session, ids)
    marks = manual_points(session, ids) if with_points else {}
    scoring = {key: Scoring(form) for key, (_number, form) in versions.items() if with_points}
    # A key is met once in every response; taking it apart once is enough.
    code_of = cache(question_code)
    found = []
    for asked, row in pairs:
        version_id, number = filled_version(row, asked.owed), row.id or 0
        form, given = versions[version_id][1], answers[number]
        seen = shown(form, given)
        points = scoring[version_id].of(given, seen, marks.get(number)) if with_points else ()
        found.append(
            Filled(
                response_id=number,
                unit_code=asked.code,
                unit_name=asked.owed.unit_name,
                kind=asked.kind,
                group_name=asked.group_name,
                state=ResponseState(row.state),
                number=versions[version_id][0],
                form=form,
                seen=seen,
                answers={key: value for key, value in given.items() if code_of(key) in seen},
                files={key: names for key, names in files[number].items() if question_code(key) in seen},
                points=points,
                handed_in_at=row.handed_in_at,
                handed_in_by=row.handed_in_by,
                is_on_time=row.is_on_time,
            )
        )
    return tuple(found)


def files_of(session: Session, ids: Collection[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """The names of the files in each box of several responses, for services that have authorised already."""
    query = (
        select(AnswerFile.response_id, AnswerFile.cell, EvidenceFile.name)
        .join(EvidenceFile, col(EvidenceFile.id) == AnswerFile.evidence_id)
        .where(col(AnswerFile.response_id).in_(ids), col(AnswerFile.removed_at).is_(None))
        .order_by(col(AnswerFile.id))
    )
    found: dict[int, dict[str, tuple[str, ...]]] = {each: {} for each in ids}
    for response_id, cell, name in session.exec(query):
        found[response_id][cell] = (*found[response_id].get(cell, ()), name)
    return found


def manual_points(session: Session, ids: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """The points given by judgement, by response and question; for services that have authorised already."""
    query = select(ManualMark.response_id, ManualMark.question, ManualMark.points)
    found: dict[int, dict[str, Decimal]] = {}
    for response_id, question, points in session.exec(query.where(col(ManualMark.response_id).in_(ids))):
        found.setdefault(response_id, {})[question] = Decimal(points)
    return found
