"""Giving notices out and reading them; outgoing messages are written with the act and sent afterwards."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core import clock
from core.access.models import Person
from core.access.policy import live_person
from core.audit.actor import Actor
from core.errors import NotFound
from core.notices.channels import Addressee, address_of, enabled
from core.notices.models import Contact, Notice, NoticeReceipt, OutboxMessage
from core.organisations.models import Organisation
from core.organisations.rules import OrganisationKind
from core.settings import settings


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What a notice says: its kind in one word, a title, a text, and where its matter is done."""

    kind: str
    title: str
    body: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a notice: how many people hold it, how many messages wait to leave."""

    notice_id: int
    people: int
    messages: int


def give_notice(
    *, session: Session, actor: Actor, draft: NoticeDraft, organisation_ids: Collection[int]
) -> Given:
    """Give a notice to everybody who works for these units; for verbs that have authorised the act.

    Where a channel is set up, one message for each contact of these units waits in the outbox; it leaves
    only if the caller's transaction does.
    """
    notice = Notice(
        kind=draft.kind,
        title=draft.title,
        body=draft.body,
        link=draft.link,
        at=clock.now(),
        sender=actor.name,
    )
    session.add(notice)
    session.flush()
    people = _people(session, set(organisation_ids))
    session.add_all(NoticeReceipt(notice_id=notice.id or 0, person_id=each) for each in people)
    messages = _put_out(session, notice, set(organisation_ids))
    return Given(notice.id or 0, len(people), messages)


def read_notice(*, session: Session, actor: Actor, notice_id: int) -> None:
    """Note that somebody has read a notice of theirs; raises `NotFound` for another's."""
    person = live_person(session, actor)
    held = session.get(NoticeReceipt, (notice_id, person.id))
    if held is None:
        raise NotFound("没有这条通知", remedy="请从通知列表重新选择")
    held.read_at = held.read_at or clock.now()


def read_every_notice(*, session: Session, actor: Actor) -> int:
    """Note that somebody has read everything that waits for them; returns how many notices it was."""
    person = live_person(session, actor)
    query = select(NoticeReceipt).where(
        NoticeReceipt.person_id == person.id, col(NoticeReceipt.read_at).is_(None)
    )
    waiting = session.exec(query).all()
    for held in waiting:
        held.read_at = clock.now()
    return len(waiting)


def _people(session: Session, units: set[int]) -> list[int]:
    """Who works for these units or one of their sections; one query, whatever the number of units."""
    query = (
        select(Person.id, Organisation.id, Organisation.kind, Organisation.parent_id)
        .join(Organisation, col(Organisation.id) == Person.organisation_id)
        .where(col(Person.is_active))
    )
    return [
        person
        for person, own, kind, parent in session.exec(query)
        if person is not None and (own in units or (kind == OrganisationKind.SECTION and parent in units))
    ]


def _put_out(session: Session, notice: Notice, units: set[int]) -> int:
    channels = enabled(settings())
    if not channels:
        return 0
    held = [each for each in session.exec(select(Contact)) if each.organisation_id in units]
    waiting = [
        OutboxMessage(
            notice_id=notice.id or 0,
            channel=channel,
            address=address,
            subject=notice.title,
            body=notice.body,
            not_before=notice.at,
            created_at=notice.at,
        )
        for channel in channels
        for address in sorted({address_of(channel, Addressee(each.phone, each.email)) for each in held})
        if address
    ]
    session.add_all(waiting)
    return len(waiting)
