"""The rounds of a project: what each is computed from, what was frozen for it, and the acts on one."""

import secrets
from datetime import date
from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.collection.rounds import Attached, attached_imports
from core.indicators.system import AUDIENCES
from core.projects.queries import ProjectView, RoundRow
from core.projects.rounds import RoundDraft, add_round
from core.projects.rules import ProjectState, RoundKind, RoundState
from core.results.queries import EditionRow
from core.results.rounds import round_editions
from core.store.session import reading
from pages.projects._projects import round_acts
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer

KEY = "projects.round.client_key"
FIELDS = ("code", "name", "period", "kind", "opens", "closes")
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
    year = view.row.year
    left, right = st.columns(2)
    code = left.text_input("轮次编号", placeholder=f"例如：{year}-一季度", key=_key("code"), max_chars=30)
    name = right.text_input(
        "轮次名称", placeholder=f"例如：{year}年一季度考核", key=_key("name"), max_chars=40
    )
    left, right = st.columns(2)
    period = left.text_input("考核期", placeholder=f"例如：{year}年一季度", key=_key("period"), max_chars=30)
    kind = right.selectbox("类别", list(RoundKind), format_func=lambda kind: kind.label, key=_key("kind"))
    left, right = st.columns(2)
    opens = left.text_input("开放日", placeholder=f"例如：{year}-04-01", key=_key("opens"), max_chars=10)
    closes = right.text_input("截止日", placeholder=f"例如：{year}-04-15", key=_key("closes"), max_chars=10)
    days = _day(opens), _day(closes)
    for text, day, label in ((opens, days[0], "开放日"), (closes, days[1], "截止日")):
        if text.strip() and day is None:
            st.error(f"{label}“{tables.plain(text)}”不是日期，请写成 2021-04-01 的样子。")
    ready = code.strip() and name.strip() and period.strip()
    is_ready = bool(ready) and None not in days
    if st.button("添加轮次", disabled=not is_ready) and days[0] and days[1] and kind:
        draft = RoundDraft(code.strip(), name.strip(), period.strip(), kind, days[0], days[1])
        key = st.session_state.setdefault(KEY, secrets.token_hex(16))
        done, _ = feedback.act(viewer, add_round, project_id=view.row.id, draft=draft, client_key=key)
        if done:
            st.session_state.pop(KEY, None)
            for field in FIELDS:
                feedback.renew(f"projects.round.{field}")
            frame.carry(f"已添加轮次“{draft.name}”。")


def _key(field: str) -> str:
    return feedback.fresh(f"projects.round.{field}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
