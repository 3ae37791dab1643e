"""What may be done with one round: open and close it, excuse a unit, attach an import, compute and freeze."""

import secrets

import streamlit as st

from core.access.permissions import Permission
from core.collection.opening import open_round
from core.collection.queries import value_sets
from core.collection.rounds import attach_import
from core.projects.queries import ProjectView, RoundRow, foremost
from core.projects.rounds import excuse, move_round
from core.projects.rules import ROUND_MOVES, RoundKind, RoundState
from core.results.models import EDITION_LABELS, EditionKind
from core.results.queries import EditionRow
from core.results.rounds import RoundPreview, freeze_round, preview_round
from core.results.service import EditionDraft
from core.store.session import reading
from pages.projects._projects import round_collecting
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import score

Editions = dict[int, list[EditionRow]]
NEEDED = {
    "开放或关闭": Permission.PROJECTS_PROJECT_MOVE,
    "关联指标值": Permission.COLLECTION_VALUES_IMPORT,
    "采集与取入": Permission.COLLECTION_RUN_READ,
    "试算与冻结": Permission.RESULTS_EDITION_FREEZE,
    "核定缺考核": Permission.PROJECTS_PROJECT_EDIT,
}
KEY = "projects.freeze.client_key"


def show(viewer: Viewer, view: ProjectView, editions: Editions) -> None:
    """Choose a round and an act; nothing is drawn for those who may do none."""
    acts = [name for name, permission in NEEDED.items() if viewer.may(permission)]
    if not acts:
        return
    by_id = {row.id: row for row in view.rounds}
    named = foremost(view.rounds).id
    with st.container(border=True):
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        chosen = left.selectbox(
            "办理轮次" if len(acts) > 1 else "轮次",
            list(by_id),
            index=list(by_id).index(named),
            format_func=lambda key: f"{by_id[key].name}（{by_id[key].state.label}）",
            # Labels tell the state: a key of its own for each, or the old one stays on the screen.
            key=".".join(["projects.round", str(view.row.id), *(row.state for row in view.rounds)]),
        )
        act = right.segmented_control(
            "事项",
            acts,
            default=acts[0],
            key="projects.round.act",
            required=True,
            label_visibility="collapsed",
        )
        row = by_id[chosen if chosen is not None else named]
        match act:
            case "关联指标值":
                _attach(viewer, view, row)
            case "采集与取入":
                round_collecting.show(viewer, row)
            case "试算与冻结":
                _compute(viewer, view, row, editions)
            case "核定缺考核":
                _excuse(viewer, view, row)
            case _:
                _move(viewer, row)
        if "试算与冻结" not in acts and len(acts) > 1:
            st.caption("试算与冻结由主管部门或项目经理办理。")


def _move(viewer: Viewer, row: RoundRow) -> None:
    reason = st.text_input(
        "理由或依据",
        placeholder="例如：按年度工作安排",
        key=f"projects.round.reason.{row.id}.{row.version}",
        max_chars=200,
    )
    for to, name in ROUND_MOVES[row.state].items():
        if st.button(f"{name}“{row.name}”", key=f"projects.round.{to}", disabled=not reason.strip()):
            facts = {"round_id": row.id, "to": to, "reason": reason, "version": row.version}
            if to is RoundState.OPEN:
                # The formal round begins with the preliminary one's values.
                del facts["to"]
                done, begun = feedback.act(viewer, open_round, **facts)
            else:
                done, begun = feedback.act(viewer, move_round, **facts)
            if done:
                frame.carry(f"轮次“{row.name}”现在{to.label}。{begun.said if begun else ''}")


