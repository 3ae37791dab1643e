"""Points for answers: what the rules give by themselves, and what an evaluator gives with a reason."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, Problem
from core.indicators.canonical import plain_decimal
from core.projects.rules import reason_problems
from core.questionnaires.answers import number_in
from core.questionnaires.form import Form, Question
from core.questionnaires.held import form_of
from core.questionnaires.points import QuestionPoints, points_of
from core.responses.held import answers_of, response_row
from core.responses.models import ManualMark, Response
from core.responses.rules import ResponseState
from core.responses.window import owed_of

MARK, READ = Permission.QUESTIONNAIRES_ANSWER_MARK, Permission.QUESTIONNAIRES_ANSWER_READ


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The points somebody gave a question, and why."""

    question: str
    points: Decimal
    reason: str
    by: str
    at_text: str
    version: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What a response earned: question by question, with the judgements behind it."""

    questions: tuple[QuestionPoints, ...]
    marks: tuple[MarkRow, ...]
    waiting: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """All points."""
        return sum((each.total for each in self.questions), Decimal(0))

    @property
    def most(self) -> Decimal:
        """All points there are."""
        return sum((each.most for each in self.questions), Decimal(0))


def mark_answer(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    question: str,
    points: str,
    reason: str,
    version: int = 0,
    client_key: str | None = None,
) -> None:
    """Give the answer to a question its points by judgement; `version` is that of the mark seen, 0 for none.

    Raises `Invalid` for responses not handed in, questions without points by judgement, points out of their
    range, and without a reason; `Conflict` where a colleague was first.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=MARK, organisation_id=row.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    asked = form_of(session, row.version_id).question_by_code.get(question)
    given = number_in(points)
    problems = _problems(row, asked, given, points) + reason_problems(reason)
    if problems or given is None:
        raise Invalid("评分没有保存", problems=problems)
    held = _mark(session, response_id, question)
    if held is not None and held.version != version:
        raise Conflict(
            f"“{question}”已由{held.person_name}于 {clock.to_minute(held.at)} 评为 {held.points} 分（{held.reason}），您的评分没有保存",
            remedy="请刷新后核对，仍需修改时再提交一次",
        )
    before = {"points": held.points, "reason": held.reason} if held else None
    if held is None:
        held = ManualMark(
            response_id=response_id, question=question, points="", reason="", at=clock.now(), person_name=""
        )
        session.add(held)
    held.points, held.reason = plain_decimal(given), reason.strip()
    held.at, held.person_name = clock.now(), actor.name
    owed = owed_of(session, row.questionnaire_id, row.round_id, row.organisation_id)
    record(
        session=session,
        actor=actor,
        action=MARK,
        object_type="response",
        object_id=str(response_id),
        object_name=f"{owed.title}：{owed.unit_name}",
        before=before,
        after={"question": question, "points": held.points},
        reason=held.reason,
        client_key=client_key,
    )


def marked(*, session: Session, actor: Actor, response_id: int) -> Marked:
    """What a response earned, by the version it was handed in with; for whoever may read it."""
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=READ, organisation_id=row.organisation_id)
    return marked_of(session, row, form_of(session, row.version_id))


def marked_of(session: Session, row: Response, form: Form) -> Marked:
    """The same for services that have authorised already."""
    query = select(ManualMark).where(ManualMark.response_id == row.id).order_by(ManualMark.question)
    marks = tuple(
        MarkRow(
            each.question,
            Decimal(each.points),
            each.reason,
            each.person_name,
            clock.to_minute(each.at),
            each.version,
        )
        for each in session.exec(query)
    )
    given = {each.question: each.points for each in marks}
    questions = points_of(form, answers_of(session, row.id or 0), given)
    waiting = tuple(
        question.code
        for question in form.questions
        if question.manual is not None and question.code not in given
    )
    return Marked(questions, marks, waiting)


def _mark(session: Session, response_id: int, question: str) -> ManualMark | None:
    query = select(ManualMark).where(ManualMark.response_id == response_id, ManualMark.question == question)
    return session.exec(query).first()


def _problems(row: Response, asked: Question | None, given: Decimal | None, text: str) -> list[Problem]:
    problems = []
    if row.state != ResponseState.HANDED_IN:
        problems.append(Problem("答卷还没有报送", ResponseState(row.state).label, "请在单位报送后评分"))
    if asked is None or asked.manual is None:
        problems.append(Problem("这道题没有人工分", remedy="请从待评的题中选择"))
    elif given is None:
        problems.append(Problem("分数应为数字", text.strip()[:20], "如 2 或 1.5"))
    elif not 0 <= given <= asked.manual:
        most = plain_decimal(asked.manual)
        problems.append(Problem(f"分数应在 0 到 {most} 之间", plain_decimal(given), "请改正"))
    return problems
