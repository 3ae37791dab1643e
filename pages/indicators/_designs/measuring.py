"""Weights from data: entropy of a past period, and the combination of two records."""

from fractions import Fraction

import streamlit as st

from core.designs.queries import DesignView
from core.errors import Invalid
from core.results.trials import group_rates
from core.store.session import reading
from core.weighting.combination import RULES
from core.weighting.methods import METHODS, Combined, Inputs, Measured
from core.weighting.queries import WeightingRow
from core.weighting.service import OBJECTIVE, SUBJECTIVE
from core.weighting.target import Target
from pages.indicators._designs import trying
from pages.ui import feedback
from pages.ui.guard import Viewer


def entropy(viewer: Viewer, view: DesignView, target: Target, _rows: list[WeightingRow]) -> Inputs | None:
    """What units would reach in each member of the group in a past period."""
    offered = trying.sets(viewer, view)
    if not offered:
        st.info("没有可用的往期指标值，算不出熵权。请用专家打分。")
        return None
    chosen = st.selectbox("往期指标值", list(offered), format_func=offered.__getitem__, key="measuring.set")
    st.caption("熵权只看各单位之间的差距：差距越大权重越大，与重要程度无关，只作参考或与专家意见组合。")
    try:
        with reading() as session:
            units, values = group_rates(
                session=session,
                actor=viewer.actor,
                design_id=view.row.id,
                value_set_id=chosen or next(iter(offered)),
                codes=[item.code for item in target.items],
            )
    except Invalid as error:
        feedback.refuse(error)
        return None
    st.markdown(f"用 {len(units)} 个单位的得分率计算。")
    return Measured(units, values)


def combination(
    viewer: Viewer, _view: DesignView, _target: Target, rows: list[WeightingRow]
) -> Inputs | None:
    """One record of judgement and one of data."""
    sides = [[row for row in rows if row.method in kinds] for kinds in (SUBJECTIVE, OBJECTIVE)]
    if not all(sides):
        st.info("组合需要本组已有一条专家打分或层次分析的记录，和一条熵权的记录。")
        return None
    places = st.columns([3, 3, 2, 2])
    picked = [
        place.selectbox(
            called,
            [row.id for row in side],
            format_func=lambda key: next(f"第 {r.id} 号 {METHODS[r.method]}" for r in rows if r.id == key),
            key=f"measuring.{called}",
        )
        for place, called, side in zip(places, ("主观权重", "客观权重"), sides, strict=False)
    ]
    rule = places[2].selectbox("组合方法", list(RULES), format_func=RULES.__getitem__, key="measuring.rule")
    share = places[3].number_input(
        "主观占比", 0.0, 1.0, 0.6, 0.05, key="measuring.share", disabled=rule != "linear"
    )
    return Combined(
        rule or "linear",
        picked[0] or sides[0][0].id,
        picked[1] or sides[1][0].id,
        Fraction(str(round(share, 2))),
    )
