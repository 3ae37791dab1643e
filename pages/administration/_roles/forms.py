"""The card of a role and the dialogs that change roles."""

from collections.abc import Callable

import streamlit as st

from core.access.models import SCOPE_LABELS, DataScope
from core.access.permissions import LABELS, Permission
from core.administration.people_queries import PersonFilter, person_rows
from core.administration.role_queries import RoleCard, permission_tree
from core.administration.roles import (
    LONGEST_NAME,
    LONGEST_NOTE,
    RoleDraft,
    add_role,
    delete_role,
    edit_role,
    set_members,
)
from core.administration.unit_queries import unit_tree
from pages.ui import feedback, tables, trees, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen

MOST = 2000
NOBODYS = RoleCard(0, "", "", "", DataScope.OWN_UNIT, False, frozenset(), (), (), {}, 0)


def show(viewer: Viewer, screen: Screen, card: RoleCard) -> None:
    """Open the card in a drawer: what the role may do, on whose data, and who holds it."""

    def body() -> None:
        st.markdown(f"##### {tables.plain(card.name)}")
        st.caption(tables.plain(card.note or "没有说明"))
        if viewer.may(Permission.ACCESS_ROLE_EDIT):
            named = [("修改", "edit"), ("成员", "members"), ("复制", "copy")]
            named += [] if card.is_builtin else [("删除", "delete")]
            st.markdown("　".join(screen.verb(words, do, card.id) for words, do in named))
        st.markdown(f"- **数据范围**：{tables.plain(card.scope_name)}")
        st.markdown(f"- **成员**：{tables.plain('、'.join(card.members.values()) or '无')}")
        for area, permissions in permission_tree().items():
            held = [LABELS[permission] for permission in permissions if permission in card.permissions]
            if held:
                st.markdown(f"**{area}**\n" + "\n".join(f"- {tables.plain(label)}" for label in held))

    verbs.drawer("角色", body)


def add(viewer: Viewer) -> None:
    """Open the dialog that makes a role."""
    verbs.dialog("新增角色", lambda: _make(viewer, NOBODYS, "new"), wide=True)


def _copy(viewer: Viewer, card: RoleCard) -> None:
    verbs.dialog(f"复制角色“{card.name}”", lambda: _make(viewer, card, f"copy.{card.id}"), wide=True)


def _make(viewer: Viewer, card: RoleCard, key: str) -> None:
    draft = _draft(viewer, card, key, "" if not card.id else f"{card.name}（副本）")
    verbs.submit(
        viewer,
        "新增角色",
        add_role,
        draft=draft,
        ready=bool(draft.name.strip()),
        done=f"已新增角色“{draft.name.strip()}”，共 {len(draft.permissions)} 项权限。",
    )


def _edit(viewer: Viewer, card: RoleCard) -> None:
    def body() -> None:
        draft = _draft(viewer, card, f"{card.id}.{card.version}", card.name)
        st.caption(f"{len(card.members)} 名成员的下一次操作即按新权限执行。")
        verbs.submit(
            viewer,
            "保存角色",
            edit_role,
            role_id=card.id,
            draft=draft,
            version=card.version,
            ready=bool(draft.name.strip()),
            done=f"已保存“{draft.name.strip()}”的权限，共 {len(draft.permissions)} 项。",
        )

    verbs.dialog(f"修改角色“{card.name}”", body, wide=True)


def _draft(viewer: Viewer, card: RoleCard, key: str, name: str) -> RoleDraft:
    left, middle, right = st.columns([2, 2, 3])
    wanted = left.text_input("角色名称", name, key=f"role.name.{key}", max_chars=LONGEST_NAME)
    scopes = list(DataScope)
    scope = middle.selectbox(
        "数据范围",
        scopes,
        index=scopes.index(card.data_scope),
        format_func=lambda each: SCOPE_LABELS[each],
        key=f"role.scope.{key}",
    )
    note = right.text_input("说明", card.note, key=f"role.note.{key}", max_chars=LONGEST_NOTE)
    units = _units(viewer, card, key) if scope is DataScope.CUSTOM else frozenset[int]()
    granted = set()
    for area, permissions in permission_tree().items():
        with st.container(border=True, gap="xxsmall"):
            granted |= _area(area, permissions, card, key)
    return RoleDraft(wanted, note, str(scope or ""), frozenset(granted), units)


def _area(area: str, permissions: list[Permission], card: RoleCard, key: str) -> set[str]:
    """One branch of the tree of permissions; its head ticks all of them."""
    keys = {permission: f"role.{permission}.{key}" for permission in permissions}
    for permission, name in keys.items():
        st.session_state.setdefault(name, permission in card.permissions)
    head = f"role.area.{area}.{key}"
    st.session_state[head] = all(st.session_state[name] for name in keys.values())
    st.checkbox(f"**{area}**", key=head, on_change=_tick, args=(head, list(keys.values())))
    granted = set()
    places = st.columns(3)
    for at, (permission, name) in enumerate(keys.items()):
        if places[at % 3].checkbox(LABELS[permission], key=name):
            granted.add(permission.value)
    return granted


def _tick(head: str, names: list[str]) -> None:
    for name in names:
        st.session_state[name] = st.session_state[head]


def _units(viewer: Viewer, card: RoleCard, key: str) -> frozenset[int]:
    nodes = trees.every(feedback.ask(viewer, unit_tree))
    units = {
        node.unit.id: node.unit
        for node in nodes
        if node.unit.is_active or node.unit.id in card.organisation_ids
    }
    chosen = st.multiselect(
        "自定义的机构（含其下级）",
        list(units),
        default=list(card.organisation_ids),
        format_func=lambda identity: f"{units[identity].name}（{units[identity].code}）",
        placeholder="请选择，可输入名称查找",
        select_all=False,
        key=f"role.units.{key}",
    )
    return frozenset(chosen)


def _members(viewer: Viewer, card: RoleCard) -> None:
    def body() -> None:
        rows, _ = feedback.ask(viewer, person_rows, wanted=PersonFilter(state="active"), limit=MOST)
        names = {row.id: f"{row.name}（{row.organisation}，{row.login}）" for row in rows}
        names |= {key: name for key, name in card.members.items() if key not in names}
        chosen = st.multiselect(
            "成员",
            list(names),
            default=list(card.members),
            format_func=lambda key: names[key],
            placeholder="请选择，可输入姓名查找",
            select_all=False,
            key=f"role.members.{card.id}.{card.version}",
        )
        verbs.submit(
            viewer,
            "保存成员",
            set_members,
            role_id=card.id,
            person_ids=chosen,
            version=card.version,
            ready=set(chosen) != set(card.members),
            done=f"“{card.name}”现有成员 {len(chosen)} 人。",
        )

    verbs.dialog(f"角色“{card.name}”的成员", body)


def _delete(viewer: Viewer, card: RoleCard) -> None:
    def body() -> None:
        st.markdown(f"删除角色“{tables.plain(card.name)}”？现有成员 {len(card.members)} 人。")
        verbs.submit(
            viewer,
            "删除角色",
            delete_role,
            role_id=card.id,
            version=card.version,
            done=f"已删除角色“{card.name}”。",
        )

    verbs.dialog("删除角色", body)


FORMS: dict[str, Callable[[Viewer, RoleCard], None]] = {
    "edit": _edit,
    "copy": _copy,
    "members": _members,
    "delete": _delete,
}
