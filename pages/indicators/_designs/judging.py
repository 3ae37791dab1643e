"""AHP: one grid of judgements an expert, its consistency as it is typed, the cells that do not fit."""

from fractions import Fraction

import numpy as np
import pandas as pd
import streamlit as st

from core.designs.queries import DesignView
from core.indicators.numerals import exact_number
from core.weighting.disagreement import inconsistency_problems
from core.weighting.judgements import MOST, SCALE, Grid, judgement_problems, reciprocal
from core.weighting.methods import Inputs, Judged, Opinion
from core.weighting.priorities import BOUND, priorities
from core.weighting.queries import WeightingRow
from core.weighting.target import Target
from pages.ui import tables
from pages.ui.guard import Viewer


def form(_viewer: Viewer, view: DesignView, target: Target, _rows: list[WeightingRow]) -> Inputs | None:
    """Names of experts, and for each a grid of which the upper half is enough."""
    if len(target.items) > MOST:
        st.info(f"层次分析一次最多比较 {MOST} 个指标，请用专家打分，或拆成几组。")
        return None
    names = st.text_input("专家（用顿号隔开）", "专家一", key=f"judging.names.{target.group}", max_chars=500)
    experts = [name.strip() for name in names.replace("，", "、").split("、") if name.strip()]
    scale = "，".join(f"{grade}＝{words}" for grade, words in SCALE.items())
    st.caption(f"行比列重要多少：{scale}；列更重要时填 1/3 这样的分数。只填上半边即可。")
    opinions: list[Opinion] = []
    for expert in experts:
        grid = _grid(view, target, expert)
        if _consistent(target, expert, grid):
            opinions.append(Opinion(expert, grid))
    return Judged(tuple(opinions)) if experts and len(opinions) == len(experts) else None


def _grid(view: DesignView, target: Target, expert: str) -> Grid:
    codes = [item.code for item in target.items]
    empty = pd.DataFrame(np.full((len(codes), len(codes)), ""), index=list(target.names), columns=codes)
    for at in range(len(codes)):
        empty.iloc[at, at] = "1"
    st.markdown(f"**{tables.plain(expert)}**")
    typed = st.data_editor(
        empty,
        key=f"judging.{view.row.id}.{target.group}.{expert}.{len(codes)}",
        num_rows="fixed",
        placeholder="—",
    )
    return tuple(tuple(_judgement(value) for value in row) for row in typed.to_numpy().tolist())


def _consistent(target: Target, expert: str, grid: Grid) -> bool:
    problems = judgement_problems(target.names, grid, expert)
    if problems:
        st.caption(f"还有 {len(problems)} 处没有填好：{problems[0].rule}。")
        return False
    found = priorities(reciprocal(grid))
    weights = "、".join(
        f"{code.code} {weight:.1%}" for code, weight in zip(target.items, found.weights, strict=True)
    )
    if found.consistent:
        st.success(f"一致性比率 {found.ratio:.3f}，小于 {BOUND}，可以采用。权重：{weights}")
        return True
    st.error(f"一致性比率 {found.ratio:.3f}，不小于 {BOUND}，请按下面的提示改正后再用。")
    for problem in inconsistency_problems(target.names, grid, expert):
        st.markdown(f"- {tables.plain(problem)}")
    return False


def _judgement(value: object) -> Fraction | None:
    try:
        return exact_number(str(value)) if str(value).strip() else None
    except ValueError:
        # Out of every range, so that it is named as what is wrong.
        return Fraction(-1)
