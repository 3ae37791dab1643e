"""Messages on their way out: claimed one by one, sent outside any transaction, tried again with pauses.

A sender that dies between sending and noting it leaves a claim that runs out, so a message may arrive
twice but never gets lost.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select, update

from core import clock
from core.notices.channels import Message
from core.notices.models import OutboxMessage
from core.notices.rules import CLAIM, MessageState, pause_after


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message somebody has undertaken to send."""

    id: int
    channel: str
    message: Message
    holder: str


def claim(*, session: Session, holder: str) -> Claimed | None:
    """Undertake the oldest message that may leave now; None where there is none."""
    moment = clock.now()
    ready = (
        select(OutboxMessage)
        .where(
            or_(OutboxMessage.state == MessageState.WAITING, OutboxMessage.state == MessageState.CLAIMED),
            col(OutboxMessage.not_before) <= moment,
        )
        .order_by(col(OutboxMessage.id))
    )
    held = session.exec(ready).first()
    if held is None:
        return None
    # Two senders may have read the same row; the one whose condition still holds has it.
    taken = session.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id) == held.id, col(OutboxMessage.not_before) == held.not_before)
        .values(state=MessageState.CLAIMED, claimed_by=holder, not_before=moment + CLAIM)
        .execution_options(synchronize_session=False)
    )
    if not getattr(taken, "rowcount", 0):
        return None
    return Claimed(held.id or 0, held.channel, Message(held.address, held.subject, held.body), holder)


def note_sent(*, session: Session, claimed: Claimed) -> None:
    """Note that a message left."""
    held = _held(session, claimed)
    if held is not None:
        held.attempts += 1
        held.state, held.sent_at, held.error = MessageState.SENT, clock.now(), ""


def note_failed(*, session: Session, claimed: Claimed, reason: str, again: bool) -> None:
    """Note that a message did not leave; with `again` it is tried after a pause, while there is one."""
    held = _held(session, claimed)
    if held is None:
        return
    held.attempts += 1
    held.error = reason[:500]
    pause = pause_after(held.attempts) if again else None
    held.state = MessageState.WAITING if pause else MessageState.FAILED
    held.not_before = clock.now() + (pause or CLAIM)


def _held(session: Session, claimed: Claimed) -> OutboxMessage | None:
    """The message, while it is still this sender's."""
    held = session.get(OutboxMessage, claimed.id)
    mine = held is not None and held.state == MessageState.CLAIMED and held.claimed_by == claimed.holder
    return held if mine else None
