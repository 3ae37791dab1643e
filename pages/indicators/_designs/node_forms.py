"""Dialogs about one node: adding below it, describing, moving, removing, watching instead."""

from collections.abc import Callable
from itertools import zip_longest

import streamlit as st

from core.designs.edit import Edit
from core.designs.queries import DesignView
from core.designs.system_edits import PutMonitored, WatchInstead
from core.designs.tree_edits import AddNode, Describe, MoveNode, RemoveNode, branch_codes
from core.indicators.layout import LAYOUTS
from core.indicators.system import IndicatorSystem, Monitored
from pages.indicators._designs import opened
from pages.ui import links, tables, verbs
from pages.ui.guard import Viewer

LONG = ("definition", "points", "extra", "evidence")
SHORT = ("name", "full_name", "source", "platform", "frequency", "direction", "unit")


def chosen(system: IndicatorSystem) -> str:
    """The node the address names, the top where it names none."""
    named = st.query_params.get("node", "")
    return named if named in system.node_by_code else ""


def verbs_of(view: DesignView, code: str) -> list[str]:
    """Links to what may be done with one node."""
    leaf = not view.system.children(code)
    named = [("口径与说明", "node-text"), ("移动", "node-move"), ("删除", "node-drop")]
    named += [("改为监测不计分", "node-watch")] if leaf else []
    return [
        tables.link(words, links.designs(view.row.id, part="指标树", node=code, do=do)) for words, do in named
    ]


def next_code(system: IndicatorSystem, parent: str) -> str:
    """A code nobody has for one more child: A1 under A, A12 after A11, a letter at the top."""
    taken = {*system.node_by_code, *(part.code for part in system.monitored), *system.metric_by_code}
    ends = [chr(each) for each in range(65, 91)] if not parent else [str(each) for each in range(1, 1000)]
    return next((f"{parent}{end}" for end in ends if f"{parent}{end}" not in taken), "")


def _add(viewer: Viewer, view: DesignView) -> None:
    system = view.system
    parents = ["", *(node.code for node in system.nodes if may_hold(system, node.code))]

    def body() -> None:
        at = chosen(system)
        parent = st.selectbox(
            "上级",
            parents,
            index=parents.index(at) if at in parents else 0,
            format_func=lambda code: title(system, code),
            key="node.parent",
        )
        left, right = st.columns([1, 3])
        code = left.text_input(
            "编码", next_code(system, parent or ""), key=f"node.code.{parent}", max_chars=20
        )
        name = right.text_input("名称", key="node.name", max_chars=60)
        _submit(
            viewer, view, "新增指标", AddNode(parent or "", code, name), ready=bool(name.strip()), node=code
        )

    verbs.dialog("新增指标", body)


def _text(viewer: Viewer, view: DesignView) -> None:
    code = chosen(view.system)
    node, headers = view.system.node_by_code[code], LAYOUTS["nodes"].headers

    def body() -> None:
        texts: dict[str, str] = {}
        # A row of two at a time, so that a phone stacks them in this order.
        for pair in zip_longest(SHORT[::2], SHORT[1::2]):
            for place, name in zip(st.columns(2), filter(None, pair), strict=False):
                texts[name] = place.text_input(
                    headers[name],
                    getattr(node, name),
                    key=opened.key(view, f"text.{code}.{name}"),
                    max_chars=500,
                )
        for name in LONG:
            texts[name] = st.text_area(
                headers[name],
                getattr(node, name),
                key=opened.key(view, f"text.{code}.{name}"),
                max_chars=4000,
                height=90,
            )
        _submit(viewer, view, "保存口径与说明", Describe(code, texts), ready=bool(texts["name"].strip()))

    verbs.dialog(f"{code} {node.title}", body, wide=True)


def _move(viewer: Viewer, view: DesignView) -> None:
    system, code = view.system, chosen(view.system)
    inside = branch_codes(system, code)
    fit = [
        each
        for each in ("", *(node.code for node in system.nodes))
        if each not in inside
        and each != system.node_by_code[code].parent
        and (not each or may_hold(system, each))
    ]

    def body() -> None:
        parent = st.selectbox(
            "移到",
            fit,
            index=None,
            placeholder="请选择新的上级",
            format_func=lambda each: title(system, each),
            key="node.to",
        )
        st.caption("连同它的下级一起移动；同级之间的先后请在上级的“序号”中调整。")
        if not fit:
            st.info("没有别的上级可以挂。")
        _submit(viewer, view, "确认移动", MoveNode(code, parent or ""), ready=parent is not None)

    verbs.dialog(f"移动“{_named(system, code)}”", body)


