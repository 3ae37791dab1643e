"""What is open now and what each role can do about it."""

from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.charts.collection import SIGNS
from core.collection.rounds import attached_imports
from core.collection.status import Freshness, collected_systems, status
from core.indicators.system import AUDIENCES
from core.projects import queries
from core.projects.rules import ProjectState
from core.results.rounds import round_editions
from core.store.session import reading
from pages.ui import deadlines, links, tables
from pages.ui.guard import Viewer

# Projects waiting for their start; a city has a few.
FEW = 5
STATES = (Freshness.FRESH, Freshness.LATE, Freshness.FAILED, Freshness.NEVER)


def show(viewer: Viewer) -> None:
    """The open rounds with their last day, and the next step on each for those who take it."""
    with reading() as session:
        going = queries.open_rounds(session=session, actor=viewer.actor)
    answered = deadlines.answered(viewer, [row for _, row in going])
    lines = [_line(viewer, project, row, answered) for project, row in going]
    if viewer.may(Permission.PROJECTS_PROJECT_EDIT):
        lines += _waiting(viewer)
    if viewer.may(Permission.COLLECTION_RUN_START):
        lines += _collecting(viewer)
    if not lines:
        return
    st.markdown("##### 正在进行")
    st.markdown("\n".join(f"- {line}" for line in lines))


def _line(
    viewer: Viewer, project: queries.ProjectRow, row: queries.RoundRow, answered: frozenset[int]
) -> str:
    name = tables.link(f"{project.name} › {row.name}", links.project(project.id))
    steps = _steps(viewer, row)
    return f"{name}：● 开放中，{deadlines.last_day(row, is_answered=row.id in answered)}{f'；{steps}' if steps else ''}。"


def _steps(viewer: Viewer, row: queries.RoundRow) -> str:
    """What is in and what is not, for those who bring values in or freeze."""
    if not viewer.may(Permission.COLLECTION_VALUES_READ):
        return ""
    with reading() as session:
        attached = attached_imports(session=session, actor=viewer.actor, project_id=row.project_id)
        view = queries.project(session=session, actor=viewer.actor, project_id=row.project_id)
        editions = round_editions(session=session, actor=viewer.actor, project_id=row.project_id)
    held = {each.audience for each in attached if each.round_id == row.id}
    lacking = [AUDIENCES[choice.audience] for choice in view.systems if choice.audience not in held]
    if lacking:
        said = f"{'、'.join(lacking)}指标值还没有导入"
        return (
            f"{said}，[去导入]({links.values()})" if viewer.may(Permission.COLLECTION_VALUES_IMPORT) else said
        )
    frozen = editions.get(row.id, [])
    if not frozen:
        return "指标值已齐，还没有冻结版次"
    return f"最新版次 {tables.link(frozen[0].code, links.board(frozen[0].id, 'department'))}"


def _collecting(viewer: Viewer) -> list[str]:
    """How the collection stands, for those who fetch; a board without units in reach is left out."""
    with reading() as session:
        facts: dict[str, Any] = {"session": session, "actor": viewer.actor}
        boards = [status(**facts, version_id=version_id) for version_id in collected_systems(**facts)]
    said = [
        f"{tables.link(board.audience_name, links.collection(board.version_id))}　"
        + "、".join(
            f"{SIGNS[state]}\u00a0{state} **{count:,}** 格"
            for state in STATES
            if (count := board.counts[state])
        )
        for board in boards
        if board.units
    ]
    return [f"系统采集：{'；'.join(said)}。"] if said else []


def _waiting(viewer: Viewer) -> list[str]:
    with reading() as session:
        rows, _ = queries.projects(session=session, actor=viewer.actor, limit=FEW)
    return [
        f"{tables.link(row.name, links.project(row.id))}：○ {row.state.label}，补齐后即可启动。"
        for row in rows
        if row.state is ProjectState.NOT_STARTED
    ]
