"""Weighing one group: experts' scores by default, more ways behind a switch; records are applied to the group."""

from collections.abc import Callable

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.designs.amounts import SetAmounts
from core.designs.queries import DesignView
from core.errors import NotFound
from core.indicators.canonical import plain_decimal
from core.weighting.methods import METHODS, Inputs
from core.weighting.queries import WeightingRow, WeightingView, weighting, weightings
from core.weighting.service import Weighing, record_weighting
from core.weighting.target import Target, target_of
from pages.indicators._designs import judging, measuring, opened, scoring
from pages.ui import feedback, frame, tables
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
    codes = ["", *(n.code for n in system.nodes if not n.ledger and _many(view, n.code))]
    left, right = st.columns([3, 5], vertical_alignment="bottom")
    code = left.selectbox(
        "给哪一组定权",
        codes,
        format_func=lambda each: f"{each} {system.node_by_code[each].title}" if each else "一级指标",
        key=f"weighing.group.{view.row.id}",
    ) or ""  # fmt: skip
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
    _records(viewer, view, target, rows, may=may)


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
            frame.carry(f"已留存第 {record_id} 号定权记录，可在下方应用到本组。")


def _records(
    viewer: Viewer, view: DesignView, target: Target, rows: list[WeightingRow], *, may: bool
) -> None:
    st.markdown("##### 定权记录")
    if not rows:
        st.caption(f"这一组还没有定权记录{'' if may else '，定权由评估人员办理'}。记录一经留存不能修改。")
        return
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "查看",
        list(by_id),
        format_func=lambda key: _title(by_id[key]),
        key=f"weighing.record.{view.row.id}.{target.group}.{len(rows)}",
    ) or rows[0].id  # fmt: skip
    held: WeightingView = feedback.ask(viewer, weighting, record_id=chosen)
    tables.show(
        [
            {
                "指标": tables.plain(name),
                "组内权重": f"{weight:.2%}",
                "分得": plain_decimal(part),
                "有效权重": f"{effective:.2%}",
            }
            for name, weight, part, effective in zip(
                held.target.names,
                held.outcome.weights,
                held.outcome.allotted,
                held.outcome.effective,
                strict=True,
            )
        ]
    )
    for remark in held.outcome.remarks:
        st.caption(f"提醒：{tables.plain(remark)}")
    if opened.may_edit(viewer, view):
        _apply(viewer, view, target, held)


def _apply(viewer: Viewer, view: DesignView, target: Target, held: WeightingView) -> None:
    """The button that writes a record's parts into the group it was made for."""
    same = held.target.items == target.items
    if not same:
        st.caption("这条记录的指标与草案现在的不同，不能应用；请按现在的指标重新定权。")
    if st.button(
        "应用到本组",
        disabled=not same or any(part <= 0 for part in held.outcome.allotted),
        key="weighing.apply",
    ):
        amounts = {
            item.code: plain_decimal(part)
            for item, part in zip(held.target.items, held.outcome.allotted, strict=True)
        }
        opened.edit(viewer, view, SetAmounts(target.group, amounts))


def _title(row: WeightingRow) -> str:
    note = f"（{row.note}）" if row.note else ""
    return f"第 {row.id} 号　{METHODS[row.method]}　{to_minute(row.recorded_at)}　{row.person_name}{note}"
