"""How far a round has come, up the tree and unit by unit, with what each reader may do about it."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.organisations.rules import OrganisationKind, group_name
from core.projects.extensions import ExtensionRow, extensions
from core.projects.progress import (
    STANDINGS,
    Counts,
    RoundProgress,
    UnitProgress,
    narrowed,
    round_progress,
)
from core.projects.queries import ProjectView, RoundRow, foremost
from core.projects.rules import ProjectState, SubmissionState
from core.projects.timing import end_of, last_minute, last_minute_in_words
from pages.projects._projects import call_log, chase, progress_forms
from pages.ui import feedback, links, tables, verbs, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Text

SHAPES = {
    SubmissionState.PENDING: "○",
    SubmissionState.HANDED_IN: "●",
    SubmissionState.RETURNED: "▲",
}
ROUND = "round"


def _kind(unit: UnitProgress) -> str:
    kind = OrganisationKind(unit.kind)
    return (
        kind.label
        if group_name(unit.group_name) == kind.label
        else f"{kind.label} {group_name(unit.group_name)}"
    )


def _state(unit: UnitProgress) -> str:
    late = "" if unit.is_on_time or not unit.is_in else "（逾期）"
    return f"{SHAPES[unit.state]} {unit.state.label}{late}"


COLUMNS: list[Column[UnitProgress]] = [
    Column("单位", lambda unit: tables.plain(unit.short_name), fixed=True),
    Column("类别", _kind),
    Column("状态", _state),
    Column("报送时间", lambda unit: to_minute(unit.handed_in_at) if unit.handed_in_at else "—"),
    Column("截止时间", lambda unit: last_minute(unit.locks_at)),
    Column("退回", lambda unit: f"{unit.returns} 次" if unit.returns else "—"),
    Column("签收", lambda unit: to_minute(unit.signed_at) if unit.signed_at else "未签收"),
]


def show(viewer: Viewer, view: ProjectView) -> None:
    """The round's answer, the tree, the units; dialogs are opened by the address."""
    if view.row.state is ProjectState.NOT_STARTED or not view.rounds:
        feedback.empty("项目启动后才有报送进度。", "补齐缺项后在“状态”中启动项目。")
        return
    row = _choose(view)
    progress: RoundProgress = feedback.ask(viewer, round_progress, round_id=row.id)
    if not progress.units:
        feedback.empty("本轮没有您数据范围内的报送任务。")
        return
    if call_log.is_open() and viewer.may(Permission.PROJECTS_CHASE_EDIT):
        call_log.show(viewer, progress)
        return
    st.markdown(_answer(progress))
    _toolbar(viewer, progress)
    if len(progress.units) > 1:
        tables.show([_branch(each.depth, each.label, each.counts) for each in progress.branches])
    _units(viewer, progress)
    _returned(progress)
    _extended(viewer, progress)
    do, number = verbs.asked()
    if do in progress_forms.FORMS:
        unit = next((each for each in progress.units if each.organisation_id == number), None)
        if unit is not None:
            progress_forms.FORMS[do](viewer, progress, unit)
    elif do in chase.FORMS and viewer.may(Permission.PROJECTS_CHASE_EDIT):
        chase.FORMS[do](viewer, progress, number)


def _units(viewer: Viewer, progress: RoundProgress) -> None:
    """The units one looks for, page by page; a single one needs no looking for."""
    screen = work.Screen("projects", "项目管理", "评估项目")
    chosen = {"unit": "", "standing": ""}
    if len(progress.units) > 1:
        chosen = screen.query_row(Text("unit", "单位", "名称或代码"), Choice("standing", "状态", STANDINGS))
    found = narrowed(progress.units, text=chosen["unit"], standing=chosen["standing"])
    acts = {each.organisation_id: progress_forms.offered(viewer, progress, each) for each in found}
    only_missing = chosen["standing"] == "missing" and not progress.missing

    def row_verbs(unit: UnitProgress) -> list[str]:
        named = acts[unit.organisation_id]
        return [screen.verb(words, do, unit.organisation_id) for words, do in named]

    screen.table(
        found[screen.offset :][: tables.PAGE_ROWS],
        COLUMNS,
        verbs=row_verbs if any(acts.values()) else None,
        empty="全部考核对象均已报送。" if only_missing else "没有符合条件的单位，可点“重置”查看全部。",
    )
    if len(progress.units) > 1:
        screen.paging(len(found))


