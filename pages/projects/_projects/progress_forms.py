"""The dialogs about one unit's submission: sign, hand in, send back, extend, enter paper, log a call."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.clock import SHANGHAI
from core.notices.contacts import contacts
from core.projects.chasing import WAYS, CallDraft, log_call
from core.projects.extensions import ExtensionDraft, extendable, grant_extension
from core.projects.progress import RoundProgress, UnitProgress
from core.projects.receipts import sign_receipts
from core.projects.rules import RoundState
from core.projects.submissions import enter_hand_in, hand_in, send_back
from core.projects.timing import last_minute_in_words
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer

Form = Callable[[Viewer, RoundProgress, UnitProgress], None]
LONGEST = 200


def offered(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> list[tuple[str, str]]:
    """(words, verb) of what this viewer may do about this unit now."""
    is_open = progress.row.state is RoundState.OPEN
    acts = []
    if viewer.may(Permission.PROJECTS_RECEIPT_SIGN) and not unit.signed_at:
        acts.append(("签收", "sign"))
    if is_open and viewer.may(Permission.PROJECTS_SUBMISSION_CONFIRM) and not unit.is_in:
        acts.append(("报送", "hand-in"))
    if is_open and viewer.may(Permission.PROJECTS_SUBMISSION_RETURN):
        acts.append(("退回", "return") if unit.is_in else ("补登", "enter"))
    if is_open and viewer.may(Permission.PROJECTS_EXTENSION_GRANT) and not unit.is_in:
        acts.append(("延期", "extend"))
    if viewer.may(Permission.PROJECTS_CHASE_EDIT) and not unit.is_in:
        acts.append(("记催办", "call"))
    return acts


def _sign(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    st.markdown(
        f"{tables.plain(unit.name)}签收“{tables.plain(progress.project_name)}”全部轮次的任务。"
        "签收表示已知悉考核安排和截止时间。"
    )
    verbs.submit(
        viewer,
        "签收任务",
        sign_receipts,
        project_id=progress.project_id,
        organisation_id=unit.organisation_id,
        done=lambda number: f"已签收 {number} 个轮次的任务。",
    )


def _hand_in(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    st.markdown(
        f"确认{tables.plain(unit.name)}“{tables.plain(progress.row.name)}”的数据和材料属实，现予报送。"
        "报送后不能自行修改，需要修改的由市大数据局退回。"
    )
    if unit.returned_reason:
        st.warning(f"上次退回理由：{tables.plain(unit.returned_reason)}")
    sure = st.checkbox("本单位负责人已审核同意", key=f"progress.sure.{unit.organisation_id}")
    verbs.submit(
        viewer,
        "确认并报送",
        hand_in,
        round_id=progress.row.id,
        organisation_id=unit.organisation_id,
        ready=sure,
        done=lambda on_time: f"“{unit.short_name}”已报送{'' if on_time else '，按逾期登记'}。",
    )


def _return(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    reason = _line("退回理由", "例如：附件二未盖章，请补齐后重新报送")
    until = _moment("改正截止时间", f"return.{unit.organisation_id}", max(unit.locks_at, clock.now()))
    verbs.submit(
        viewer,
        "退回报送",
        send_back,
        round_id=progress.row.id,
        organisation_id=unit.organisation_id,
        reason=reason,
        until=until,
        ready=bool(reason.strip()) and until is not None,
        done=f"已退回“{unit.short_name}”的报送，并通知本单位。",
    )


def _extend(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    late = clock.now() > unit.due_at
    rule = "已过截止时间，延期后报送按逾期登记。" if late else "截止前核准的延期，期内报送算按时。"
    st.caption(f"现在截止 {last_minute_in_words(unit.locks_at)}；{rule}")
    until = _moment("延至", f"extend.{unit.organisation_id}", max(unit.locks_at, clock.now()))
    reason, approver = _line("理由", "例如：业务系统停机检修"), _line("批准人", "例如：李副局长")
    facts: dict[str, Any] = {"round_id": progress.row.id, "organisation_id": unit.organisation_id}
    leaves: dict[str, str] = feedback.ask(viewer, extendable, **facts)
    indicator = st.selectbox(
        "只延某个指标",
        list(leaves),
        index=None,
        format_func=leaves.__getitem__,
        placeholder="不选就是整体延期",
        key=f"progress.indicator.{unit.organisation_id}",
    )
    draft = ExtensionDraft(until or clock.now(), reason, approver, indicator or "")
    verbs.submit(
        viewer,
        "核准延期",
        grant_extension,
        **facts,
        draft=draft,
        ready=bool(reason.strip() and approver.strip()) and until is not None,
        done=f"已准予“{unit.short_name}”延期，并通知本单位。",
    )


def _enter(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    st.caption("用于收到盖章纸质材料、由市大数据局代为登记的情形；按收到时间判断是否按时。")
    at = _moment("收到时间", f"enter.{unit.organisation_id}", clock.now())
    ground = _line("依据", "例如：收文登记 2021-15 号")
    verbs.submit(
        viewer,
        "补登报送",
        enter_hand_in,
        round_id=progress.row.id,
        organisation_id=unit.organisation_id,
        at=at,
        ground=ground,
        ready=bool(ground.strip()) and at is not None,
        done=lambda on_time: f"已补登“{unit.short_name}”的报送（{'按时' if on_time else '逾期'}）。",
    )


def _call(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
    book = feedback.ask(viewer, contacts).get(unit.organisation_id, [])
    for each in book:
        st.markdown(f"- {tables.plain(each.label)}")
    if not book:
        st.caption("电话册里还没有这个单位的联系人。")
    first = book[0] if book else None
    way = st.radio("方式", WAYS, horizontal=True, key="call.way")
    called = st.text_input("联系人", first.name if first else "", key="call.called", max_chars=30)
    phone = st.text_input("电话", first.phone if first else "", key="call.phone", max_chars=30)
    outcome = _line("结果", "例如：答复今日下班前报送")
    verbs.submit(
        viewer,
        "保存催办记录",
        log_call,
        round_id=progress.row.id,
        organisation_id=unit.organisation_id,
        draft=CallDraft(way, called, phone, outcome),
        ready=bool(called.strip() and outcome.strip()),
        done=f"已记录对“{unit.short_name}”的催办。",
    )


def _of(title: str, body: Form) -> Form:
    def opened(viewer: Viewer, progress: RoundProgress, unit: UnitProgress) -> None:
        verbs.dialog(f"{title}：{unit.short_name}", lambda: body(viewer, progress, unit))

    return opened


FORMS: dict[str, Form] = {
    "sign": _of("签收", _sign),
    "hand-in": _of("报送", _hand_in),
    "return": _of("退回", _return),
    "extend": _of("延期", _extend),
    "enter": _of("补登纸质报送", _enter),
    "call": _of("记催办", _call),
}


def _line(label: str, hint: str) -> str:
    return st.text_input(label, placeholder=hint, key=f"progress.{label}", max_chars=LONGEST) or ""


def _moment(label: str, key: str, usual: datetime) -> datetime | None:
    """A moment in Dezhou, typed as 2021-01-31 17:00; None while it is not one."""
    shown = usual.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    text = st.text_input(f"{label}（北京时间）", shown, key=f"progress.moment.{key}", max_chars=16)
    try:
        return datetime.strptime((text or "").strip(), "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    except ValueError:
        st.error("时间请写成 2021-01-31 17:00 的样子。")
        return None
