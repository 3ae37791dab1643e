"""Who looks at a screen. A courtesy that draws or refuses; services decide again for every act."""

from dataclasses import dataclass

import streamlit as st

from core.access.permissions import LABELS, Permission
from core.access.queries import Profile, profile
from core.audit.actor import Actor
from core.store.session import reading


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person a screen is drawn for."""

    actor: Actor
    profile: Profile

    def may(self, permission: Permission) -> bool:
        """Whether to offer something; the service behind it asks again."""
        return permission in self.profile.permissions


def identity() -> tuple[int, int] | None:
    """(person id, session id) as the gate told Streamlit on connect, or None outside the gate."""
    person, session = st.user.get("person_id"), st.user.get("session_id")
    if not (isinstance(person, str) and isinstance(session, str)):
        return None
    return int(person), int(session)


def viewer() -> Viewer:
    """The person behind this run; stops the script for anybody else."""
    known = identity()
    if known is None:
        st.error("请从登录页进入本系统。")
        st.caption("直接运行 Home.py 不受保护，请用 make run 启动。")
        st.stop()
    person_id, session_id = known
    with reading() as session:
        found = profile(session, person_id)
    if found is None:
        st.error("账号已停用，请联系系统管理员。")
        st.stop()
    ip = st.context.ip_address or "127.0.0.1"
    return Viewer(Actor(person_id, found.name, ip, session_id), found)


def page(permission: Permission) -> Viewer:
    """First statement of every screen: the viewer, or a sentence on who can grant the permission."""
    found = viewer()
    if not found.may(permission):
        st.error(f"您没有“{LABELS[permission]}”的权限。")
        st.caption("如工作需要，请联系系统管理员或市大数据局（主管部门）开通。")
        st.stop()
    return found