def _drop(viewer: Viewer, view: DesignView) -> None:
    system, code = view.system, chosen(view.system)
    below = len(branch_codes(system, code)) - 1

    def body() -> None:
        metrics = sum(metric.leaf in branch_codes(system, code) for metric in system.metrics)
        st.markdown(f"删除指标“{tables.plain(_named(system, code))}”及其子项 {metrics} 个？")
        whole = bool(below) and st.checkbox(f"连同下级 {below} 个一起删除", key="node.whole")
        _submit(
            viewer, view, "删除指标", RemoveNode(code, whole=whole), node=system.node_by_code[code].parent
        )

    verbs.dialog("删除指标", body)


def _watch(viewer: Viewer, view: DesignView) -> None:
    code = chosen(view.system)

    def body() -> None:
        st.markdown(
            f"“{tables.plain(_named(view.system, code))}”改为监测不计分：口径、公式和来源保留，子项、满分和附加扣分去掉。"
        )
        _submit(viewer, view, "改为监测不计分", WatchInstead(code))

    verbs.dialog("改为监测不计分", body)


def watch_form(viewer: Viewer, view: DesignView, part: Monitored | None) -> None:
    """Fields of an indicator that is watched without points."""
    system, new = view.system, part is None
    held = part or Monitored("", "")
    parents = ["", *(node.code for node in system.nodes if not node.ledger)]
    key = held.code or "new"
    suggestion = next(
        (f"J{at}" for at in range(1, 1000) if f"J{at}" not in {p.code for p in system.monitored}), ""
    )
    left, right = st.columns(2)
    code = left.text_input("编码", suggestion, key=f"watch.code.{key}", max_chars=20) if new else held.code
    name = right.text_input("名称", held.name, key=opened.key(view, f"watch.name.{key}"), max_chars=60)
    left, right = st.columns(2)
    parent = left.selectbox(
        "列在",
        parents,
        index=parents.index(held.parent) if held.parent in parents else 0,
        format_func=lambda each: title(system, each),
        key=opened.key(view, f"watch.parent.{key}"),
    )
    unit = right.text_input("单位", held.unit, key=opened.key(view, f"watch.unit.{key}"), max_chars=20)
    left, right = st.columns(2)
    source = left.text_input(
        "数据来源", held.source, key=opened.key(view, f"watch.source.{key}"), max_chars=200
    )
    often = right.text_input("频率", held.frequency, key=opened.key(view, f"watch.often.{key}"), max_chars=20)
    definition = st.text_area(
        "口径", held.definition, key=opened.key(view, f"watch.def.{key}"), max_chars=2000
    )
    formula = st.text_input("公式", held.formula, key=opened.key(view, f"watch.formula.{key}"), max_chars=500)
    made = Monitored(code, name, parent or "", definition.strip(), formula.strip(), unit.strip(), source.strip(), often.strip())  # fmt: skip
    _submit(viewer, view, "保存监测指标", PutMonitored(made), ready=bool(name.strip()), node=code)


def _watch_add(viewer: Viewer, view: DesignView) -> None:
    verbs.dialog("登记监测指标（不计分）", lambda: watch_form(viewer, view, None), wide=True)


def _submit(
    viewer: Viewer, view: DesignView, words: str, change: Edit, *, ready: bool = True, node: str | None = None
) -> None:
    """The button of a dialog; done, the dialog closes and the tree stands at `node`."""
    if st.button(words, type="primary", key="verbs.submit", disabled=not ready):
        then = {} if node is None else {"node": node}
        opened.edit(viewer, view, change, then=then)


def _of_node(form: Callable[[Viewer, DesignView], None]) -> Callable[[Viewer, DesignView], None]:
    def asked(viewer: Viewer, view: DesignView) -> None:
        if opened.may_edit(viewer, view) and chosen(view.system):
            form(viewer, view)

    return asked


def _of_any(form: Callable[[Viewer, DesignView], None]) -> Callable[[Viewer, DesignView], None]:
    def asked(viewer: Viewer, view: DesignView) -> None:
        if opened.may_edit(viewer, view):
            form(viewer, view)

    return asked


FORMS: dict[str, Callable[[Viewer, DesignView], None]] = {
    "node-add": _of_any(_add),
    "watch-add": _of_any(_watch_add),
    "node-text": _of_node(_text),
    "node-move": _of_node(_move),
    "node-drop": _of_node(_drop),
    "node-watch": _of_node(_watch),
}


def may_hold(system: IndicatorSystem, code: str) -> bool:
    """Whether one more level fits under a node."""
    node = system.node_by_code[code]
    taken = system.metrics_of(code) or system.events_of(code)
    return not node.ledger and not taken and system.depths.get(code, 3) < 3


def _named(system: IndicatorSystem, code: str) -> str:
    return title(system, code).strip()


def title(system: IndicatorSystem, code: str) -> str:
    node = system.node_by_code.get(code)
    return f"{'　' * (system.depths.get(code, 1) - 1)}{code} {node.title}" if node else "（一级）"
