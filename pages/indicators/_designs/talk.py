"""What experts and units say, node by node, and what is decided of it."""

from collections.abc import Callable

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.designs.deliberation import Ruling, comment_on, decide_comment, decide_opinion
from core.designs.queries import DesignView, Said, Talk, talk
from core.designs.rules import Decision, Stage
from core.documents.opinions import summary
from pages.indicators._designs import opened
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer

CHOICES = [Decision.ADOPTED, Decision.PARTLY, Decision.REJECTED]


def show(viewer: Viewer, view: DesignView) -> None:
    """Experts first, then units."""
    found: Talk = feedback.ask(viewer, talk, design_id=view.row.id)
    st.markdown("##### 专家论证意见")
    if view.row.stage is Stage.REVIEW and viewer.may(Permission.INDICATORS_DESIGN_REVIEW):
        _comment(viewer, view)
    may = viewer.may(Permission.INDICATORS_DESIGN_DECIDE)
    _list(
        viewer,
        view,
        found.comments,
        decide_comment,
        may=may and view.row.stage is Stage.REVIEW,
        none=_none(view),
    )
    st.markdown("##### 征求单位意见")
    if not found.asked:
        st.caption("还没有征求意见。讨论通过并附会议纪要后，由主管部门开始征求意见。")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(summary(found), width="stretch")
        for words, kind in (("导出 Excel", "xlsx"), ("导出 Word", "docx")):
            address = links.design_file(view.row.id, f"opinions.{kind}")
            st.link_button(words, address, icon=":material/download:")
    if found.silent:
        names = "、".join(found.silent[:8])
        st.caption(f"未答复 {len(found.silent)} 个单位：{names}{'等' if len(found.silent) > 8 else ''}")
    _list(viewer, view, found.opinions, decide_opinion, may=may and view.row.stage is Stage.SOLICITING)


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


def _list(
    viewer: Viewer,
    view: DesignView,
    said: tuple[Said, ...],
    verb: Callable[..., None],
    *,
    may: bool,
    none: str = "还没有意见。",
) -> None:
    if not said:
        st.caption(none)
    for each in said:
        with st.container(border=True):
            place = tables.link(each.about, links.designs(view.row.id, part="指标树", node=each.node_code))
            about = place if each.node_code in view.system.node_by_code else tables.plain(each.about)
            who = f"{each.unit}（{each.by}）" if each.unit else each.by
            st.markdown(
                f"**{about}**　{tables.plain(who)}　{to_minute(each.at)}  \n{tables.plain(each.text)}"
            )
            if each.agrees:
                continue
            if each.decided_at:
                reason = f"：{tables.plain(each.reason)}" if each.reason else ""
                st.markdown(
                    f"**{each.decision.label}**{reason}　{each.decided_by} {to_minute(each.decided_at)}"
                )
            else:
                st.caption("待裁定")
            if may:
                _decide(viewer, view, each, verb)


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
