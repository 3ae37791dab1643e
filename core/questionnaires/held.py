"""A questionnaire's row as verbs find it: as somebody saw it, and what it is called."""

from typing import Final

from sqlmodel import Session, select

from core import clock
from core.audit.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from core.questionnaires.form import Form
from core.questionnaires.models import Questionnaire, QuestionnaireMove, QuestionnaireVersion
from core.questionnaires.rules import QuestionnaireState

# A published version never changes: what its fingerprint stands for is read once a process.
_MOST_READ: Final = 64
_read: dict[str, Form] = {}


def fresh(session: Session, questionnaire_id: int, version: int) -> Questionnaire:
    """The questionnaire as the person saw it; raises `NotFound`, or `Conflict` saying who changed what since."""
    held = questionnaire_row(session, questionnaire_id)
    if held.version != version:
        raise Conflict(
            f"问卷“{held.title}”已由{held.changed_by}于 {clock.to_minute(held.changed_at)} 修改"
            f"（{held.last_change}），您的操作没有保存",
            remedy="请载入最新内容核对，仍需修改时再提交一次",
        )
    return held


def questionnaire_row(session: Session, questionnaire_id: int) -> Questionnaire:
    """The questionnaire for services that have authorised already."""
    held = session.get(Questionnaire, questionnaire_id)
    if held is None:
        raise NotFound("没有这份问卷", remedy="请从问卷列表重新选择")
    return held


def published_version(session: Session, questionnaire_id: int) -> QuestionnaireVersion:
    """The version units fill now; raises `Invalid` where there is none yet."""
    held = questionnaire_row(session, questionnaire_id)
    if held.published_id is None:
        raise Invalid(f"问卷“{held.title}”还没有发布", remedy="请先在问卷管理中发布")
    return session.get_one(QuestionnaireVersion, held.published_id)


def form_of(session: Session, version_id: int) -> Form:
    """What a published version asks, for services that have authorised already."""
    query = select(QuestionnaireVersion.sha256).where(QuestionnaireVersion.id == version_id)
    sha256 = session.exec(query).one()
    found = _read.get(sha256)
    if found is None:
        found = Form.from_dict(session.get_one(QuestionnaireVersion, version_id).document)
        if len(_read) >= _MOST_READ:
            _read.clear()
        _read[sha256] = found
    return found


def touch(held: Questionnaire, actor: Actor, sentence: str) -> None:
    """Note who changed the questionnaire last; its version goes up with it."""
    held.changed_at, held.changed_by, held.last_change = clock.now(), actor.name, sentence[:500]


def turn(session: Session, actor: Actor, held: Questionnaire, to: QuestionnaireState, reason: str) -> None:
    """Put the questionnaire into another state and keep the move."""
    session.add(
        QuestionnaireMove(
            questionnaire_id=held.id or 0,
            from_state=held.state,
            to_state=to,
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
            reason=reason,
        )
    )
    touch(held, actor, f"转为“{to.label}”")
    held.state = to
