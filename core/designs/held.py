"""A draft's row as verbs find it: as somebody saw it, still to be changed, and put on another stage."""

from sqlmodel import Session

from core import clock
from core.audit.actor import Actor
from core.designs.models import DesignMove, SystemDesign
from core.designs.rules import Stage
from core.errors import Conflict, Invalid, NotFound


def fresh(session: Session, design_id: int, version: int) -> SystemDesign:
    """The draft as the person saw it; raises `NotFound`, or `Conflict` saying who changed what since."""
    held = design_row(session, design_id)
    if held.version != version:
        raise Conflict(
            f"体系草案“{named(held)}”已由{held.changed_by}于 {clock.to_minute(held.changed_at)} 修改"
            f"（{held.last_change}），您的操作没有保存",
            remedy="请载入最新内容核对，仍需修改时再提交一次",
        )
    return held


def editable(session: Session, design_id: int, version: int) -> SystemDesign:
    """The same, where it is not published."""
    held = fresh(session, design_id, version)
    if held.stage == Stage.PUBLISHED:
        raise Invalid(
            f"“{named(held)}”已发布并冻结，不能再改", remedy="请用“复制为新版本”另起草案，原版本保留"
        )
    return held


def design_row(session: Session, design_id: int) -> SystemDesign:
    """The draft for services that have authorised already."""
    held = session.get(SystemDesign, design_id)
    if held is None:
        raise NotFound("没有这份体系草案", remedy="请从体系设计列表重新选择")
    return held


def named(held: SystemDesign) -> str:
    """Title and version."""
    return f"{held.title} {held.version_label}"


def touch(held: SystemDesign, actor: Actor, sentence: str) -> None:
    """Note who changed the draft last; its version goes up with it."""
    held.changed_at, held.changed_by, held.last_change = clock.now(), actor.name, sentence[:500]


def turn(session: Session, actor: Actor, held: SystemDesign, to: Stage, reason: str) -> None:
    """Put the draft on another stage and keep the move, with the document as it stands."""
    moment = clock.now()
    session.add(
        DesignMove(
            design_id=held.id or 0,
            from_stage=held.stage,
            to_stage=to,
            at=moment,
            person_id=actor.person_id,
            person_name=actor.name,
            reason=reason,
            document=held.document,
        )
    )
    touch(held, actor, f"转为“{to.label}”")
    held.stage, held.stage_since = to, moment
