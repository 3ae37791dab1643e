"""One unit becomes part of another: its people and sections go over, it stops, history says so on both."""

from sqlmodel import Session, col, select

from core.access.models import Person, RoleOrganisation
from core.access.policy import authorise
from core.administration.unit_checks import reason_given, unit_of
from core.administration.unit_history import EDIT, OBJECT, Word, keep, told
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import left
from core.errors import Invalid, Problem
from core.organisations.models import Organisation
from core.organisations.queries import subtree_ids
from core.organisations.rules import ChangeKind, OrganisationKind, may_sit_under


def merge_unit(
    *,
    session: Session,
    actor: Actor,
    unit_id: int,
    into_id: int,
    word: Word,
    version: int,
    client_key: str | None = None,
) -> int:
    """Merge a unit into another; returns how many people went over.

    Projects begun and editions frozen keep both as they were; roles whose own list of units named the
    one name the other. Raises `Invalid` where they are of different kinds, one stands below the other,
    or a unit below may not hang there.
    """
    for each in (unit_id, into_id):
        authorise(session=session, actor=actor, permission=EDIT, organisation_id=each)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return int(done.get("people", 0))
    unit, into = unit_of(session, unit_id), unit_of(session, into_id)
    if unit.version != version:
        refuse_stale(session, object_type=OBJECT, object_id=unit_id, name=unit.name, fields={})
    reason, basis = reason_given(word.reason, word.basis)
    children = session.exec(select(Organisation).where(Organisation.parent_id == unit_id)).all()
    problems = _problems(session, unit, into, list(children))
    if problems:
        raise Invalid(f"“{unit.name}”没有并入“{into.name}”", problems=problems)
    for child in children:
        child.parent_id = into_id
    people = session.exec(select(Person).where(Person.organisation_id == unit_id)).all()
    for person in people:
        person.organisation_id = into_id
    _hand_over_scopes(session, unit_id, into_id)
    unit.is_active = unit.is_assessed = False
    unit.group_name = ""
    word = Word(reason, basis)
    keep(session, actor, unit, ChangeKind.MERGED, before=unit.name, after=into.name, word=word)
    keep(session, actor, into, ChangeKind.ABSORBED, before=unit.name, after=into.name, word=word)
    told(
        session,
        actor,
        unit,
        before={"is_active": True},
        after={"merged_into": into.name, "people": len(people)},
        reason=reason,
        client_key=client_key,
    )
    return len(people)


def _problems(
    session: Session, unit: Organisation, into: Organisation, children: list[Organisation]
) -> list[Problem]:
    if into.id in subtree_ids(session, unit.id or 0) or unit.id in subtree_ids(session, into.id or 0):
        return [Problem("不能并入自己、自己的上级或下级", into.name, "请选择另一个机构")]
    problems = []
    if not unit.is_active or not into.is_active:
        problems.append(Problem("合并双方都须在用", remedy="请先启用"))
    if unit.kind != into.kind:
        kinds = f"{OrganisationKind(unit.kind).label}并入{OrganisationKind(into.kind).label}"
        problems.append(Problem("合并双方须为同一类别", kinds, "请核对接收机构"))
    taken = set(session.exec(select(Organisation.name).where(Organisation.parent_id == into.id)))
    for child in children:
        if not may_sit_under(OrganisationKind(child.kind), OrganisationKind(into.kind)):
            problems.append(Problem("下级机构不能随同并入", child.name, "请先移走或停用"))
        elif child.name in taken:
            problems.append(Problem("接收机构已有同名的下级机构", child.name, "请先更名或停用"))
    return problems


def _hand_over_scopes(session: Session, unit_id: int, into_id: int) -> None:
    query = select(RoleOrganisation).where(col(RoleOrganisation.organisation_id).in_([unit_id, into_id]))
    rows = session.exec(query).all()
    have = {row.role_id for row in rows if row.organisation_id == into_id}
    for row in rows:
        if row.organisation_id == unit_id:
            session.delete(row)
            if row.role_id not in have:
                session.add(RoleOrganisation(role_id=row.role_id, organisation_id=into_id))
