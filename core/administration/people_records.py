"""The roles and the trail of people, for verbs that have authorised and checked what they write."""

from collections.abc import Collection

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from core.access.models import Person, PersonRole, Role
from core.access.permissions import Permission
from core.administration.people_checks import roles_of
from core.audit.actor import Actor
from core.audit.service import record
from core.organisations.models import Organisation

OBJECT = "person"
EDIT = Permission.ACCESS_PERSON_EDIT


def codes_of(session: Session, person_id: int) -> list[str]:
    """The codes of the roles somebody holds."""
    query = (
        select(Role.code)
        .join(PersonRole, col(PersonRole.role_id) == Role.id)
        .where(PersonRole.person_id == person_id)
        .order_by(col(Role.order_no))
    )
    return list(session.exec(query))


def put_roles(session: Session, person_id: int, codes: Collection[str]) -> None:
    """Make these the roles somebody holds, for verbs that have checked them."""
    wanted = {role.id or 0 for role in roles_of(session, list(codes))}
    held = session.exec(select(PersonRole).where(PersonRole.person_id == person_id)).all()
    for row in held:
        if row.role_id not in wanted:
            session.delete(row)
    have = {row.role_id for row in held}
    session.add_all(PersonRole(person_id=person_id, role_id=role_id) for role_id in wanted - have)
    # The version moves with the roles, so that two editors of one person notice each other.
    flag_modified(session.get_one(Person, person_id), "phone")
    session.flush()


def told_of(session: Session, person: Person) -> dict[str, object]:
    """Somebody's facts as the trail keeps them."""
    unit = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    names = [role.name for role in roles_of(session, codes_of(session, person.id or 0))]
    return {"name": person.name, "unit": unit.name if unit else "", "roles": names, "phone": person.phone}


def told(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    reason: str = "",
    client_key: str | None = None,
) -> None:
    """Leave the trail entry of a change."""
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type=OBJECT,
        object_id=str(person.id),
        object_name=person.login,
        before=before,
        after=after,
        reason=reason,
        client_key=client_key,
    )
