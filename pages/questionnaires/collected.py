"""The bureau sees who has filled what, reads and marks a response, and reads what every question comes to."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.projects.timing import last_minute_in_words
from core.responses.collected import Collected, Place, collected, places
from pages.questionnaires._collected import feeding, single, statistics, units
from pages.ui import feedback, guard, tables, work

viewer = guard.page(Permission.QUESTIONNAIRES_ANSWER_READ)
screen = work.Screen("collected", "问卷管理", "填报情况")
PARTS = {"各单位": units.show, "统计": statistics.show, "指标值": feeding.show}
PLACE, PART = "of", "part"


def answer(found: Collected) -> str:
    """How many are in, how many are not, and until when."""
    total, at = found.total, found.last_moment
    end = f"，截止 {last_minute_in_words(at)}" if at else ""
    if len(found.rows) == 1:
        (row,) = found.rows
        when = f"（{to_minute(row.task.handed_in_at)}）" if row.is_in and row.task.handed_in_at else ""
        lacking = f"，还缺 {row.task.missing} 项" if row.task.missing and not row.is_in else ""
        return f"{tables.plain(row.task.unit_name)}：**{row.task.state_label}**{when}{lacking}{end}。"
    left = f"还差 **{total.missing}** 家" if total.missing else "全部已报"
    parts = [f"退回 {total.returned}"] * bool(total.returned) + [f"未开始 {total.unbegun}"] * bool(
        total.unbegun
    )
    inside = f"（其中{'、'.join(parts)}）" if parts else ""
    return f"应报 {total.due} 家，**{total.handed_in}** 家已报，{left}{inside}{end}。"


def choose(known: list[Place]) -> Place:
    """The questionnaire and round the address names, else the newest."""
    by_key = {place.key: place for place in known}
    named = st.query_params.get(PLACE, "")
    named = named if named in by_key else next(iter(by_key))
    chosen = st.selectbox(
        "问卷和轮次",
        list(by_key),
        index=list(by_key).index(named),
        format_func=lambda key: by_key[key].name,
        key=f"collected.of.{named}",
        width=520,
        on_change=_elsewhere,
    )
    st.query_params[PLACE] = chosen or named
    return by_key[chosen or named]


def _elsewhere() -> None:
    """What another questionnaire's page, branch or question was means nothing here."""
    for name in ("page", "below", "question", "column", "across"):
        if name in st.query_params:
            del st.query_params[name]


def listing() -> None:
    """One questionnaire in one round, the part the address names."""
    top = st.container()
    known: list[Place] = feedback.ask(viewer, places)
    if not known:
        with top:
            screen.heading()
        feedback.empty(
            "还没有发布给单位的问卷。", "发布问卷并关联到项目轮次或发给单位后，这里列出各单位的填报情况。"
        )
        return
    place = choose(known)
    found: Collected = feedback.ask(viewer, collected, place=place)
    with top:
        screen.heading(answer(found) if found.rows else "")
    if not found.rows:
        feedback.empty("这份问卷没有您数据范围内的填报单位。", "可在上方另选问卷和轮次。")
        return
    named = st.query_params.get(PART, "")
    named = named if named in PARTS else next(iter(PARTS))
    part = named
    if len(found.rows) > 1:
        part = st.segmented_control(
            "查看", list(PARTS), default=named, key=f"collected.part.{named}", required=True,
            label_visibility="collapsed",
        ) or named  # fmt: skip
        st.query_params[PART] = part
    PARTS[part](viewer, screen, found)


asked = st.query_params.get("response", "")
if asked.isascii() and asked.isdecimal() and len(asked) < 10:
    single.show(viewer, screen, int(asked))
else:
    listing()