def _returned(progress: RoundProgress) -> None:
    """Why submissions were sent back; a single unit reads it in the answer."""
    held = [each for each in progress.units if each.state is SubmissionState.RETURNED]
    if len(progress.units) == 1 or not held:
        return
    st.markdown(f"##### 退回待重报（{len(held)} 个）")
    tables.show(
        [
            {
                "单位": tables.plain(each.short_name),
                "退回理由": tables.plain(each.returned_reason),
                "改正截止": last_minute(each.locks_at),
            }
            for each in held
        ]
    )


def _extended(viewer: Viewer, progress: RoundProgress) -> None:
    """More time granted in this round, to whole submissions and to single indicators, as far as one reaches."""
    every: list[ExtensionRow] = feedback.ask(viewer, extensions, project_id=progress.project_id)
    rows = [each for each in every if each.round_id == progress.row.id]
    if not rows:
        return
    st.markdown(f"##### 已准予的延期（{len(rows)} 项）")
    tables.show(
        [
            {
                "单位": tables.plain(each.organisation),
                "延什么": tables.plain(each.what),
                "延至": last_minute(each.until),
                "期内报送": "算按时" if each.is_on_time else "按逾期登记",
                "理由": tables.plain(each.reason),
                "批准人": tables.plain(each.approver),
                "办理": tables.plain(f"{each.person} {to_minute(each.at)}"),
            }
            for each in rows
        ]
    )
    if any(each.what != "整体" for each in rows):
        st.caption("只延某个指标的，该指标的数据和材料可以在延期内补交；其余指标仍按本轮截止时间锁定。")


def _choose(view: ProjectView) -> RoundRow:
    by_id = {row.id: row for row in view.rounds}
    named = st.query_params.get(ROUND, "")
    newest = foremost(view.rounds).id
    at = int(named) if named.isascii() and named.isdecimal() and int(named) in by_id else newest
    chosen = st.selectbox(
        "轮次",
        list(by_id),
        index=list(by_id).index(at),
        format_func=lambda key: f"{by_id[key].name}（{by_id[key].state.label}）",
        key=f"progress.round.{view.row.id}.{at}",
        width=360,
    )
    if chosen is not None and chosen != at:
        st.query_params[ROUND] = str(chosen)
        work.leave_list()
    return by_id[chosen if chosen is not None else at]


def _answer(progress: RoundProgress) -> str:
    total = progress.total
    end = last_minute_in_words(end_of(progress.row.closes_on))
    if len(progress.units) == 1:
        (unit,) = progress.units
        end = last_minute_in_words(unit.locks_at)
        why = (
            f"\n\n**退回理由**：{tables.plain(unit.returned_reason)}"
            if unit.state is SubmissionState.RETURNED
            else ""
        )
        when = f"（{to_minute(unit.handed_in_at)}）" if unit.is_in and unit.handed_in_at else ""
        signed = "已签收" if unit.signed_at else "**还没有签收**"
        return f"{tables.plain(unit.name)}：**{SHAPES[unit.state]} {unit.state.label}**{when}，{signed}，截止 {end}。{why}"
    left = f"还有 **{total.missing}** 个未报" if total.missing else "全部已报"
    return (
        f"应报 {total.due}，已报 **{total.handed_in}**（{_rate(total.rate)}），按时 {total.on_time}"
        f"（{_rate(total.on_time_rate)}），退回 {total.returned}，已签收 {total.signed}；{left}，截止 {end}。"
    )


def _toolbar(viewer: Viewer, progress: RoundProgress) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if viewer.may(Permission.PROJECTS_CHASE_EDIT):
            st.button(
                "催报",
                type="primary",
                icon=":material/campaign:",
                disabled=not progress.missing,
                on_click=verbs.open_at,
                args=("chase",),
            )
            st.button("催办记录", icon=":material/call:", on_click=call_log.open_log)
            st.button("电话册", icon=":material/contacts:", on_click=verbs.open_at, args=("phones",))
        if viewer.may(Permission.PROJECTS_PROGRESS_EXPORT):
            st.link_button("导出进度", links.progress_file(progress.row.id), icon=":material/download:")


def _branch(depth: int, label: str, counts: Counts) -> dict[str, object]:
    return {
        "范围": "\u3000" * depth + label,
        "应报": counts.due,
        "已报": counts.handed_in,
        "已报率": _rate(counts.rate),
        "按时": counts.on_time,
        "按时率": _rate(counts.on_time_rate),
        "退回": counts.returned,
        "未报": counts.missing,
        "已签收": counts.signed,
    }


def _rate(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.1f}%"
