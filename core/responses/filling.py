"""Filling: a response is begun once, and every committed value is saved at once, box by box.

Two people on one form never lose anything to each other: different boxes are both kept, and whoever changes a
box somebody else changed meanwhile is asked, with both values, author and time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, NotAllowed, Problem
from core.questionnaires.answers import Answer as Given
from core.questionnaires.answers import is_forged, kept
from core.questionnaires.cells import cell_at, question_code
from core.questionnaires.form import Kind
from core.questionnaires.held import published_version
from core.responses.held import Held, locked, response_row
from core.responses.models import Answer, Response, ResponsePart, ResponseReturn
from core.responses.places import stand
from core.responses.rules import ResponseState
from core.responses.upsert import write_boxes
from core.responses.window import owed_of
from core.store.moments import moment

FILL = Permission.QUESTIONNAIRES_ANSWER_FILL
# More boxes than any form has; a forged message with more is refused whole.
MOST_AT_ONCE: Final = 3000


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a box, and the revision of what stood there before; 0 where nothing did."""

    value: object
    seen: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A box somebody else changed meanwhile: what was typed, what stands there, by whom and when."""

    cell: str
    place: str
    mine: Given
    theirs: Given
    by: str
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left: its moment, the new revision of each box it wrote, and the boxes to ask about."""

    at: datetime
    revisions: Mapping[str, int]
    clashes: tuple[Clash, ...] = ()


def begin_response(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int | None, organisation_id: int
) -> int:
    """The unit's response to a questionnaire, made where there is none yet; returns its id.

    Raises `NotFound` for a unit that was not asked, `Invalid` where filling cannot begin now.
    """
    authorise(session=session, actor=actor, permission=FILL, organisation_id=organisation_id)
    owed = owed_of(session, questionnaire_id, round_id, organisation_id)
    query = select(Response.id).where(Response.place == owed.place)
    found = session.exec(query).first()
    if found is not None:
        return found
    at = moment(session)
    _refuse(f"“{owed.title}”还不能填报", owed.problems(at, begun=False))
    version = published_version(session, questionnaire_id)
    row = Response(
        place=owed.place,
        questionnaire_id=questionnaire_id,
        version_id=version.id or 0,
        round_id=round_id,
        organisation_id=organisation_id,
        begun_at=at,
        begun_by=actor.name,
    )
    session.add(row)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=FILL,
        object_type="response",
        object_id=str(row.id),
        object_name=f"{owed.title}：{owed.unit_name}",
        after={"state": ResponseState.FILLING, "form_version": version.number},
    )
    return row.id or 0


def save_answers(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    typed: Mapping[str, Typed],
    client_key: str | None = None,
) -> Saved:
    """Save what was typed into these boxes; what breaks a rule is saved as well, and marked where it is shown.

    Boxes changed by others meanwhile are left as they are and returned as clashes. Raises `Invalid` after the
    deadline, for a response handed in, for boxes the form has not, and for questions that are not returned.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=FILL, organisation_id=row.organisation_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return Saved(done.at, (done.after or {}).get("revisions", {}))
    held = locked(session, response_id, whole=False)
    at = moment(session)
    check_open(session, actor, held, at, {question_code(key) for key in typed})
    values = _values(held, typed)
    before = _standing(session, response_id, list(values))
    same = {key: before[key][1] for key, value in values.items() if key in before and before[key][0] == value}
    wanted = {key: value for key, value in values.items() if key not in same}
    seen = {key: typed[key].seen for key in wanted}
    written = write_boxes(session, actor, response_id, wanted, seen=seen, at=at)
    revisions = same | written
    changes = {key: (before.get(key, ("", 0))[0], wanted[key]) for key in written}
    clashes = [_clash(session, held, key, value) for key, value in wanted.items() if key not in written]
    if changes:
        stand(session, actor, response_id, next(reversed(changes)), at)
        record(
            session=session,
            actor=actor,
            action=FILL,
            object_type="response",
            object_id=str(response_id),
            object_name=f"{held.owed.title}：{held.owed.unit_name}",
            before={"answers": {key: old for key, (old, _new) in changes.items()}},
            after={"answers": {key: new for key, (_old, new) in changes.items()}, "revisions": revisions},
            client_key=client_key,
        )
    return Saved(at, revisions, tuple(clashes))


def check_open(session: Session, actor: Actor, held: Held, at: datetime, questions: Collection[str]) -> None:
    """Raise `Invalid` where these questions of a response cannot be changed now, `NotAllowed` for a colleague's."""
    problems = held.owed.problems(at, begun=True)
    state = ResponseState(held.row.state)
    if state is ResponseState.HANDED_IN:
        problems.append(
            Problem("答卷已报送", held.owed.title, "需要修改的，请在截止前撤回，或联系市大数据局退回")
        )
    elif state is ResponseState.RETURNED:
        problems += _not_returned(session, held, questions)
    _refuse("没有保存", problems)
    query = select(ResponsePart).where(
        ResponsePart.response_id == held.row.id, col(ResponsePart.question).in_(questions)
    )
    others = [part.question for part in session.exec(query) if part.person_id != actor.person_id]
    if others:
        raise NotAllowed(
            f"“{'、'.join(others)}”已分给他人填报", remedy="请由责任人填写，或在“分工”中改派后再填"
        )


