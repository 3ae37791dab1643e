"""The draft as it was opened: what a person saw is what their change is held against."""

import hashlib

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.designs import queries
from core.designs.edit import Edit
from core.designs.queries import DesignRow, DesignView
from core.designs.rules import Stage
from core.designs.service import edit_design
from pages.ui import feedback, frame, verbs
from pages.ui.guard import Viewer

OPENED = "designs.opened"
# Parts about what others say at any moment, read afresh at every turn.
LIVE = ("论证与意见", "设计档案", "差异", "发布")


def as_opened(viewer: Viewer, now: DesignRow, at: tuple[int, str]) -> DesignView:
    """The draft as it stood when this part was opened, whatever has happened to it since."""
    held = st.session_state.get(OPENED)
    if held is None or held[0] != at or at[1] in LIVE:
        view: DesignView = feedback.ask(viewer, queries.design, design_id=now.id)
        held = st.session_state[OPENED] = (at, view)
    opened: DesignView = held[1]
    return opened


def renew() -> None:
    """Forget what was opened, so that the next turn shows what is there now."""
    st.session_state.pop(OPENED, None)


def warn(view: DesignView, now: DesignRow) -> None:
    """Say that somebody else was at work meanwhile, and offer what is there now."""
    if now.version == view.row.version:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"{now.changed_by}于 {to_minute(now.changed_at)} 修改了这份草案：{now.last_change}。")
        st.button("载入最新内容", on_click=renew, key="designs.renew", icon=":material/refresh:")


def may_edit(viewer: Viewer, view: DesignView) -> bool:
    """Whether to offer changes; the service asks again."""
    return viewer.may(Permission.INDICATORS_DESIGN_EDIT) and view.row.stage is not Stage.PUBLISHED


def edit(viewer: Viewer, view: DesignView, change: Edit, *, then: dict[str, str] | None = None) -> None:
    """One change through the one verb; `then` are facts of the address to go to when it is done."""
    done, sentence = feedback.act(
        viewer,
        edit_design,
        design_id=view.row.id,
        edit=change,
        version=view.row.version,
        client_key=key_of(view, change),
    )
    if done:
        renew()
        verbs.close()
        for name, value in (then or {}).items():
            st.query_params[name] = value
        said = sentence if "没有变化" in sentence else f"已保存：{sentence}"
        frame.carry(f"{said.rstrip('。')}。")


def key_of(view: DesignView, *facts: object) -> str:
    """The same for the same act on the same state, so that a second click finds the first."""
    return digest((view.row.id, view.row.version, facts))


def digest(facts: object) -> str:
    """A client key made of what is asked for."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def key(view: DesignView, name: str) -> str:
    """A widget's key: fresh once the draft changed, so that it shows what is kept."""
    return f"designs.{view.row.id}.{view.row.version}.{name}"
