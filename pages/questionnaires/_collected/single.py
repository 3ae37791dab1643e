"""One response: its answers in the form's own words, its points, its receipt and what went before."""

import streamlit as st

from core.clock import to_minute
from core.projects.timing import last_minute_in_words
from core.responses.feeding import response_number
from core.responses.history import History, Returned, Submitted, history
from core.responses.marking import Marked, marked
from core.responses.queries import ResponseView, response_view
from core.responses.rules import ResponseState
from pages.questionnaires._collected import answers, marks, returning
from pages.questionnaires._collected.units import SHAPES
from pages.ui import feedback, frame, links, numbers, response_links, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen

ANSWERS, PAST = "答卷与得分", "回执与往来"


def show(viewer: Viewer, screen: Screen, response_id: int) -> None:
    """One response whole; dialogs are opened by the address."""
    screen.heading()
    tell = frame.back("全部单位", response_links.collected(of=st.query_params.get("of", "")))
    view: ResponseView = feedback.ask(viewer, response_view, response_id=response_id)
    worth: Marked = feedback.ask(viewer, marked, response_id=response_id)
    past: History = feedback.ask(viewer, history, response_id=response_id)
    tell(f"{view.unit_name}·{view.title}")
    st.markdown(_answer(view, worth, past))
    _toolbar(view)
    named = st.query_params.get("view", "")
    named = named if named in (ANSWERS, PAST) else ANSWERS
    part = st.segmented_control(
        "查看", [ANSWERS, PAST], default=named, key=f"response.view.{named}", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    st.query_params["view"] = part or named
    if (part or named) == PAST:
        _past(view, past)
    else:
        answers.show(viewer, screen, view, worth)
    do, number = verbs.asked()
    if do == "return" and view.may_return and view.state is ResponseState.HANDED_IN:
        returning.show(viewer, view)
    elif do == "mark" and number is not None:
        marks.show(viewer, view, worth, number)


def _answer(view: ResponseView, worth: Marked, past: History) -> str:
    last = past.submissions[0] if past.submissions else None
    head = f"**{SHAPES[view.state]} {view.state.label}**"
    if view.state is ResponseState.HANDED_IN and last:
        late = "按时" if last.is_on_time else "▲ 逾期"
        head += f"（{to_minute(last.at)}，{tables.plain(last.by)}，{last.way.label}，{late}）"
    elif view.state is ResponseState.RETURNED:
        head += f" {len(view.returned)} 题，限 {last_minute_in_words(view.locks_at)} 前改正"
    else:
        whole = view.standing.whole
        head += f"，已填 {whole.done}/{whole.due}，还缺 {len(whole.lacks)} 项，截止 {last_minute_in_words(view.locks_at)}"
    points = ""
    if worth.most:
        waiting = f"，待人工评分 {len(worth.waiting)} 题" if worth.waiting and last else ""
        points = f"；得分 **{numbers.marks(worth.total)}** / {numbers.marks(worth.most)}{waiting}"
    return f"{tables.plain(view.unit_name)}：{head}{points}。"


def _toolbar(view: ResponseView) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.may_return:
            is_in = view.state is ResponseState.HANDED_IN
            st.button(
                "退回到题", type="primary", icon=":material/undo:", on_click=verbs.open_at, args=("return",),
                disabled=not is_in, help=None if is_in else "单位报送后才能退回。",
            )  # fmt: skip
        st.link_button("打印定稿（Word）", response_links.response_file(view.id), icon=":material/print:")


def _past(view: ResponseView, past: History) -> None:
    st.caption(f"答卷编号 {response_number(view.code, view.id)}，问卷第 {view.version_number} 版")
    st.markdown("##### 报送回执")
    tables.show([_receipt(each) for each in past.submissions], empty="还没有报送过。")
    for each in past.submissions:
        if each.changes:
            title = f"第 {each.number} 次报送改了什么（{len(each.changes)} 处）"
            with st.expander(title, expanded=each is past.submissions[0]):
                tables.show(
                    [
                        {
                            "位置": tables.plain(c.place),
                            "上次": tables.plain(c.before),
                            "这次": tables.plain(c.after),
                        }
                        for c in each.changes
                    ]
                )
    st.markdown("##### 退回记录")
    tables.show([_return(each) for each in past.returns], empty="没有退回过。")


def _receipt(each: Submitted) -> dict[str, object]:
    return {
        "次数": f"第 {each.number} 次",
        "时间": to_minute(each.at),
        "报送人": tables.plain(each.by),
        "方式": each.way.label,
        "按时": "按时" if each.is_on_time else "▲ 逾期",
        "问卷版本": f"第 {each.version_number} 版",
        "校验码": each.check_code,
        "签章扫描件": tables.link("查看", links.evidence(each.scan_id)) if each.scan_id else "—",
        "较上次": f"改动 {len(each.changes)} 处" if each.changes is not None else "—",
    }


def _return(each: Returned) -> dict[str, object]:
    return {
        "时间": to_minute(each.at),
        "退回的报送": f"第 {each.number} 次",
        "题目": tables.plain(each.question),
        "理由": tables.plain(each.reason),
        "退回人": tables.plain(each.by),
    }
