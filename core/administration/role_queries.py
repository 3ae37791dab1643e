"""Reads of roles for their screen."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.access import queries
from core.access.models import SCOPE_LABELS, DataScope, Person, PersonRole, Role, RoleOrganisation
from core.access.permissions import LABELS, Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound
from core.organisations.models import Organisation

# What the first part of a permission's name is about.
AREAS = {
    "workbench": "工作台",
    "analysis": "领导驾驶舱与对比分析",
    "results": "评估结果",
    "topics": "主题图谱",
    "projects": "项目管理",
    "collection": "数据采集",
    "questionnaires": "问卷管理",
    "indicators": "指标管理",
    "evidence": "佐证",
    "access": "系统管理：用户、角色、在线用户",
    "organisations": "系统管理：机构",
    "dictionaries": "系统管理：字典",
    "audit": "系统管理：操作日志",
}


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role with everything that can be changed about it."""

    id: int
    code: str
    name: str
    note: str
    data_scope: DataScope
    is_builtin: bool
    permissions: frozenset[str]
    organisation_ids: tuple[int, ...]
    organisations: tuple[str, ...]
    members: dict[int, str]
    version: int

    @property
    def scope_name(self) -> str:
        """The data scope in words, the units of a custom one named."""
        name = SCOPE_LABELS[self.data_scope]
        return f"{name}：{'、'.join(self.organisations)}" if self.organisations else name


def role_cards(*, session: Session, actor: Actor, text: str = "", scope: str = "") -> list[RoleCard]:
    """Every role whose name or note contains `text`, in order."""
    granted = {row.code: row.permissions for row in queries.roles(session=session, actor=actor)}
    found = session.exec(select(Role).order_by(col(Role.order_no), col(Role.id))).all()
    return [
        _card(session, role, granted[role.code])
        for role in found
        if text in f"{role.name}{role.note}" and scope in ("", role.data_scope)
    ]


def role_card(*, session: Session, actor: Actor, role_id: int) -> RoleCard:
    """One role; raises `NotFound`."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_ROLE_READ)
    found = [card for card in role_cards(session=session, actor=actor) if card.id == role_id]
    if not found:
        raise NotFound("没有这个角色", remedy="请刷新角色列表")
    return found[0]


def permission_tree() -> dict[str, list[Permission]]:
    """Every permission below what it is about, in the order of the menu."""
    tree: dict[str, list[Permission]] = {label: [] for label in AREAS.values()}
    for permission in LABELS:
        area = permission.value.split(":")[0]
        tree.setdefault(AREAS.get(area, area), []).append(permission)
    return {label: permissions for label, permissions in tree.items() if permissions}


def _card(session: Session, role: Role, permissions: frozenset[str]) -> RoleCard:
    units = session.exec(
        select(Organisation)
        .join(RoleOrganisation, col(RoleOrganisation.organisation_id) == Organisation.id)
        .where(RoleOrganisation.role_id == role.id)
        .order_by(col(Organisation.code))
    ).all()
    people = session.exec(
        select(Person)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(PersonRole.role_id == role.id)
        .order_by(col(Person.id))
    ).all()
    return RoleCard(
        role.id or 0,
        role.code,
        role.name,
        role.note,
        DataScope(role.data_scope),
        role.is_builtin,
        permissions,
        tuple(unit.id or 0 for unit in units),
        tuple(unit.short_name for unit in units),
        {person.id or 0: person.name for person in people},
        role.version,
    )
