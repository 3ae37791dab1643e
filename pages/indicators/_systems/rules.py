"""How the parts of a leaf are scored: each in a sentence, beside the curve from value to points."""

from decimal import Decimal

import streamlit as st

from core.charts.rule_curve import has_curve, rule_curve
from core.indicators.node import Node
from core.indicators.numerals import plain_number
from core.indicators.rules import RULE_KINDS
from core.indicators.system import EMPTY_POLICIES, IndicatorSystem, Metric
from pages.ui import charts, tables
from pages.ui.numbers import marks, score
from pages.ui.tables import plain


def show(system: IndicatorSystem, leaf: Node) -> None:
    """Every part of the leaf, then what is taken off for events."""
    st.markdown("**评分规则**")
    for metric in system.metrics_of(leaf.code):
        with st.container(border=True):
            _metric(system, leaf, metric)
    for event in system.events_of(leaf.code):
        st.markdown(f"- 每发生 1 次“{plain(event.name)}”扣 {marks(event.points_each)} 分，扣完为止")


def full_of(system: IndicatorSystem, leaf: Node, metric: Metric) -> Decimal:
    """A metric's own full marks: its share among the metrics of its leaf."""
    shares = sum(each.share for each in system.metrics_of(leaf.code))
    part = metric.share / shares if shares else metric.share * 0
    return system.leaf_scale(leaf.code) * part.numerator / part.denominator


def _metric(system: IndicatorSystem, leaf: Node, metric: Metric) -> None:
    full, sign = full_of(system, leaf, metric), "%" if system.scheme == "marks" else ""
    kind = RULE_KINDS[metric.rule]
    text = (
        f"**{plain(f'{metric.code} {metric.name}')}**　占 {plain_number(metric.share)}{sign}，满分 {score(full)} 分\n"
        f"- 口径：{plain(metric.formula or '—')}\n"
        f"- 计分：{plain(f'{kind.name}，{kind.standard(metric.parameters, metric.unit)}')}\n"
        f"- 无数据时：{EMPTY_POLICIES[metric.empty]}"
    )
    if not has_curve(metric):
        st.markdown(text)
    else:
        left, right = st.columns([5, 4], gap="small", vertical_alignment="center")
        left.markdown(text)
        with right:
            key = ("rule", system.sha256, metric.code)
            charts.show(key, lambda: rule_curve(metric, full), name=f"systems.rule.{metric.code}")
    items = system.items_of(metric.code)
    if items:
        with st.expander(f"清单（{len(items)} 项）"):
            tables.show(
                [
                    {
                        "清单项": plain(f"{item.code} {item.name}"),
                        "权重": marks(item.weight),
                        "标准": plain(item.standard or "—"),
                    }
                    for item in items
                ]
            )
