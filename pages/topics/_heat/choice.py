"""What to look at; every choice lives in the address."""

from dataclasses import dataclass

import streamlit as st

from core.topics.measures import MEASURES
from core.topics.months import SPANS, spans
from core.topics.queries import HeatView
from core.topics.ranking import places, riser


@dataclass(frozen=True, slots=True)
class Choice:
    """Year, months and measure of the map; topic and month of the cell looked into."""

    year: str
    span: str
    months: tuple[str, ...]
    measure: str
    topic: str
    month: str


def choose(view: HeatView) -> Choice:
    """The choices of the address, made sound and offered for change."""
    year = _named("year", view.years)
    held = spans(view, year)
    span = _named("span", tuple(held))
    measure = _named("measure", tuple(MEASURES))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(view.years) > 1:
            year = _select("年度", "year", view.years, year, {each: f"{each}年" for each in view.years})
            held = spans(view, year)
            span = span if span in held else next(iter(held))
        span = _select("月份", "span", tuple(held), span, {code: SPANS[code][0] for code in held})
        measure = _segments(measure)
    months = held[span]
    month = st.query_params.get("month", "")
    month = month if month in months else months[-1]
    topic = st.query_params.get("topic", "")
    if topic not in view.names:
        found = places(view, month)
        topic = (riser(found) or found[0]).topic
    return Choice(year, span, months, measure, topic, month)


def remember(topic: str, month: str) -> None:
    """Look into a cell: the address says so from now on."""
    st.query_params["topic"] = topic
    st.query_params["month"] = month


def choose_cell(view: HeatView, choice: Choice) -> None:
    """Topic and month by name, for those who do not click."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _select("主题", "topic", tuple(view.names), choice.topic, dict(view.names))
        labels = {month: f"{month[:4]}年{int(month[5:])}月" for month in choice.months}
        _select("所看月份", "month", choice.months, choice.month, labels)


def _named(name: str, known: tuple[str, ...]) -> str:
    named = st.query_params.get(name, "")
    return named if named in known else known[0]


def _select(label: str, name: str, known: tuple[str, ...], named: str, labels: dict[str, str]) -> str:
    key = f"heat.{name}.{named}"

    def changed() -> None:
        st.query_params[name] = st.session_state[key]

    st.selectbox(
        label,
        known,
        index=known.index(named),
        format_func=lambda code: labels[code],
        key=key,
        on_change=changed,
        width=170,
    )
    return named


def _segments(named: str) -> str:
    key = f"heat.measure.{named}"

    def changed() -> None:
        st.query_params["measure"] = st.session_state[key] or named

    st.segmented_control(
        "看什么",
        list(MEASURES),
        default=named,
        format_func=lambda code: MEASURES[code].label,
        key=key,
        required=True,
        on_change=changed,
    )
    return named
