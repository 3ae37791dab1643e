"""A leader reads which topic is hot, who rose and why, and where the index comes from."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.heat import heat_map, month_name
from core.topics import queries
from core.topics.parameters import listed
from core.topics.queries import HeatView
from core.topics.ranking import Place, places, reason, riser
from pages.topics._heat import contributions, method
from pages.topics._heat.choice import Choice, choose, choose_cell, remember
from pages.ui import charts, frame, guard, links, tables
from pages.ui.feedback import ask, empty

viewer = guard.page(Permission.TOPICS_HEAT_READ)


def answer(view: HeatView, month: str) -> str:
    """The sentence a reader came for."""
    found = places(view, month)
    first, gained = found[0], riser(found)
    text = f"{month_name(month)}最热的主题是**{tables.plain(first.name)}**（{first.heat.published} 分）"
    if gained is None:
        return f"{text}，各主题都没有上升。" if view.before(month) else f"{text}。"
    why = reason(view, gained.topic, month)
    return (
        f"{text}；升得最多的是**{tables.plain(gained.name)}**（{tables.plain(gained.change_text)} 分，现为 {gained.heat.published} 分）"
        + (f"，主要因为{tables.plain(why)}。" if why else "。")
    )


def row(view: HeatView, place: Place, choice: Choice) -> dict[str, object]:
    """One topic as a table row."""
    address = links.heat(
        year=choice.year, span=choice.span, measure=choice.measure, topic=place.topic, month=choice.month
    )
    concentrated = place.heat.measures.top_share > view.parameters.concentrated_share
    return {
        "名次": place.rank,
        "主题": tables.link(place.name, address) + ("（集中）" if concentrated else ""),
        "热度": place.heat.published,
        "比上月": tables.plain(place.change_text),
        "名次变化": place.moved_text,
        "趋势热度": f"{place.heat.trend:.1f}",
        "近六个月": f":blue[{place.bars}] {tables.plain(place.history_text)}",
    }


def show_map(view: HeatView, choice: Choice) -> None:
    """The heat map; a click on a cell looks into it."""
    cell = (choice.topic, choice.month)
    with st.container(key="wide-chart"):
        charts.pick(
            ("heat", view.key, choice.measure, choice.months, cell),
            lambda: heat_map(view, choice.measure, choice.months, cell),
            name="heat.map",
            picked=lambda facts: remember(*facts[:2]),
        )


def exports(choice: Choice) -> None:
    """The ways out, for those who may."""
    if not viewer.may(Permission.TOPICS_HEAT_EXPORT):
        return
    facts = (choice.year, choice.span, choice.measure)
    with st.container(horizontal=True):
        st.link_button("导出 Excel", links.heat_file(choice.year), icon=":material/download:")
        st.link_button("导出图片", links.heat_chart(*facts), icon=":material/image:")
        st.link_button("导出矢量图", links.heat_chart(*facts, kind="svg"), icon=":material/polyline:")


frame.heading("主题热度")
view: HeatView | None = ask(viewer, queries.heat)
if view is None:
    empty("还没有调用日志，算不出热度。", "由运维商或项目经理接入调用日志后，这里按月显示各主题的热度。")
    st.stop()
headline = st.empty()
choice = choose(view)
headline.markdown(answer(view, choice.months[-1]))

show_map(view, choice)
exports(choice)
left, right = st.columns([6, 5], gap="large")
with left:
    st.markdown(f"##### {month_name(choice.month)}排行")
    tables.show([row(view, place, choice) for place in places(view, choice.month)])
with right:
    st.markdown("##### 分项贡献")
    choose_cell(view, choice)
    contributions.show(view, choice)
contributions.leaders(viewer, choice)
method.show(view.parameters, listed())
st.caption(
    f"数据来源：{view.state.mark}；接入于 {view.state.accepted_at}；参数版本 {view.parameters.version}"
    + ("；演示数据，抽样生成。" if view.state.is_demo else "。")
)
