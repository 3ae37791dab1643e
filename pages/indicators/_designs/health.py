"""The health check: red first, each finding with the way to the node it is about; a trial for 区分度."""

from functools import lru_cache

import streamlit as st

from core.designs.queries import DesignView
from core.indicators.health import Finding, Light, examine
from core.indicators.system import IndicatorSystem
from pages.indicators._designs import trying
from pages.ui import links, tables
from pages.ui.guard import Viewer

SHAPES = {Light.RED: "■ 红", Light.AMBER: "▲ 黄", Light.GREEN: "● 绿"}
MOST_LINKS = 5


@lru_cache(maxsize=32)
def found(system: IndicatorSystem) -> tuple[Finding, ...]:
    """What is found of a draft; systems never change, so each is examined once."""
    return examine(system, allow_any_depth=False)


def show(viewer: Viewer, view: DesignView) -> None:
    """Count, list, try."""
    findings = found(view.system)
    red, amber = (sum(each.light is light for each in findings) for light in (Light.RED, Light.AMBER))
    if red:
        st.error(f"有 {red} 项红项，改正前不能发布；另有 {amber} 项提醒。")
    elif amber:
        st.success(f"没有红项，可以发布；有 {amber} 项提醒，请确认是否有意为之。")
    else:
        st.success("没有红项，也没有提醒，可以发布。")
    _table(view, findings)
    result = trying.whole(viewer, view)
    if result is not None and result.findings:
        st.markdown("##### 区分度")
        _table(view, result.findings)


def _table(view: DesignView, findings: tuple[Finding, ...]) -> None:
    tables.show(
        [
            {
                "项目": each.subject,
                "灯": SHAPES[each.light],
                "情况": tables.plain(each.text),
                "处理办法": tables.plain(each.remedy or "—"),
                "去改": _links(view, each) or "—",
            }
            for each in findings
        ]
    )


def _links(view: DesignView, finding: Finding) -> str:
    found = [
        tables.link(code, links.designs(view.row.id, part="指标树", node=code))
        for code in finding.codes[:MOST_LINKS]
    ]
    if finding.light is Light.RED and not found:
        found = [tables.link("指标树", links.designs(view.row.id, part="指标树"))]
    return " ".join(found)
