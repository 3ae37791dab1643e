"""Reads of notices: one's own, and who has read what one gave out."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise, live_person
from core.audit.actor import Actor
from core.errors import NotFound
from core.notices.models import Notice, NoticeReceipt, OutboxMessage
from core.notices.rules import MessageState

UNREAD = "unread"
STATES = {UNREAD: "未读", "read": "已读"}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in its reader's list."""

    id: int
    kind: str
    title: str
    body: str
    link: str
    at: datetime
    sender: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One notice given out: how many hold it, how many have read it, and what left the product."""

    id: int
    kind: str
    title: str
    at: datetime
    sender: str
    people: int
    read: int
    messages: dict[MessageState, int]


def inbox(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    kind: str = "",
    state: str = "",
    offset: int = 0,
    limit: int = 20,
) -> tuple[list[NoticeRow], int]:
    """One page of a person's notices, the newest first, and how many there are; `state` is one of `STATES`."""
    query = _held(session, actor)
    if text:
        places = (Notice.title, Notice.body, Notice.sender)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if kind:
        query = query.where(Notice.kind == kind)
    if state:
        unread = col(NoticeReceipt.read_at).is_(None)
        query = query.where(unread if state == UNREAD else ~unread)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    page = query.order_by(col(Notice.id).desc()).offset(offset).limit(limit)
    return [_row(row, read_at) for row, read_at in session.exec(page)], total


def notice(*, session: Session, actor: Actor, notice_id: int) -> NoticeRow:
    """One notice of a person's; raises `NotFound` for another's."""
    found = session.exec(_held(session, actor).where(Notice.id == notice_id)).first()
    if found is None:
        raise NotFound("没有这条通知", remedy="请从通知列表重新选择")
    return _row(*found)


def kinds(*, session: Session, actor: Actor) -> list[str]:
    """What a person's notices are about, in one word each; none where none has come."""
    held = _held(session, actor).subquery()
    return list(session.exec(select(held.c.kind).distinct().order_by(held.c.kind)))


def unread_count(*, session: Session, actor: Actor) -> int:
    """How many notices wait to be read."""
    return inbox(session=session, actor=actor, state=UNREAD, limit=1)[1]


def given(*, session: Session, actor: Actor, link: str, limit: int = 50) -> list[GivenRow]:
    """The notices about one matter, the newest first, with who has read them."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_CHASE_EDIT)
    query = select(Notice).where(Notice.link == link).order_by(col(Notice.id).desc()).limit(limit)
    rows = session.exec(query).all()
    ids = [row.id for row in rows]
    read: dict[int, list[datetime | None]] = {}
    receipts = select(NoticeReceipt.notice_id, NoticeReceipt.read_at)
    for notice_id, read_at in session.exec(receipts.where(col(NoticeReceipt.notice_id).in_(ids))):
        read.setdefault(notice_id, []).append(read_at)
    out: dict[int, Counter[MessageState]] = {}
    messages = select(OutboxMessage.notice_id, OutboxMessage.state)
    for notice_id, state in session.exec(messages.where(col(OutboxMessage.notice_id).in_(ids))):
        out.setdefault(notice_id, Counter())[MessageState(state)] += 1
    return [
        GivenRow(
            row.id or 0,
            row.kind,
            row.title,
            row.at,
            row.sender,
            len(read.get(row.id or 0, [])),
            sum(each is not None for each in read.get(row.id or 0, [])),
            dict(out.get(row.id or 0, {})),
        )
        for row in rows
    ]


def _held(session: Session, actor: Actor) -> Any:
    person = live_person(session, actor)
    return (
        select(Notice, NoticeReceipt.read_at)
        .join(NoticeReceipt, col(NoticeReceipt.notice_id) == Notice.id)
        .where(NoticeReceipt.person_id == person.id)
    )


def _row(row: Notice, read_at: datetime | None) -> NoticeRow:
    return NoticeRow(row.id or 0, row.kind, row.title, row.body, row.link, row.at, row.sender, read_at)
