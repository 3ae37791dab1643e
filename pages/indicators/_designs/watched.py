"""The card of an indicator that is watched without points."""

import streamlit as st

from core.designs.queries import DesignView
from core.designs.system_edits import RemoveMonitored
from pages.indicators._designs import node_forms, opened
from pages.ui import tables
from pages.ui.guard import Viewer


def show(viewer: Viewer, view: DesignView, code: str) -> None:
    """Its fields, to be changed by those who may."""
    part = next(each for each in view.system.monitored if each.code == code)
    st.markdown(f"##### {tables.plain(f'{part.code} {part.name}')}（监测，不计分）")
    if opened.may_edit(viewer, view):
        node_forms.watch_form(viewer, view, part)
        if st.button("删除监测指标", key="designs.watch.drop"):
            opened.edit(viewer, view, RemoveMonitored(code), then={"node": ""})
        return
    facts = {"口径": part.definition, "公式": part.formula, "单位": part.unit, "来源": part.source}
    st.markdown("\n".join(f"- **{name}**：{tables.plain(text)}" for name, text in facts.items() if text))
