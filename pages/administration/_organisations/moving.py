"""The dialog that moves several units below one parent."""

import streamlit as st

from core.administration.moving import move_units
from core.organisations.queries import Unit
from core.organisations.rules import may_sit_under
from pages.administration._organisations import forms
from pages.ui import trees, verbs
from pages.ui.guard import Viewer


def show(viewer: Viewer, roots: forms.Roots, below: int | None) -> None:
    """Open the dialog; offered are the units of the branch people look at, or all."""
    # As they stood when it was opened: whoever was first is not overwritten.
    units = verbs.as_opened(forms.units_in(roots))
    branch = [node for node in trees.every(roots) if below is None or node.unit.id == below]
    inside = {each.unit.id for node in branch for each in trees.every([node])}
    offered = [key for key, unit in units.items() if key in inside and unit.is_active and unit.parent_id]
    verbs.dialog("批量移动机构", lambda: _form(viewer, units, offered), wide=True)


def _form(viewer: Viewer, units: dict[int, Unit], offered: list[int]) -> None:
    chosen = st.multiselect(
        "移动哪些机构",
        offered,
        format_func=lambda key: forms.label(units[key]),
        key="units.move",
        placeholder="可选多个，输入名称或代码查找",
    )
    fit = {
        key: unit
        for key, unit in units.items()
        if unit.is_active
        and key not in chosen
        and all(may_sit_under(units[each].kind, unit.kind) for each in chosen)
    }
    parent = st.selectbox(
        "移动到",
        list(fit) if chosen else [],
        index=None,
        placeholder="请选择新的上级" if chosen else "请先选择要移动的机构",
        format_func=lambda key: forms.label(fit[key]),
        key="units.to",
    )
    st.caption("所选机构连同各自的下级一起移动；有一个不能移动，就一个也不移动。")
    word, ready = forms.why()
    done = f"已把 {len(chosen)} 个机构移到“{fit[parent].name}”之下。" if parent in fit else ""
    verbs.submit(
        viewer,
        f"移动 {len(chosen)} 个机构",
        move_units,
        versions={key: units[key].version for key in chosen},
        parent_id=parent,
        word=word,
        ready=ready and bool(chosen) and parent is not None,
        done=done,
    )
