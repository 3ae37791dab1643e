"""A unit reads what it is asked about, says what it thinks, and later reads what became of it."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import in_words
from core.designs import solicitations
from core.designs.solicitations import Asked, Solicitation
from pages.indicators._designs import answering
from pages.ui import feedback, guard, links, tables, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.INDICATORS_OPINION_GIVE)
screen = work.Screen("opinions", "指标管理", "征求意见")


STATES = {"waiting": "待答复", "answered": "已答复", "missed": "未答复"}
COLUMNS: list[Column[Asked]] = [
    Column("征求意见稿", lambda each: tables.link(each.row.title, links.opinions(each.row.id)), fixed=True),
    Column("版本", lambda each: tables.plain(each.row.version_label)),
    Column("截止日期", lambda each: str(each.row.due_on or "—")),
    Column("贵单位", lambda each: state(each)),
    Column("进展", lambda each: "征求意见中" if each.open else each.row.stage.label),
]


def state(asked: Asked) -> str:
    """What the unit still has to do."""
    if asked.answered:
        return f"● 已提 {asked.given} 条意见" if asked.given else "● 已答复：无意见"
    return "○ 待答复" if asked.open else "— 未答复"


def fits(asked: Asked, chosen: dict[str, str]) -> bool:
    """Whether one is among those looked for."""
    now = "answered" if asked.answered else "waiting" if asked.open else "missed"
    return chosen["text"] in asked.row.name and chosen["state"] in ("", now)


def listing() -> None:
    """Everything the unit is or was asked about."""
    every: list[Asked] = feedback.ask(viewer, solicitations.solicitations)
    waiting = [each for each in every if each.open and not each.answered]
    due = min((each.row.due_on for each in waiting if each.row.due_on), default=None)
    screen.heading(
        f"**{len(waiting)}** 份征求意见稿等待贵单位答复，最早 {in_words(due)} 截止。"
        if waiting and due
        else "没有待答复的征求意见稿。"
    )
    chosen = screen.query_row(Text("text", "征求意见稿", "名称或版本"), Choice("state", "答复", STATES))
    found = [each for each in every if fits(each, chosen)]
    screen.table(
        found[screen.offset :][: tables.PAGE_ROWS],
        COLUMNS,
        empty="没有符合条件的征求意见稿，可点“重置”查看全部。"
        if every
        else "还没有征求过贵单位意见。指标体系征求意见时会列在这里。",
    )
    screen.paging(len(found))


def detail(design_id: int) -> None:
    """One of them."""
    view: Solicitation = feedback.ask(viewer, solicitations.solicitation, design_id=design_id)
    screen.heading(answering.answer(view))
    st.markdown(f"[全部征求意见稿]({links.opinions()})　›　**{tables.plain(view.row.name)}**")
    st.link_button("下载征求意见稿（Word）", links.solicited_annex(design_id), icon=":material/description:")
    answering.show(viewer, view)


asked = st.query_params.get("design", "")
if asked.isascii() and asked.isdecimal() and len(asked) < 10:
    detail(int(asked))
else:
    listing()
