"""The open rounds: what is to be brought in or frozen by whom, and their last days."""

from dataclasses import dataclass

import streamlit as st

from core.access.permissions import Permission
from core.collection.rounds import attached_imports
from core.indicators.system import AUDIENCES
from core.projects import queries
from core.projects.queries import ProjectRow, RoundRow
from core.projects.rules import ProjectState
from core.results.queries import EditionRow
from core.results.rounds import round_editions
from core.store.session import reading
from pages.ui import deadlines, links, tables
from pages.ui.guard import Viewer
from pages.workbench._home.todos import Todo

# Projects waiting for their start; a city has a few.
FEW = 5


@dataclass(frozen=True, slots=True)
class Going:
    """An open round; `lacking` names the audiences nothing was imported for, as far as one may know."""

    project: ProjectRow
    row: RoundRow
    last_day: str
    lacking: tuple[str, ...]
    editions: tuple[EditionRow, ...]

    @property
    def name(self) -> str:
        """The round linked to its project."""
        return tables.link(f"{self.project.title} › {self.row.name}", links.project(self.project.id))


def read(viewer: Viewer) -> list[Going]:
    """Every open round, the one that ends first on top."""
    with reading() as session:
        found = queries.open_rounds(session=session, actor=viewer.actor)
    answered = deadlines.answered(viewer, [row for _, row in found])
    return [
        Going(
            project,
            row,
            deadlines.last_day(row, is_answered=row.id in answered),
            _lacking(viewer, row),
            _editions(viewer, row),
        )
        for project, row in found
    ]


def waiting(viewer: Viewer, going: list[Going]) -> list[Todo]:
    """Values to import, editions to freeze, projects to start: each for those who may."""
    found = []
    for each in going:
        if each.lacking and viewer.may(Permission.COLLECTION_VALUES_IMPORT):
            text = f"{each.name}：{'、'.join(each.lacking)}指标值还没有导入，{each.last_day}"
            found.append(Todo(text, "去导入", links.values(), urgent=True))
        elif not (each.lacking or each.editions) and viewer.may(Permission.RESULTS_EDITION_FREEZE):
            text = f"{each.name}：指标值已齐，还没有冻结版次，{each.last_day}"
            found.append(Todo(text, "去计算并冻结", links.project(each.project.id), urgent=True))
    if viewer.may(Permission.PROJECTS_PROJECT_EDIT):
        found += _to_start(viewer)
    return found


def show(viewer: Viewer, going: list[Going]) -> None:
    """The state and the last day of every open round."""
    if going:
        st.markdown("##### 正在进行")
        st.markdown("\n".join(f"- {each.name}：● 开放中，{each.last_day}{_state(each)}。" for each in going))


def _state(each: Going) -> str:
    if each.editions:
        newest = each.editions[0]
        return f"；最新版次 {tables.link(newest.code, links.board(newest.id, 'department'))}"
    return f"；{'、'.join(each.lacking)}指标值还没有导入" if each.lacking else ""


def _lacking(viewer: Viewer, row: RoundRow) -> tuple[str, ...]:
    if not viewer.may(Permission.COLLECTION_VALUES_READ):
        return ()
    with reading() as session:
        attached = attached_imports(session=session, actor=viewer.actor, project_id=row.project_id)
        view = queries.project(session=session, actor=viewer.actor, project_id=row.project_id)
    held = {each.audience for each in attached if each.round_id == row.id}
    return tuple(AUDIENCES[choice.audience] for choice in view.systems if choice.audience not in held)


def _editions(viewer: Viewer, row: RoundRow) -> tuple[EditionRow, ...]:
    if not viewer.may(Permission.RESULTS_BOARD_READ):
        return ()
    with reading() as session:
        found = round_editions(session=session, actor=viewer.actor, project_id=row.project_id)
    return tuple(found.get(row.id, ()))


def _to_start(viewer: Viewer) -> list[Todo]:
    with reading() as session:
        rows, _ = queries.projects(session=session, actor=viewer.actor, limit=FEW)
    return [
        Todo(f"{tables.plain(row.title)}：{row.state.label}，补齐后即可启动", "去补齐", links.project(row.id))
        for row in rows
        if row.state is ProjectState.NOT_STARTED
    ]
