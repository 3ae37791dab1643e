"""The rounds of a project: what each is computed from, what was frozen for it, and the acts on one."""

import secrets
from datetime import timedelta
from typing import Any

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.collection.rounds import Attached, attached_imports
from core.indicators.system import AUDIENCES
from core.projects.queries import ProjectView, RoundRow
from core.projects.rounds import RoundDraft, add_round
from core.projects.rules import ProjectState, RoundKind, RoundState
from core.projects.usual_rounds import usual_rounds
from core.results.queries import EditionRow
from core.results.rounds import round_editions
from core.store.session import reading
from pages.projects._projects import round_acts
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer

KEY = "projects.round.client_key"
OTHER = "其他"
# How long a round of no usual kind is proposed to take values.
DAYS = 14
SHAPES = {RoundState.PLANNED: "○", RoundState.OPEN: "●", RoundState.CLOSED: "■"}


def show(viewer: Viewer, view: ProjectView) -> None:
    """The table, then what may be done with one round, then a new one."""
    with reading() as session:
        facts: dict[str, Any] = {"session": session, "actor": viewer.actor, "project_id": view.row.id}
        reads_values = viewer.may(Permission.COLLECTION_VALUES_READ)
        imports: list[Attached] = attached_imports(**facts) if reads_values else []
        reads_results = viewer.may(Permission.RESULTS_BOARD_READ)
        editions: dict[int, list[EditionRow]] = round_editions(**facts) if reads_results else {}
    running = view.row.state in (ProjectState.NOT_STARTED, ProjectState.RUNNING)
    changeable = running and viewer.may(Permission.PROJECTS_PROJECT_EDIT)
    tables.show(
        [
            {
                "轮次": tables.plain(row.name),
                "状态": f"{SHAPES[row.state]} {row.state.label}",
                "考核期": tables.plain(row.period),
                "类别": row.kind.label,
                "开放—截止": f"{row.opens_on} 至 {row.closes_on}",
                **({"指标值": _imports(imports, row)} if reads_values else {}),
                "缺考核": _absent(view, row),
                **({"结果版次": _editions(editions.get(row.id, []))} if reads_results else {}),
            }
            for row in view.rounds
        ],
        empty="还没有考核轮次。" + ("点下面的“添加轮次”，写明考核期和起止日期。" if changeable else ""),
    )
    for each in view.absences:
        name = next(row.name for row in view.rounds if row.id == each.round_id)
        st.caption(
            f"{tables.plain(name)}缺考核：{tables.plain(each.name)}（{tables.plain(each.reason)}），不计分、不排名。"
        )
    if view.rounds and view.row.state is not ProjectState.NOT_STARTED:
        round_acts.show(viewer, view, editions)
    if changeable:
        with st.expander("添加轮次", icon=":material/add:"):
            _add(viewer, view)


def _imports(imports: list[Attached], row: RoundRow) -> str:
    found = [each for each in imports if each.round_id == row.id]
    return (
        "　".join(tables.link(AUDIENCES[each.audience], links.evidence(each.evidence_id)) for each in found)
        or "—"
    )


def _absent(view: ProjectView, row: RoundRow) -> str:
    names = {each.id: each.short_name for each in view.members}
    away = [names[each.organisation_id] for each in view.absences if each.round_id == row.id]
    return tables.plain("、".join(away) or "—")


def _editions(found: list[EditionRow]) -> str:
    return "　".join(tables.link(each.code, links.board(each.id, "department")) for each in found) or "—"


def _add(viewer: Viewer, view: ProjectView) -> None:
    """A usual round with its code, name and days filled in, all of which may be changed."""
    usual = {draft.name: draft for draft in usual_rounds(view.row.year, (row.code for row in view.rounds))}
    which = st.selectbox("添加哪一轮", [*usual, OTHER], key=f"projects.round.which.{len(usual)}") or OTHER
    today = clock.today()
    start = usual.get(which, RoundDraft("", "", "", RoundKind.QUARTERLY, today, today + timedelta(DAYS)))
    place, columns = f"projects.round.{which}.{len(view.rounds)}", st.columns(3)
    texts = [
        column.text_input(label, held, key=f"{place}.{label}", max_chars=longest, placeholder=example)
        for column, (label, held, longest, example) in zip(
            columns,
            (
                ("轮次编号", start.code, 30, "例如：2021-上半年"),
                ("轮次名称", start.name, 40, "例如：2021年上半年考核"),
                ("考核期", start.period, 30, "例如：2021年上半年"),
            ),
            strict=True,
        )
    ]
    kind = columns[0].selectbox(
        "类别",
        list(RoundKind),
        index=list(RoundKind).index(start.kind),
        format_func=lambda kind: kind.label,
        key=f"{place}.kind",
    )
    opens = columns[1].date_input("开放日", start.opens_on, key=f"{place}.opens", format="YYYY-MM-DD")
    closes = columns[2].date_input("截止日", start.closes_on, key=f"{place}.closes", format="YYYY-MM-DD")
    code, name, period = (text.strip() for text in texts)
    if st.button("添加轮次", disabled=not (code and name and period)) and kind:
        draft = RoundDraft(code, name, period, kind, opens, closes)
        key = st.session_state.setdefault(KEY, secrets.token_hex(16))
        done, _ = feedback.act(viewer, add_round, project_id=view.row.id, draft=draft, client_key=key)
        if done:
            st.session_state.pop(KEY, None)
            frame.carry(f"已添加轮次“{draft.name}”。")
