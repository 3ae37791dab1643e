"""The year of a project: the published formula, and every number that went into it."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.analysis.rollup import QUARTERS
from core.organisations.rules import OrganisationKind
from core.projects.queries import ProjectView
from core.results.rollup import ProjectYear, UnitYear, project_year
from pages.ui import feedback, tables
from pages.ui.guard import Viewer


def show(viewer: Viewer, view: ProjectView) -> None:
    """The answer, the formula, and one row a unit; the two audiences never in one table."""
    if not viewer.may(Permission.RESULTS_BOARD_READ):
        feedback.empty("年度汇总由有权查看排名榜的人员查看。")
        return
    year: ProjectYear = feedback.ask(viewer, project_year, project_id=view.row.id)
    if not year.sources:
        feedback.empty("还没有冻结的季度版次或正式评估版次，无法汇总。", "先在“轮次”中冻结各季版次。")
        return
    told = [unit for unit in year.units if unit.year.total is not None]
    gaps = [unit for unit in year.units if unit.year.missing]
    st.markdown(
        f"已算出年度得分 **{len(told)}** 个单位；缺季 **{len(gaps)}** 个单位"
        + ("；还没有正式评估版次，只列日常得分。" if "正式评估" not in year.sources else "。")
    )
    st.caption(f"{year.rule.said}各占比为建议值，以正式印发的办法为准。")
    for kind in dict.fromkeys(unit.member.kind for unit in year.units):
        st.markdown(f"##### {OrganisationKind(kind).label}")
        tables.show([_line(unit) for unit in year.units if unit.member.kind == kind])
    st.caption(
        "数据来源："
        + "；".join(f"{tables.plain(name)}：{tables.plain(label)}" for name, label in year.sources.items())
    )


def _line(unit: UnitYear) -> dict[str, object]:
    cells: dict[str, object] = {"单位": tables.plain(unit.member.short_name)}
    for quarter in QUARTERS:
        task = unit.tasks.get(quarter)
        beside = (
            f"（考核 {_shown(unit.evaluated.get(quarter))}、任务 {task:.2f}）" if task is not None else ""
        )
        cells[f"{'一二三四'[quarter - 1]}季度"] = _shown(unit.year.quarters[quarter]) + beside
    return cells | {
        "日常得分": _shown(unit.year.daily),
        "正式评估": _shown(unit.year.formal),
        "年度得分": _shown(unit.year.total),
        "说明": tables.plain(unit.year.note or "—"),
    }


def _shown(score: Decimal | None) -> str:
    return "—" if score is None else f"{score:.2f}"
