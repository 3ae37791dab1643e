"""The card of a leaf: what it means, its metrics with their rules, what it costs and what it earns."""

import streamlit as st

from core.designs.amounts import group_of
from core.designs.metric_edits import PutEvent, RemoveEvent
from core.designs.queries import DesignView
from core.indicators.canonical import plain_decimal
from pages.indicators._designs import group, metric, node_forms, opened
from pages.ui import tables
from pages.ui.guard import Viewer
from pages.ui.numbers import marks

NEW = "（新增子项）"


def show(viewer: Viewer, view: DesignView, code: str) -> None:
    """The leaf from its definition down to the rule of the chosen metric."""
    system = view.system
    node, may = system.node_by_code[code], opened.may_edit(viewer, view)
    worth = f"满分 {marks(node.full_marks)}" if node.full_marks is not None else "未定分"
    effective = f"，占总分 {float(system.part_of(code)):.2%}" if node.full_marks or node.weight else ""
    st.markdown(
        f"##### {tables.plain(f'{code} {node.title}')}　{worth if system.scheme == 'marks' else ''}{effective}"
    )
    if may:
        st.markdown("　".join(node_forms.verbs_of(view, code)))
    facts = {"口径": node.definition, "评估要点": node.points, "附加规则": node.extra, "来源": node.source}
    lines = [f"- **{name}**：{tables.plain(text)}" for name, text in facts.items() if text.strip("—")]
    st.markdown("\n".join(lines) or "还没有写口径。请点“口径与说明”补写，单位申诉时以此为准。")
    metrics = group_of(system, code)
    if metrics.members:
        group.amounts(viewer, view, metrics)
    options = [member.code for member in metrics.members] + ([NEW] if may else [])
    if not options:
        st.info("还没有子项。")
        return
    names = {member.code: f"{member.code} {member.name}" for member in metrics.members}
    st.markdown("##### 计分规则")
    chosen = st.segmented_control(
        "子项",
        options,
        default=options[0],
        format_func=lambda each: names.get(each, each),
        key=f"designs.metric.{view.row.id}.{code}.{len(options)}",
        required=True,
        label_visibility="collapsed",
    )
    metric.show(viewer, view, code, system.metric_by_code.get(chosen or options[0]))
    _events(viewer, view, code, may=may)


def _events(viewer: Viewer, view: DesignView, code: str, *, may: bool) -> None:
    events = view.system.events_of(code)
    if not may and not events:
        return
    with st.expander(f"附加扣分（{len(events)} 项）"):
        tables.show(
            [
                {
                    "编码": tables.plain(e.code),
                    "事件": tables.plain(e.name),
                    "每次扣分": plain_decimal(e.points_each),
                }
                for e in events
            ],
            empty="没有附加扣分。",
        )
        if not may:
            return
        left, middle, right = st.columns([2, 5, 2], vertical_alignment="bottom")
        number = next(
            f"{code}!{at}" for at in range(1, 1000) if f"{code}!{at}" not in {e.code for e in events}
        )
        name_key = opened.key(view, f"event.name.{code}")
        label = left.text_input("编码", number, key=opened.key(view, f"event.code.{code}"), max_chars=20)
        name = middle.text_input(
            "事件", key=name_key, max_chars=60, placeholder="例如：每发现 1 个未清理的僵尸系统"
        )
        points = right.text_input("每次扣分", "0.2", key=opened.key(view, f"event.points.{code}"))
        with st.container(horizontal=True):
            if st.button("登记附加扣分", disabled=not name.strip(), key="designs.event.put"):
                opened.edit(viewer, view, PutEvent(code, label, name, points))
            if any(event.code == label for event in events) and st.button(
                "删除附加扣分", key="designs.event.drop"
            ):
                opened.edit(viewer, view, RemoveEvent(label))
