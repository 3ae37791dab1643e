"""Weighing one group: experts' scores by default, more ways behind a switch; records are applied to the group."""

from collections.abc import Callable

import streamlit as st

from core.access.permissions import Permission
from core.designs.queries import DesignView
from core.errors import NotFound
from core.indicators.canonical import plain_decimal
from core.weighting.methods import Inputs
from core.weighting.queries import WeightingRow, weightings
from core.weighting.service import Weighing, record_weighting
from core.weighting.target import Target, target_of
from pages.indicators._designs import judging, measuring, opened, scoring, weighed
from pages.ui import feedback, frame, work
from pages.ui.guard import Viewer

DEFAULT, MORE = "专家打分", ("层次分析", "熵权", "组合")
Form = Callable[[Viewer, DesignView, Target, list[WeightingRow]], Inputs | None]
FORMS: dict[str, Form] = {
    DEFAULT: scoring.form,
    "层次分析": judging.form,
    "熵权": measuring.entropy,
    "组合": measuring.combination,
}


def show(viewer: Viewer, view: DesignView) -> None:
    """Choose the group and the way, fill in, record; below, the records of the group."""
    system = view.system
    left, right = st.columns([3, 5], vertical_alignment="bottom")
    with left:
        code = _group(view)
    try:
        target = target_of(system, code)
    except NotFound as error:
        feedback.refuse(error)
        return
    if len(target.items) < 2 or target.whole <= 0:
        st.info(
            "这一组不足两个指标，或还没有可分配的分。先在“指标树”中选用指标、填上一级的满分；也可以在那里直接填数。"
        )
        return
    may = viewer.may(Permission.INDICATORS_WEIGHTS_EDIT)
    method = DEFAULT
    if may:
        with right.container(horizontal=True, vertical_alignment="bottom"):
            method = _method()
    st.caption(
        f"这一组共 {plain_decimal(target.whole)}，占总分 {float(target.share):.1%}。直接填数请用“指标树”。"
    )
    rows, _ = feedback.ask(viewer, weightings, system_code=system.code, group_code=code)
    if may:
        inputs = FORMS[method](viewer, view, target, rows)
        if inputs is not None:
            _record(viewer, view, target, inputs)
    weighed.show(viewer, view, target, may=may)


def _group(view: DesignView) -> str:
    """The code of the group chosen, which the address keeps; empty for the top."""
    system, named = view.system, st.query_params.get("group", "")
    codes = ["", *(n.code for n in system.nodes if not n.ledger and _many(view, n.code))]
    code = st.selectbox(
        "给哪一组定权",
        codes,
        index=codes.index(named) if named in codes else 0,
        format_func=lambda each: f"{each} {system.node_by_code[each].title}" if each else "一级指标",
        key=f"weighing.group.{view.row.id}",
        on_change=work.leave_list,
        args=(weighed.RECORD,),
    ) or ""  # fmt: skip
    if code:
        st.query_params["group"] = code
    else:
        st.query_params.pop("group", None)
    return code


def _method() -> str:
    """Experts' scores, unless somebody asks for more."""
    if not st.toggle("更多方法", key="weighing.more", help="层次分析、熵权、组合；一般用专家打分即可"):
        return DEFAULT
    chosen = st.segmented_control(
        "方法",
        [DEFAULT, *MORE],
        default=DEFAULT,
        key="weighing.method",
        required=True,
        label_visibility="collapsed",
    )
    return chosen or DEFAULT


def _many(view: DesignView, code: str) -> bool:
    return len(view.system.children(code)) > 1 or len(view.system.metrics_of(code)) > 1


def _record(viewer: Viewer, view: DesignView, target: Target, inputs: Inputs) -> None:
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    note = left.text_input(
        "说明", key="weighing.note", max_chars=200, placeholder="例如：4 月 12 日专家论证会"
    )
    if right.button("计算并留存记录", type="primary", key="weighing.record"):
        done, record_id = feedback.act(
            viewer,
            record_weighting,
            weighing=Weighing(target, inputs, None, note),
            client_key=opened.digest((view.row.id, target, inputs, note, viewer.actor.person_id)),
        )
        if done:
            work.leave_list()
            st.query_params[weighed.RECORD] = str(record_id)
            frame.carry(f"已留存第 {record_id} 号定权记录，可在下方应用到本组。")
