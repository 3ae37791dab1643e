"""One cell of the map: what the index is made of, and who stands behind it."""

import streamlit as st

from core.charts.heat import month_name
from core.indicators.numerals import percent_text
from core.topics import queries
from core.topics.queries import HeatView, Leader
from core.topics.ranking import dropped_text, reason, signed, value_text
from core.topics.rules import Heat, PartKind
from pages.topics._heat.choice import Choice
from pages.ui import tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.ui.tables import plain

KINDS = {"resource": "资源", "provider": "提供单位", "consumer": "使用单位"}


def show(view: HeatView, choice: Choice) -> None:
    """The parts; their points add up to the index."""
    heat = view.heat(choice.topic, choice.month)
    why = reason(view, choice.topic, choice.month)
    st.markdown(
        f"**{plain(view.names[choice.topic])}** {month_name(choice.month)}热度 **{heat.published}** 分"
        + (f"；比上月变动主要来自{plain(why)}。" if why else "。")
    )
    tables.show([*_rows(heat), _total(heat)])
    measures = heat.measures
    st.caption(plain(dropped_text(measures)) + "。")
    if measures.top_share > view.parameters.concentrated_share:
        st.warning(
            f"集中：占比最大的使用单位占 {percent_text(measures.top_share)}，超过 {view.parameters.concentrated_share:.0%}，"
            f"计入量按原始调用的 {view.parameters.consumer_cap:.0%} 封顶。"
        )


def leaders(viewer: Viewer, choice: Choice) -> None:
    """The busiest resources, providers and consumers of the cell."""
    found, withheld = ask(viewer, queries.leaders, topic=choice.topic, month=choice.month)
    for column, (kind, label) in zip(st.columns(3, gap="large"), KINDS.items(), strict=True):
        with column:
            st.markdown(f"##### 调用最多的{label}")
            tables.show([_leader(label, each) for each in found if each.kind == kind], empty="没有可列出的。")
    if withheld:
        st.caption(f"另有 {withheld} 项不在您的数据范围内，未列出。")


def _rows(heat: Heat) -> list[dict[str, object]]:
    return [
        {
            "分项": part.kind.value,
            "实测": plain(value_text(part.kind, heat)),
            "归一值": f"{part.normalised:.3f}",
            "权重": f"{part.weight:.2f}" if part.kind is not PartKind.QUALITY else "—",
            "贡献": f"{part.points}" if part.points >= 0 else plain(signed(part.points)),
        }
        for part in heat.parts
    ]


def _total(heat: Heat) -> dict[str, object]:
    return {"分项": "**合计（热度）**", "实测": "", "归一值": "", "权重": "", "贡献": f"**{heat.published}**"}


def _leader(label: str, each: Leader) -> dict[str, object]:
    return {label: plain(each.name), "调用": f"{each.calls:,}", "交换条数": f"{each.rows:,}"}
