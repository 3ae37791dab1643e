"""Verbs on roles: make, change, delete, and say who holds them. Rights follow with everybody's next act."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, delete, func, select

from core.access.duties import holders, keep_apart, keeping_a_role_editor
from core.access.models import (
    SCOPE_LABELS,
    DataScope,
    OfferedPermission,
    Person,
    PersonRole,
    Role,
    RoleOrganisation,
    RolePermission,
)
from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import duty_conflict
from core.administration.people_checks import person_of
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from core.organisations.models import Organisation

OBJECT = "role"
EDIT = Permission.ACCESS_ROLE_EDIT
LONGEST_NAME, LONGEST_NOTE = 20, 100


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A role as somebody wants it; `organisation_ids` count where the scope is custom."""

    name: str
    note: str
    data_scope: str
    permissions: frozenset[str]
    organisation_ids: frozenset[int] = frozenset()

    def trimmed(self) -> "RoleDraft":
        """The same without blanks around texts, units kept for a custom scope only."""
        units = self.organisation_ids if self.data_scope == DataScope.CUSTOM else frozenset[int]()
        return RoleDraft(self.name.strip(), self.note.strip(), self.data_scope, self.permissions, units)


def add_role(*, session: Session, actor: Actor, draft: RoleDraft, client_key: str | None = None) -> str:
    """Make a role nobody holds yet; returns its code. Raises `Invalid` with everything that is wrong."""
    _authorise(session, actor)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return session.get_one(Role, int(done.object_id)).code
    draft = draft.trimmed()
    _refuse(session, draft, None)
    last = session.exec(select(func.max(Role.id))).one() or 0
    order = session.exec(select(func.max(Role.order_no))).one() or 0
    role = Role(
        code=f"custom_{last + 1}",
        name=draft.name,
        data_scope=DataScope(draft.data_scope),
        note=draft.note,
        order_no=order + 1,
    )
    session.add(role)
    session.flush()
    _put(session, role, draft)
    _told(session, actor, role, before=None, after=_facts(session, role), client_key=client_key)
    return role.code


def edit_role(
    *,
    session: Session,
    actor: Actor,
    role_id: int,
    draft: RoleDraft,
    version: int,
    client_key: str | None = None,
) -> None:
    """Change a role, built-in ones too.

    Raises `Conflict` where somebody was first, where a holder would hold two of the three offices, or
    nobody could change roles any more.
    """
    _authorise(session, actor)
    role = _role(session, role_id)
    if already_done(session=session, client_key=client_key):
        return
    draft = draft.trimmed()
    before = _facts(session, role)
    if role.version != version:
        _stale(session, role, draft)
    _refuse(session, draft, role_id)
    with keeping_a_role_editor(session):
        role.name, role.note, role.data_scope = draft.name, draft.note, DataScope(draft.data_scope)
        _put(session, role, draft)
    keep_apart(session, holders(session, role_id))
    # Permissions lie in rows of their own; the role's version moves with them.
    flag_modified(role, "note")
    after = _facts(session, role)
    changed = [name for name in after if before[name] != after[name]]
    _told(
        session,
        actor,
        role,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        client_key=client_key,
    )


def delete_role(
    *, session: Session, actor: Actor, role_id: int, version: int, client_key: str | None = None
) -> None:
    """Delete a role nobody holds; built-in ones stay."""
    _authorise(session, actor)
    if already_done(session=session, client_key=client_key):
        return
    role = _role(session, role_id)
    if role.version != version:
        refuse_stale(session, object_type=OBJECT, object_id=role_id, name=role.name, fields={})
    if role.is_builtin:
        raise Conflict(f"“{role.name}”是内置角色，不能删除", remedy="不用时收回其成员即可")
    held = holders(session, role_id)
    if held:
        raise Conflict(f"角色“{role.name}”还有 {len(held)} 名成员，不能删除", remedy="请先移除全部成员")
    before = _facts(session, role)
    for table in (RolePermission, RoleOrganisation):
        session.exec(delete(table).where(col(table.role_id) == role_id))
    session.exec(delete(OfferedPermission).where(col(OfferedPermission.role_code) == role.code))
    _told(session, actor, role, before=before, after=None, client_key=client_key)
    session.delete(role)


def set_members(
    *,
    session: Session,
    actor: Actor,
    role_id: int,
    person_ids: Collection[int],
    version: int,
    client_key: str | None = None,
) -> None:
    """Make these people, and nobody else, the holders of a role; one's own membership stays as it is."""
    _authorise(session, actor)
    role = _role(session, role_id)
    if already_done(session=session, client_key=client_key):
        return
    held, wanted = set(holders(session, role_id)), set(person_ids)
    if role.version != version:
        refuse_stale(session, object_type=OBJECT, object_id=role_id, name=role.name, fields={})
    if actor.person_id in held ^ wanted:
        raise Conflict("不能增减自己的角色", remedy="请由另一名系统管理员操作")
    people = {person_id: person_of(session, person_id) for person_id in held | wanted}
    stopped = [people[person_id].name for person_id in wanted - held if not people[person_id].is_active]
    if stopped:
        raise Conflict(f"“{'、'.join(stopped)}”已停用，不能加入角色", remedy="请先启用账号")
    with keeping_a_role_editor(session):
        for person_id in held - wanted:
            row = session.get_one(PersonRole, (person_id, role_id))
            session.delete(row)
        session.add_all(PersonRole(person_id=person_id, role_id=role_id) for person_id in wanted - held)
        for person_id in held ^ wanted:
            flag_modified(people[person_id], "phone")
        flag_modified(role, "note")
    keep_apart(session, wanted - held)
    _told(
        session,
        actor,
        role,
        before={"members": _names(people, held - wanted)},
        after={"members": _names(people, wanted - held)},
        client_key=client_key,
    )


