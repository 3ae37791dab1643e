"""Experts' scores in rounds, with their spread as it is typed."""

from fractions import Fraction

import numpy as np
import pandas as pd
import streamlit as st

from core.designs.queries import DesignView
from core.weighting.experts import MOST_VARIATION, Round, round_problems, round_view
from core.weighting.methods import Inputs, Scored
from core.weighting.queries import WeightingRow, weighting
from core.weighting.target import Target
from pages.ui import feedback, tables
from pages.ui.guard import Viewer

FULL = Fraction(10)


def form(viewer: Viewer, view: DesignView, target: Target, rows: list[WeightingRow]) -> Inputs | None:
    """One table an expert a row; earlier rounds of the last record may be gone on from."""
    earlier = _earlier(viewer, target, rows)
    go_on = bool(earlier) and st.toggle(
        f"接着上一条记录再进行一轮（已有 {len(earlier)} 轮）", key=f"scoring.on.{target.group}"
    )
    before = earlier if go_on else ()
    known = before[-1].experts if before else ("专家一", "专家二", "专家三")
    names = st.text_input(
        "专家（用顿号隔开）",
        "、".join(known),
        key=f"scoring.names.{view.row.id}.{target.group}.{go_on}",
        max_chars=500,
    )
    experts = [
        name.strip() for name in names.replace("，", "、").replace(",", "、").split("、") if name.strip()
    ]
    cells = _table(view, target, experts, before)
    scores = tuple(tuple(map(_number, row)) for row in cells)
    turn = Round(tuple(experts), scores)
    problems = round_problems(target.names, turn, FULL)
    if problems:
        st.caption(f"还有 {len(problems)} 处没有填好：{problems[0].rule}。")
        return None
    _spread(target, turn)
    return Scored(FULL, (*before, turn))


def _table(
    view: DesignView, target: Target, experts: list[str], before: tuple[Round, ...]
) -> list[list[object]]:
    """What is typed, experts × members; a further round begins with the scores of the one before."""
    columns = [item.code for item in target.items]
    empty = pd.DataFrame(np.full((len(experts), len(columns)), np.nan), index=experts, columns=columns)
    if before:
        held = before[-1]
        for expert, given in zip(held.experts, held.scores, strict=True):
            if expert in empty.index:
                empty.loc[expert] = [np.nan if s is None else float(s) for s in given]
    st.caption(f"第 {len(before) + 1} 轮：一行一名专家，满分 {FULL}；按 Enter 或 Tab 确认单元格。")
    typed = st.data_editor(
        empty,
        column_config={
            item.code: st.column_config.NumberColumn(
                f"{item.code} {item.name}", min_value=0, max_value=float(FULL), step=0.5
            )
            for item in target.items
        },
        key=f"scoring.table.{view.row.id}.{target.group}.{len(before)}.{len(experts)}",
        num_rows="fixed",
        placeholder="未打分",
    )
    cells: list[list[object]] = typed.to_numpy().tolist()
    return cells


def _earlier(viewer: Viewer, target: Target, rows: list[WeightingRow]) -> tuple[Round, ...]:
    last = next((row for row in rows if row.method == "experts"), None)
    if last is None:
        return ()
    held = feedback.ask(viewer, weighting, record_id=last.id)
    same = held.target.items == target.items and isinstance(held.inputs, Scored)
    return held.inputs.rounds if same else ()


def _spread(target: Target, turn: Round) -> None:
    view = round_view(np.array(turn.scores, dtype=np.float64), float(FULL))
    tables.show(
        [
            {
                "指标": tables.plain(name),
                "平均分": f"{mean:.2f}",
                "标准差": f"{deviation:.2f}",
                "变异系数": f"{variation:.2f}{' ▲' if variation > MOST_VARIATION else ''}",
                "权重": f"{weight:.2%}",
            }
            for name, mean, deviation, variation, weight in zip(
                target.names, view.means, view.deviations, view.variations, view.weights, strict=True
            )
        ]
    )
    agreed = "" if view.coefficient is None else f"协调系数 W = {view.coefficient:.3f}。"
    st.caption(
        f"{agreed}{'变异系数大于 ' + str(MOST_VARIATION) + ' 的指标意见分散，建议再进行一轮。' if view.goes_on else '意见比较集中。'}"
    )


def _number(value: object) -> Fraction | None:
    number = pd.to_numeric(value, errors="coerce")
    return None if pd.isna(number) or not np.isfinite(number) else Fraction(str(number))
