"""The phone book: whom to call at a unit; kept by those who chase."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound
from core.notices.models import Contact
from core.notices.rules import contact_problems

EDIT = Permission.PROJECTS_CHASE_EDIT


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One line of the phone book."""

    organisation_id: int
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """The same as it is kept."""

    id: int
    organisation_id: int
    name: str
    position: str
    phone: str
    email: str
    version: int

    @property
    def label(self) -> str:
        """Name, position and number as they are read out."""
        return " ".join(part for part in (self.name, self.position, self.phone or self.email) if part)


def put_contact(*, session: Session, actor: Actor, draft: ContactDraft, client_key: str | None = None) -> int:
    """Enter somebody, or change who stands there under the same name; returns the line's id."""
    authorise(session=session, actor=actor, permission=EDIT, organisation_id=draft.organisation_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    problems = contact_problems(draft.name, draft.phone, draft.email)
    if problems:
        raise Invalid("电话册没有保存", problems=problems)
    query = select(Contact).where(
        Contact.organisation_id == draft.organisation_id, Contact.name == draft.name.strip()
    )
    held = session.exec(query).first()
    before = {"phone": held.phone, "email": held.email} if held else None
    held = held or Contact(organisation_id=draft.organisation_id, name=draft.name.strip())
    held.position, held.phone = draft.position.strip(), draft.phone.strip()
    held.email = draft.email.strip()
    session.add(held)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="contact",
        object_id=str(held.id),
        object_name=held.name,
        before=before,
        after={"phone": held.phone, "email": held.email},
        client_key=client_key,
    )
    return held.id or 0


def drop_contact(
    *, session: Session, actor: Actor, contact_id: int, version: int, client_key: str | None = None
) -> None:
    """Take a line out of the phone book."""
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    held = session.get(Contact, contact_id)
    if held is None:
        raise NotFound("电话册里没有这一条", remedy="请刷新后重新选择")
    if held.version != version:
        raise Conflict(f"“{held.name}”的号码刚被他人修改", remedy="请刷新后核对再操作")
    session.delete(held)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="contact",
        object_id=str(contact_id),
        object_name=held.name,
        before={"phone": held.phone, "email": held.email},
        client_key=client_key,
    )


def contacts(*, session: Session, actor: Actor) -> dict[int, list[ContactRow]]:
    """The phone book by unit, as far as the actor reaches."""
    scope = authorise(session=session, actor=actor, permission=EDIT)
    found: dict[int, list[ContactRow]] = {}
    for row in session.exec(select(Contact).order_by(col(Contact.organisation_id), col(Contact.id))):
        if scope.covers(row.organisation_id):
            facts = (row.id or 0, row.organisation_id, row.name, row.position, row.phone, row.email)
            found.setdefault(row.organisation_id, []).append(ContactRow(*facts, row.version))
    return found
