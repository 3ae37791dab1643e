"""A unit reads what it is asked about, says what it thinks, and later reads what became of it."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import in_words
from core.designs import solicitations
from core.designs.solicitations import Asked, Solicitation
from pages.indicators._designs import answering
from pages.ui import feedback, guard, links, tables, work

viewer = guard.page(Permission.INDICATORS_OPINION_GIVE)
screen = work.Screen("opinions", "指标管理", "征求意见")


def state(asked: Asked) -> str:
    """What the unit still has to do."""
    if asked.agreed and not asked.given:
        return "● 已答复：无意见"
    if asked.given:
        return f"● 已提 {asked.given} 条意见"
    return "○ 待答复" if asked.open else "— 未答复"


def listing() -> None:
    """Everything the unit is or was asked about."""
    found: list[Asked] = feedback.ask(viewer, solicitations.solicitations)
    waiting = [each for each in found if each.open and not each.given and not each.agreed]
    due = min((each.row.due_on for each in waiting if each.row.due_on), default=None)
    screen.heading(
        f"**{len(waiting)}** 份征求意见稿等待贵单位答复，最早 {in_words(due)} 截止。"
        if waiting and due
        else "没有待答复的征求意见稿。"
    )
    tables.show(
        [
            {
                "征求意见稿": tables.link(each.row.title, links.opinions(each.row.id)),
                "版本": tables.plain(each.row.version_label),
                "截止日期": str(each.row.due_on or "—"),
                "贵单位": state(each),
                "进展": "征求意见中" if each.open else each.row.stage.label,
            }
            for each in found
        ],
        empty="还没有征求过贵单位意见。指标体系征求意见时会列在这里。",
    )


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
