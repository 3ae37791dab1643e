"""What experts and units say, node by node, and what is decided of it."""

from collections.abc import Callable

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.designs.deliberation import Ruling, comment_on, decide_comment, decide_opinion
from core.designs.queries import DesignView, Said, Talk, talk
from core.designs.rules import Decision, Stage
from core.designs.sayings import EXPERTS, ORDERS, SIDES, STANDINGS, UNITS, narrowed
from core.documents.opinions import summary
from pages.indicators._designs import opened
from pages.ui import feedback, frame, links, tables, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Text

CHOICES = [Decision.ADOPTED, Decision.PARTLY, Decision.REJECTED]
TITLES = {EXPERTS: "专家论证意见", UNITS: "征求单位意见"}
# At which stage the sayings of a side are decided on, and by which verb.
DECIDED: dict[str, tuple[Stage, Callable[..., None]]] = {
    EXPERTS: (Stage.REVIEW, decide_comment),
    UNITS: (Stage.SOLICITING, decide_opinion),
}


def show(viewer: Viewer, view: DesignView) -> None:
    """What may be said now, then everything said: looked for together, experts first, then units."""
    screen = work.Screen("designs", "指标管理", "体系设计")
    found: Talk = feedback.ask(viewer, talk, design_id=view.row.id)
    if view.row.stage is Stage.REVIEW and viewer.may(Permission.INDICATORS_DESIGN_REVIEW):
        _comment(viewer, view)
    rows = narrowed(found)
    chosen: dict[str, str] = {}
    if rows:
        chosen = screen.query_row(
            Text("said", "查找", "单位、指标、内容或理由"),
            Choice("side", "来源", SIDES),
            Choice("decided", "采纳情况", STANDINGS),
            Choice("order", "排序", ORDERS, every="按指标"),
        )
        words, side, decided, order = chosen.values()
        rows = narrowed(found, text=words, side=side, decided=decided, order=order)
    if found.asked or found.comments:
        _exports(view)
    everything = not any(chosen.values())
    page = rows[screen.offset :][: tables.PAGE_ROWS]
    for side, title in TITLES.items():
        here = [said for each, said in page if each == side]
        if here or (everything and not screen.offset):
            st.markdown(f"##### {title}")
            _before(view, found, side)
            for said in here:
                _said(viewer, view, side, said)
    if rows:
        screen.paging(len(rows))
    elif not everything:
        st.info("没有符合条件的意见，可点“重置”查看全部。")


def _exports(view: DesignView) -> None:
    _, aside = work.toolbar()
    for words, kind in (("导出 Excel", "xlsx"), ("导出 Word", "docx")):
        address = links.design_file(view.row.id, f"opinions.{kind}")
        aside.link_button(words, address, icon=":material/download:")


def _before(view: DesignView, found: Talk, side: str) -> None:
    """What there is to know before the sayings of one side."""
    if side == EXPERTS:
        if not found.comments:
            st.caption(_none(view))
        return
    if not found.asked:
        st.caption("还没有征求意见。讨论通过并附会议纪要后，由主管部门开始征求意见。")
        return
    st.markdown(summary(found))
    if found.silent:
        names = "、".join(found.silent[:8])
        st.caption(f"未答复 {len(found.silent)} 个单位：{names}{'等' if len(found.silent) > 8 else ''}")
    if not found.opinions:
        st.caption("还没有意见。")


def _none(view: DesignView) -> str:
    """Why no expert has said anything yet, and what comes next."""
    match view.row.stage:
        case Stage.DRAFT:
            return "还没有意见。草案提交专家论证后，专家在这里逐项提出意见。"
        case Stage.REVIEW:
            return "还没有意见。等待专家在这里提出意见，逐条裁定后进入下一步。"
        case _:
            return "没有专家意见。"


def _comment(viewer: Viewer, view: DesignView) -> None:
    system = view.system
    codes = ["", *(node.code for node in system.nodes)]
    named = st.query_params.get("node", "")
    with st.container(border=True):
        code = st.selectbox(
            "对哪个指标提意见",
            codes,
            index=codes.index(named) if named in codes else 0,
            format_func=lambda each: f"{each} {system.node_by_code[each].title}" if each else "整体",
            key="talk.node",
        )
        text = st.text_area(
            "意见", key=feedback.fresh("talk.text"), max_chars=2000, placeholder="请写明问题和修改建议"
        )
        if st.button("提交意见", type="primary", disabled=not text.strip(), key="talk.submit"):
            done, _ = feedback.act(
                viewer,
                comment_on,
                design_id=view.row.id,
                node_code=code or "",
                text=text,
                client_key=opened.key_of(view, viewer.actor.person_id, code, text),
            )
            if done:
                feedback.renew("talk.text")
                frame.carry("意见已提交，裁定后可在此查看采纳情况。")


def _said(viewer: Viewer, view: DesignView, side: str, said: Said) -> None:
    """One saying, what was decided of it, and the decision where it is due."""
    with st.container(border=True):
        place = tables.link(said.about, links.designs(view.row.id, part="指标树", node=said.node_code))
        about = place if said.node_code in view.system.node_by_code else tables.plain(said.about)
        who = f"{said.unit}（{said.by}）" if said.unit else said.by
        st.markdown(f"**{about}**　{tables.plain(who)}　{to_minute(said.at)}  \n{tables.plain(said.text)}")
        if said.agrees:
            return
        if said.decided_at:
            reason = f"：{tables.plain(said.reason)}" if said.reason else ""
            st.markdown(f"**{said.decision.label}**{reason}　{said.decided_by} {to_minute(said.decided_at)}")
        else:
            st.caption("待裁定")
        stage, verb = DECIDED[side]
        if view.row.stage is stage and viewer.may(Permission.INDICATORS_DESIGN_DECIDE):
            _decide(viewer, view, said, verb)


def _decide(viewer: Viewer, view: DesignView, said: Said, verb: Callable[..., None]) -> None:
    key = f"talk.{verb.__name__}.{said.id}.{said.version}"
    left, middle, right = st.columns([3, 6, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        "裁定",
        CHOICES,
        index=CHOICES.index(said.decision) if said.decided_at else None,
        format_func=lambda each: each.label,
        key=f"{key}.decision",
        placeholder="请裁定",
        label_visibility="collapsed",
    )
    reason = middle.text_input(
        "理由",
        said.reason,
        key=f"{key}.reason",
        max_chars=500,
        placeholder="理由（提出人可见）",
        label_visibility="collapsed",
    )
    changed = chosen is not None and (chosen, reason.strip()) != (said.decision, said.reason)
    if right.button("保存裁定", key=f"{key}.save", disabled=not changed):
        done, _ = feedback.act(
            viewer,
            verb,
            **{"comment_id" if verb is decide_comment else "opinion_id": said.id},
            ruling=Ruling(str(chosen), reason, said.version),
            client_key=opened.key_of(view, key, str(chosen), reason),
        )
        if done:
            frame.carry(f"已裁定“{said.about}”的意见：{Decision(str(chosen)).label}。")
