"""How the demonstration's units handed in: most of them in time, a few late, one sent back, a few not yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session

from core.audit.actor import Actor
from core.notices.contacts import ContactDraft, contacts, put_contact
from core.projects.chasing import CallDraft, calls, chase_missing, log_call
from core.projects.progress import RoundProgress, UnitProgress, round_progress
from core.projects.queries import RoundRow
from core.projects.receipts import sign_receipts
from core.projects.rules import RoundState, SubmissionState
from core.projects.submissions import enter_hand_in, send_back
from core.store.session import reading, writing

# By round: who came late, who was sent back and mended it, who is sent back still, who has not come.
LATE: Final[Mapping[str, tuple[str, ...]]] = {
    "2020-一季度": ("M17", "M31", "371427"),
    "2020-二季度": ("M22",),
    "2020-三季度": ("M31", "371428"),
    "2020-四季度": ("M09",),
}
MENDED: Final = {"2020-三季度": ("M12", "371423")}
RETURNED: Final = {"2020-初评": ("M29",)}
MISSING: Final = {"2020-初评": ("M31", "M40", "371427", "371428")}
UNSIGNED: Final = ("M40", "371428")
GROUND: Final = "演示：按收文登记补录"


def hand_in_round(engine: Engine | None, actor: Actor, row: RoundRow) -> None:
    """Bring what the units owe an open round in, each at a moment of its own; done once."""
    if row.state is not RoundState.OPEN:
        return
    with reading(engine) as session:
        progress = round_progress(session=session, actor=actor, round_id=row.id)
    with writing(engine) as session:
        for at, unit in enumerate(progress.units):
            if unit.state is SubmissionState.PENDING and unit.code not in MISSING.get(row.code, ()):
                _hand_in(session, actor, row, unit, _moment(row, unit, at))


def sign(engine: Engine | None, actor: Actor, progress: RoundProgress) -> None:
    """Almost everybody signs for the year's tasks."""
    with writing(engine) as session:
        for unit in progress.units:
            if unit.signed_at is None and unit.code not in UNSIGNED:
                facts: dict[str, Any] = {
                    "project_id": progress.project_id,
                    "organisation_id": unit.organisation_id,
                }
                sign_receipts(session=session, actor=actor, **facts)


def chase(engine: Engine | None, actor: Actor, row: RoundRow) -> None:
    """A phone book with invented numbers, two calls and one notice; done once."""
    with reading(engine) as session:
        progress = round_progress(session=session, actor=actor, round_id=row.id)
        book = contacts(session=session, actor=actor)
        done = bool(calls(session=session, actor=actor, round_id=row.id))
    with writing(engine) as session:
        for number, unit in enumerate(progress.units, start=1):
            if unit.organisation_id not in book:
                # Numbers of the test range 0534-000 belong to nobody.
                draft = ContactDraft(unit.organisation_id, "演示联系人", "数据专员", f"0534-0000{number:03}")
                put_contact(session=session, actor=actor, draft=draft)
        if not done:
            _call(session, actor, row, progress)
            chase_missing(session=session, actor=actor, round_id=row.id, client_key=f"demo:chase:{row.code}")


def _call(session: Session, actor: Actor, row: RoundRow, progress: RoundProgress) -> None:
    for unit, outcome in zip(
        progress.missing, ("演示：答复今日下班前报送", "演示：经办人外出，已告知分管负责人"), strict=False
    ):
        draft = CallDraft("电话", "演示联系人", "0534-0000000", outcome)
        facts: dict[str, Any] = {"round_id": row.id, "organisation_id": unit.organisation_id}
        log_call(session=session, actor=actor, draft=draft, **facts)


def _hand_in(session: Session, actor: Actor, row: RoundRow, unit: UnitProgress, at: datetime) -> None:
    facts: dict[str, Any] = {"round_id": row.id, "organisation_id": unit.organisation_id}
    enter_hand_in(session=session, actor=actor, at=at, ground=GROUND, **facts)
    mended = unit.code in MENDED.get(row.code, ())
    if mended or unit.code in RETURNED.get(row.code, ()):
        reason = "演示：佐证材料缺少加盖公章的数据目录清单"
        until = unit.due_at + timedelta(days=3)
        send_back(session=session, actor=actor, reason=reason, until=until, **facts)
    if mended:
        enter_hand_in(session=session, actor=actor, at=unit.due_at, ground=GROUND, **facts)


def _moment(row: RoundRow, unit: UnitProgress, at: int) -> datetime:
    """Hours before the deadline, spread over the last days; the late ones the day after."""
    hours = -(9 + at % 20) if unit.code in LATE.get(row.code, ()) else 7 + (17 * at) % 160
    return unit.due_at - timedelta(hours=hours)