def _authorise(session: Session, actor: Actor) -> None:
    scope = authorise(session=session, actor=actor, permission=EDIT)
    if not scope.everything:
        raise NotAllowed("维护角色须有全市数据范围", remedy="请由系统管理员操作", permission=EDIT)


def _role(session: Session, role_id: int) -> Role:
    role = session.get(Role, role_id)
    if role is None:
        raise NotFound("没有这个角色", remedy="请刷新角色列表")
    return role


def _refuse(session: Session, draft: RoleDraft, but: int | None) -> None:
    problems = []
    for label, text, longest in (("角色名称", draft.name, LONGEST_NAME), ("说明", draft.note, LONGEST_NOTE)):
        if len(text) > longest:
            problems.append(Problem(f"{label}不得超过 {longest} 个字", text, "请缩短"))
    if not draft.name:
        problems.append(Problem("角色名称不能为空", remedy="请填写角色名称"))
    twin = session.exec(select(Role.id).where(Role.name == draft.name)).first()
    if twin is not None and twin != but:
        problems.append(Problem("已有同名角色", draft.name, "请换一个名称"))
    if draft.data_scope not in {scope.value for scope in DataScope}:
        problems.append(Problem("没有这种数据范围", draft.data_scope, "请从列表中选择"))
    unknown = draft.permissions - {permission.value for permission in Permission}
    if unknown:
        problems.append(Problem("没有这项权限", "、".join(sorted(unknown)), "请刷新后重新勾选"))
    known = session.exec(select(Organisation.id).where(col(Organisation.id).in_(draft.organisation_ids)))
    if set(known) != draft.organisation_ids:
        problems.append(Problem("有机构不存在", remedy="请刷新后重新选择"))
    joined = duty_conflict(draft.permissions)
    if joined:
        problems.append(Problem(f"一个角色不能兼有{joined}的权限", remedy="三员分立：请拆成不同的角色"))
    if problems:
        raise Invalid(f"角色“{draft.name}”没有保存", problems=problems)


def _put(session: Session, role: Role, draft: RoleDraft) -> None:
    held = set(session.exec(select(RolePermission.permission).where(RolePermission.role_id == role.id)))
    gone = held - draft.permissions
    session.exec(
        delete(RolePermission).where(
            col(RolePermission.role_id) == role.id, col(RolePermission.permission).in_(gone)
        )
    )
    session.add_all(
        RolePermission(role_id=role.id or 0, permission=permission) for permission in draft.permissions - held
    )
    session.exec(delete(RoleOrganisation).where(col(RoleOrganisation.role_id) == role.id))
    session.add_all(
        RoleOrganisation(role_id=role.id or 0, organisation_id=unit) for unit in draft.organisation_ids
    )
    session.flush()


def _facts(session: Session, role: Role) -> dict[str, Any]:
    permissions = session.exec(select(RolePermission.permission).where(RolePermission.role_id == role.id))
    units = select(Organisation.name).join(
        RoleOrganisation, col(RoleOrganisation.organisation_id) == Organisation.id
    )
    return {
        "name": role.name,
        "note": role.note,
        "data_scope": SCOPE_LABELS[DataScope(role.data_scope)],
        "permissions": sorted(permissions),
        "units": sorted(session.exec(units.where(RoleOrganisation.role_id == role.id))),
    }


def _stale(session: Session, role: Role, draft: RoleDraft) -> None:
    held = set(session.exec(select(RolePermission.permission).where(RolePermission.role_id == role.id)))
    scope = SCOPE_LABELS.get(DataScope(draft.data_scope), "") if draft.data_scope in SCOPE_LABELS else ""
    fields = {
        "名称": (role.name, draft.name),
        "说明": (role.note, draft.note),
        "数据范围": (SCOPE_LABELS[DataScope(role.data_scope)], scope),
        "权限": (f"{len(held)} 项", f"{len(draft.permissions)} 项"),
    }
    refuse_stale(session, object_type=OBJECT, object_id=role.id, name=role.name, fields=fields)


def _names(people: dict[int, Person], ids: set[int]) -> str:
    return "、".join(people[person_id].name for person_id in sorted(ids)) or "无"


def _told(
    session: Session,
    actor: Actor,
    role: Role,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    client_key: str | None,
) -> None:
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type=OBJECT,
        object_id=str(role.id),
        object_name=role.name,
        before=before,
        after=after,
        client_key=client_key,
    )
