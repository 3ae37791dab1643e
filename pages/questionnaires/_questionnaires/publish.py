"""Publishing a version, with what changed and whose answers it touches; pausing, closing, ending."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.questionnaires.affected import Affected, affected
from core.questionnaires.checks import blocking
from core.questionnaires.differences import differences
from core.questionnaires.publishing import move_questionnaire, publish_questionnaire
from core.questionnaires.queries import QuestionnaireView
from core.questionnaires.rules import QuestionnaireState, following
from core.responses.counts import answered_keys
from pages.ui import feedback, form_links, tables, verbs
from pages.ui.guard import Viewer

SHOWN = 200
MOVES = {
    QuestionnaireState.PAUSED: "暂停",
    QuestionnaireState.CLOSING: "收尾",
    QuestionnaireState.ENDED: "结束",
    QuestionnaireState.OPEN: "恢复填报",
}


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """Where it stands, what a publishing would change, and the moves so far."""
    row = view.row
    may = viewer.may(Permission.QUESTIONNAIRES_FORM_PUBLISH)
    version = f"单位正在填第 **{row.number}** 版" if row.number else "还没有发布过"
    with st.container(border=True):
        st.markdown(f"**{row.state.label}**：{row.state.meaning}。{version}。")
        if may:
            _moves(view)
    _draft(viewer, view, may=may)
    if view.moves:
        st.markdown("##### 状态变动")
        tables.show(
            [
                {
                    "时间": to_minute(move.at),
                    "变动": f"{move.from_state.label} → {move.to_state.label}",
                    "办理人": tables.plain(move.by),
                    "原因": tables.plain(move.reason or "—"),
                }
                for move in view.moves
            ]
        )


def _moves(view: QuestionnaireView) -> None:
    with st.container(horizontal=True):
        for to in following(view.row.state):
            st.button(
                MOVES[to],
                key=f"draw.move.{to}",
                help=to.meaning,
                on_click=verbs.open_at,
                args=(f"to-{to}",),
            )


def _draft(viewer: Viewer, view: QuestionnaireView, *, may: bool) -> None:
    """What is not published yet."""
    st.markdown("##### 尚未发布的改动")
    problems = blocking(view.form)
    if view.published is not None and not view.is_changed:
        st.success("草稿与已发布的版本相同，没有要发布的改动。")
        return
    if view.published is None:
        st.markdown(f"首次发布：共 {len(view.form.sections)} 个章节、{len(view.form.questions)} 道题目。")
    else:
        touched(viewer, view)
        found = differences(view.published, view.form)
        st.markdown(f"与第 {view.row.number} 版相比，共 **{len(found)}** 处改动。")
        tables.show(
            [{"改动": tables.plain(each.sentence)} for each in found[:SHOWN]], empty="只有编码的变动。"
        )
        if len(found) > SHOWN:
            st.caption(f"列出前 {SHOWN} 处。")
    if problems:
        link = tables.link("查看检查结果", form_links.questionnaire(view.row.id, "检查"))
        st.error(f"有 {len(problems)} 项红项，改正前不能发布。{link}")
    if may:
        st.button(
            "发布新版本" if view.published else "发布",
            type="primary",
            key="draw.publish",
            disabled=bool(problems),
            on_click=verbs.open_at,
            args=("publish",),
        )
    else:
        st.caption("发布由市大数据局（主管部门）办理。")


def touched(viewer: Viewer, view: QuestionnaireView) -> list[Affected]:
    """Tell which answers the draft touches and what becomes of them."""
    if view.published is None:
        return []
    counts = feedback.ask(viewer, answered_keys, questionnaire_id=view.row.id, form=view.published)
    found = list(affected(view.published, view.form, counts))
    if not found:
        st.success("不影响单位已填的任何答数。")
        return found
    st.warning(f"有 {len(found)} 处影响已填的答数。答数一个也不会删除，去向如下：")
    tables.show(
        [
            {
                "改动": tables.plain(str(each).partition("，有 ")[0]),
                "答数": f"{each.answers} 个",
                "去向": tables.plain(each.fate),
            }
            for each in found[:SHOWN]
        ]
    )
    return found


def _publish(viewer: Viewer, view: QuestionnaireView) -> None:
    if not viewer.may(Permission.QUESTIONNAIRES_FORM_PUBLISH):
        return
    seen = verbs.as_opened(view)

    def body() -> None:
        number = seen.row.number + 1
        st.markdown(
            f"发布“{tables.plain(seen.row.title)}”第 {number} 版？发布后本版冻结；已报送的答卷留在原版本，"
            "正在填的转到新版本，已填的答数全部保留。"
        )
        reason = st.text_area(
            "发布说明", key="draw.reason", max_chars=500, placeholder="例如：按征求意见修改"
        )
        verbs.submit(
            viewer,
            "确认发布",
            publish_questionnaire,
            questionnaire_id=seen.row.id,
            version=seen.row.version,
            reason=reason or "",
            ready=seen.published is None or bool((reason or "").strip()),
            done=lambda given: f"已发布第 {given} 版。",
        )

    verbs.dialog("发布问卷", body)


def _move(viewer: Viewer, view: QuestionnaireView, to: QuestionnaireState) -> None:
    if to not in following(view.row.state) or not viewer.may(Permission.QUESTIONNAIRES_FORM_PUBLISH):
        return
    seen = verbs.as_opened(view.row)

    def body() -> None:
        st.markdown(
            f"“{tables.plain(seen.title)}”由“{seen.state.label}”转为“{to.label}”：{to.meaning}。已填的内容全部保留。"
        )
        reason = st.text_area("原因", key="draw.reason", max_chars=500)
        verbs.submit(
            viewer,
            MOVES[to],
            move_questionnaire,
            questionnaire_id=seen.id,
            to=to,
            reason=reason or "",
            version=seen.version,
            ready=bool((reason or "").strip()),
            done=lambda sentence: str(sentence),
        )

    verbs.dialog(f"{MOVES[to]}问卷", body)


DIALOGS: dict[str, Callable[[Viewer, QuestionnaireView], None]] = {
    "publish": _publish,
    **{f"to-{to}": partial(_move, to=to) for to in MOVES},
}