def _excuse(viewer: Viewer, view: ProjectView, row: RoundRow) -> None:
    if row.state is RoundState.CLOSED:
        st.caption("轮次已关闭，缺考核名单不能再改。")
        return
    names = {each.id: f"{each.name}（{each.code}）" for each in view.members}
    unit = st.selectbox(
        "单位",
        list(names),
        index=None,
        placeholder="请选择",
        format_func=lambda key: names[key],
        key="projects.excuse",
    )
    reason = st.text_input(
        "核定理由",
        placeholder="例如：系统整体迁移，本季停止供数",
        key=f"projects.excuse.reason.{row.id}",
        max_chars=200,
    )
    st.caption("缺考核的单位本轮不填报、不计分、不排名，理由写进结果版次；没有数据不等于缺考核。")
    if st.button("核定缺考核", disabled=unit is None or not reason.strip()):
        done, _ = feedback.act(viewer, excuse, round_id=row.id, organisation_id=unit, reason=reason)
        if done:
            frame.carry(f"已核定“{names[unit or 0]}”在“{row.name}”缺考核。")


def _attach(viewer: Viewer, view: ProjectView, row: RoundRow) -> None:
    st.markdown(f"新的工作簿在[指标值导入]({links.values()})中导入并选定本轮次；已导入的一批在此关联。")
    used = {choice.version_id for choice in view.systems}
    with reading() as session:
        sets = value_sets(session=session, actor=viewer.actor)
    fitting = {each.id: f"{each.title}（{each.period}）" for each in sets if each.system_version_id in used}
    chosen = st.selectbox(
        "指标值",
        list(fitting),
        index=None,
        placeholder="请选择",
        format_func=lambda key: fitting[key],
        key="projects.attach",
    )
    if st.button("关联到本轮次", disabled=chosen is None):
        done, title = feedback.act(viewer, attach_import, round_id=row.id, value_set_id=chosen)
        if done:
            frame.carry(f"“{row.name}”改用“{title}”计算。")


def _compute(viewer: Viewer, view: ProjectView, row: RoundRow, editions: Editions) -> None:
    if st.button("试算本轮次"):
        with st.spinner("正在计算…"):
            done, boards = feedback.act(viewer, preview_round, round_id=row.id)
        if done:
            _previewed(boards)
    again = len(editions.get(row.id, []))
    left, right = st.columns(2)
    facts = f"{row.id}.{again}"
    code = left.text_input(
        "版次编号",
        value=row.code + (f"-{again + 1}" if again else ""),
        key=f"projects.code.{facts}",
        max_chars=40,
    )
    usual = EditionKind.CIRCULATED if row.kind is RoundKind.QUARTERLY else EditionKind.INITIAL
    kind = right.selectbox(
        "版次类别",
        list(EditionKind),
        index=list(EditionKind).index(EditionKind.CORRECTED if again else usual),
        format_func=lambda kind: EDITION_LABELS[kind],
        key=f"projects.kind.{facts}",
    )
    title = st.text_input(
        "标题", value=f"{view.row.name}：{row.name}", key=f"projects.title.{facts}", max_chars=80
    )
    if st.button("计算并冻结结果版次", type="primary", disabled=not (code.strip() and title.strip())):
        draft = EditionDraft(code.strip(), title.strip(), row.period, kind or usual)
        key = st.session_state.setdefault(KEY, secrets.token_hex(16))
        with st.spinner("正在计算…"):
            done, _ = feedback.act(viewer, freeze_round, round_id=row.id, draft=draft, client_key=key)
        if done:
            st.session_state.pop(KEY, None)
            frame.carry(f"已冻结“{draft.title}”，可在排名榜查看。")


def _previewed(boards: list[RoundPreview]) -> None:
    tables.show(
        [
            {
                "考核对象": board.audience_name,
                "指标值": tables.plain(board.title),
                "参评": f"{board.units} 个",
                "平均分": "—" if board.mean is None else score(board.mean),
                "还不能计分": tables.plain("；".join(board.blocked[:3]) or "无"),
                "缺考核": tables.plain("、".join(each.name for each in board.absent) or "无"),
            }
            for board in boards
        ]
    )
    st.caption("试算不留存；冻结后才成为结果。")