def _not_returned(session: Session, held: Held, questions: Collection[str]) -> list[Problem]:
    """A response returned to some questions is mended in those; one returned whole, anywhere."""
    sent_back = returned_questions(session, held.row)
    if "" in sent_back:
        return []
    # What a returned question opens or closes has to follow it.
    following = {
        question.code
        for question in held.form.questions
        if any(question_code(term.cell) in sent_back for term in question.shown_if.terms)
    }
    fixed = sorted(set(questions) - set(sent_back) - following)
    if not fixed:
        return []
    return [
        Problem(
            "只能修改被退回的题",
            "、".join(fixed),
            f"本次退回：{'、'.join(sorted(sent_back))}；其余须另行申请",
        )
    ]


def returned_questions(session: Session, row: Response) -> dict[str, str]:
    """The questions of the last return with their reasons; the whole under the empty code."""
    if row.state != ResponseState.RETURNED:
        return {}
    query = select(ResponseReturn).where(
        ResponseReturn.response_id == row.id, ResponseReturn.number == _last_number(session, row)
    )
    return {each.question: each.reason for each in session.exec(query.order_by(col(ResponseReturn.id)))}


def _last_number(session: Session, row: Response) -> int:
    query = select(ResponseReturn.number).where(ResponseReturn.response_id == row.id)
    return session.exec(query.order_by(col(ResponseReturn.number).desc())).first() or 0


def _values(held: Held, typed: Mapping[str, Typed]) -> dict[str, Given]:
    if len(typed) > MOST_AT_ONCE:
        _refuse("没有保存", [Problem("一次提交的内容过多", f"{len(typed)} 格", "请刷新页面后再填")])
    values, strangers = {}, []
    for key, each in typed.items():
        cell = cell_at(held.form, key)
        if cell is None or cell.kind in (Kind.FILE, Kind.MATRIX) or is_forged(cell, each.value):
            strangers.append(key[:40])
        else:
            values[key] = kept(cell, each.value)
    if strangers:
        raise Invalid(
            "没有保存",
            problems=[
                Problem(
                    "问卷中没有这一格，或这一格填不了这样的内容",
                    "、".join(strangers[:5]),
                    "问卷可能已更新，请刷新页面后再填",
                )
            ],
        )
    return values


def _standing(session: Session, response_id: int, keys: list[str]) -> dict[str, tuple[Given, int]]:
    """What stands in these boxes, and at which revision."""
    query = select(Answer.cell, Answer.value, Answer.revision).where(
        Answer.response_id == response_id, col(Answer.cell).in_(keys)
    )
    return {cell: (value or "", revision) for cell, value, revision in session.exec(query)}


def _clash(session: Session, held: Held, key: str, mine: Given) -> Clash:
    query = select(Answer).where(Answer.response_id == held.row.id, Answer.cell == key)
    stands = session.exec(query.execution_options(populate_existing=True)).one()
    cell = cell_at(held.form, key)
    return Clash(
        cell=key,
        place=cell.place if cell else key,
        mine=mine,
        theirs=stands.value or "",
        by=stands.person_name,
        at=stands.at,
        revision=stands.revision,
    )


def _refuse(message: str, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(message, problems=problems)
