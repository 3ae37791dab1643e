"""The unit's standing in six figures and one sentence."""

import streamlit as st

from core.organisations.rules import group_name
from core.results.queries import UnitView
from pages.ui.numbers import score, signed
from pages.ui.tables import plain


def answer(view: UnitView) -> str:
    """Where the unit stands and what cost it most."""
    unit = view.unit
    worst = sorted((line for line in view.unit.lines if line.points > 0), key=lambda line: -line.points)[:3]
    causes = "、".join(
        f"{plain(line.metric_name or line.leaf_name or '合理缺项折算')} {score(line.points)} 分"
        for line in worst
    )
    return (
        f"**{plain(unit.name)}**总分 **{score(unit.total)}** 分，{view.board.system.audience_name}第 **{unit.rank}** 名"
        f"（共 {len(view.board.units)} 个），等次**{unit.grade}**。失分最多：{causes or '无'}。"
    )


def figures(view: UnitView) -> None:
    """Six figures: what the total is made of and where it stands."""
    unit = view.unit
    members = [other for other in view.board.units if other.group == unit.group]
    lost = view.board.system.full_marks - unit.total
    with st.container(horizontal=True, key="figures"):
        st.metric("总分", score(unit.total), border=True)
        st.metric("总榜名次", f"{unit.rank} / {len(view.board.units)}", border=True)
        st.metric(f"{group_name(unit.group)}名次", f"{unit.group_rank} / {len(members)}", border=True)
        st.metric("等次", unit.grade, border=True)
        st.metric("加分 / 减分", f"{signed(unit.bonus)} / {signed(-unit.deduction)}", border=True)
        st.metric("合计扣分", score(lost), border=True, help="满分 100 减总分，等于下列各条之和")
