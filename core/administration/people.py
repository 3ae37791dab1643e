"""Changing and deleting accounts."""

from sqlmodel import Session, col, delete, select

from core.access.duties import keep_apart, keeping_a_role_editor, refuse_wider
from core.access.models import AccountSlip, PasswordHistory, Person, PersonRole, Role, SignInAttempt
from core.access.policy import authorise
from core.access.service import authorise_on
from core.administration import references
from core.administration.people_checks import PersonFacts, facts_problems, person_of, roles_of
from core.administration.people_records import EDIT, OBJECT, codes_of, put_roles, told, told_of
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.models import AuditEntry
from core.audit.service import already_done
from core.errors import Conflict, Invalid
from core.organisations.models import Organisation

# What goes with an account that never did anything.
_OWN = ("person_roles", "password_history", "account_slips")


def edit_person(
    *,
    session: Session,
    actor: Actor,
    person_id: int,
    facts: PersonFacts,
    version: int,
    client_key: str | None = None,
) -> None:
    """Change somebody's name, unit, roles and phone; rights follow with their next act.

    Raises `Invalid` naming every fault, `Conflict` where somebody was first, where two of the three
    offices would meet in one person, or for one's own roles.
    """
    person = person_of(session, person_id)
    authorise_on(session, actor, person.organisation_id)
    facts = facts.trimmed()
    scope = authorise_on(session, actor, facts.organisation_id)
    if already_done(session=session, client_key=client_key):
        return
    _refuse_changed(session, person, version, facts)
    problems = list(facts_problems(session, facts))
    if problems:
        raise Invalid(f"用户“{person.name}”没有修改", problems=problems)
    before = told_of(session, person)
    refuse_wider(scope, _new_roles(session, person_id, facts))
    if person_id == actor.person_id and set(facts.roles) != set(codes_of(session, person_id)):
        raise Conflict("不能修改自己的角色", remedy="请由另一名系统管理员操作")
    with keeping_a_role_editor(session):
        person.name, person.phone = facts.name, facts.phone
        person.organisation_id = facts.organisation_id
        put_roles(session, person_id, facts.roles)
    keep_apart(session, [person_id])
    after = told_of(session, person)
    changed = [name for name in after if before[name] != after[name]]
    told(
        session,
        actor,
        person,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        client_key=client_key,
    )


def delete_person(
    *, session: Session, actor: Actor, person_id: int, version: int, client_key: str | None = None
) -> None:
    """Delete an account that never did anything; raises `Conflict` naming what it left, which stays."""
    if already_done(session=session, client_key=client_key):
        authorise(session=session, actor=actor, permission=EDIT)
        return
    person = person_of(session, person_id)
    authorise_on(session, actor, person.organisation_id)
    if person.version != version:
        refuse_stale(session, object_type=OBJECT, object_id=person_id, name=person.name, fields={})
    found = references.of_person(session, person_id, besides=_OWN)
    acts = session.exec(select(AuditEntry.id).where(AuditEntry.person_id == person_id).limit(1)).first()
    if acts is not None:
        found.append("操作日志")
    if found:
        raise Conflict(
            f"用户“{person.name}”不能删除：已有{'、'.join(found)}",
            remedy="不再使用的账号请停用或办理离岗交接",
        )
    for table in (PersonRole, PasswordHistory, AccountSlip):
        session.exec(delete(table).where(col(table.person_id) == person_id))
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.login) == person.login))
    told(session, actor, person, before=told_of(session, person), after=None, client_key=client_key)
    session.delete(person)


def _refuse_changed(session: Session, person: Person, version: int, facts: PersonFacts) -> None:
    if person.version == version:
        return
    held = told_of(session, person)
    unit = session.get(Organisation, facts.organisation_id) if facts.organisation_id else None
    fields = {
        "姓名": (person.name, facts.name),
        "单位": (held["unit"], unit.name if unit else ""),
        "角色": (
            "、".join(role.name for role in roles_of(session, codes_of(session, person.id or 0))),
            "、".join(role.name for role in roles_of(session, facts.roles)),
        ),
        "电话": (person.phone, facts.phone),
    }
    refuse_stale(session, object_type=OBJECT, object_id=person.id, name=person.name, fields=fields)


def _new_roles(session: Session, person_id: int, facts: PersonFacts) -> list[Role]:
    held = set(codes_of(session, person_id))
    return roles_of(session, [code for code in facts.roles if code not in held])
