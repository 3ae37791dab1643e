"""The list of projects, and making a new one."""

import functools

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.clock import to_minute
from core.indicators.queries import SystemRow
from core.indicators.queries import systems as published_systems
from core.indicators.system import AUDIENCES
from core.projects import queries
from core.projects.queries import ProjectRow, RoundRow
from core.projects.rules import ProjectState
from core.projects.service import ProjectDraft, create_project
from pages.ui import deadlines, feedback, links, tables, verbs, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Text

# A filled circle is done or under way, an empty one is still to come.
SHAPES = {
    ProjectState.NOT_STARTED: "○",
    ProjectState.RUNNING: "●",
    ProjectState.FILLED: "◆",
    ProjectState.CLOSED: "■",
}


def state(row: ProjectRow) -> str:
    """The state with its shape."""
    return f"{SHAPES[row.state]} {row.state.label}{'（练习）' if row.is_rehearsal else ''}"


COLUMNS: list[Column[ProjectRow]] = [
    Column("项目", lambda row: tables.link(row.name, links.project(row.id)), fixed=True),
    Column("编号", lambda row: tables.plain(row.code), "code"),
    Column("年度", lambda row: row.year, "year"),
    Column("状态", state),
    Column("考核对象", lambda row: f"{row.organisations} 个"),
    Column("轮次", lambda row: f"{row.rounds} 个"),
    Column("最近更新", lambda row: to_minute(row.changed_at), "changed"),
]


def show(viewer: Viewer, screen: work.Screen) -> None:
    """Draw the list."""
    going: list[tuple[ProjectRow, RoundRow]] = feedback.ask(viewer, queries.open_rounds)
    screen.heading(_answer(viewer, [row for _, row in going]))
    years: list[int] = feedback.ask(viewer, queries.years)
    chosen = screen.query_row(
        Text("text", "项目", "编号、名称或年度"),
        Choice("year", "年度", {str(each): f"{each}年" for each in years}),
        Choice("state", "状态", {each.value: each.label for each in ProjectState}),
    )
    primary, aside = work.toolbar()
    may_create = viewer.may(Permission.PROJECTS_PROJECT_CREATE)
    if may_create:
        primary.button(
            "新建项目", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add",)
        )
    if viewer.may(Permission.PROJECTS_PROGRESS_EXPORT):
        aside.link_button("导出", links.list_file("projects"), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    rows, total = feedback.ask(viewer, queries.projects, **chosen, sort=screen.sort, offset=screen.offset)
    if years:
        screen.table(rows, COLUMNS, empty="没有符合条件的项目，可点“重置”查看全部。")
    else:
        feedback.empty("还没有评估项目。", "点“新建项目”，选定年度和指标体系。" if may_create else "")
    screen.paging(total)
    if may_create and verbs.asked()[0] == "add":
        verbs.dialog("新建评估项目", functools.partial(_create, viewer))


def _answer(viewer: Viewer, going: list[RoundRow]) -> str:
    if not going:
        return "现在没有开放的轮次。"
    done = deadlines.answered(viewer, going)
    said = "；".join(
        f"**{tables.plain(row.name)}**，{deadlines.last_day(row, is_answered=row.id in done)}"
        for row in going
    )
    return f"开放中的轮次：{said}。"


def _create(viewer: Viewer) -> None:
    """Name, year and systems; everything else follows in the project itself."""
    published: list[SystemRow] = feedback.ask(viewer, published_systems)
    if not published:
        st.info(
            f"还没有已发布的指标体系，先在[指标体系]({links.systems()})中导入，或在[体系设计]({links.designs()})中定稿发布；"
            "项目可以先建，启动前再选定体系。"
        )
    year = clock.today().year
    code = st.text_input("项目编号", placeholder=f"例如：DZ{year}", key="projects.new.code", max_chars=30)
    name = st.text_input(
        "项目名称",
        placeholder=f"例如：德州市{year}年度公共数据共享绩效评估",
        key="projects.new.name",
        max_chars=80,
    )
    wanted = st.number_input("年度", 2000, 2100, year, key="projects.new.year")
    chosen = [choose_system(audience, published) for audience in ("department", "county")]
    is_rehearsal = rehearsal(value=False, key="projects.new.rehearsal")
    verbs.submit(
        viewer,
        "创建项目",
        create_project,
        draft=ProjectDraft(code.strip(), name.strip(), int(wanted), is_rehearsal),
        systems=[each for each in chosen if each is not None],
        ready=bool(code.strip() and name.strip()),
        done=lambda made: _created(made, name.strip()),
    )


def _created(project_id: int, name: str) -> str:
    """The new project opens at once."""
    st.query_params["project"] = str(project_id)
    return f"已创建项目“{name}”。下一步：选定考核对象，添加轮次。"


def rehearsal(*, value: bool, key: str, disabled: bool = False) -> bool:
    """Whether a project is only practised; it says so everywhere and never counts."""
    return st.toggle("练习项目（不计入任何结果）", value, key=key, disabled=disabled)


def choose_system(audience: str, published: list[SystemRow], at: int | None = None) -> int | None:
    """A published system of one audience, the newest unless `at` names another; none where there is none."""
    fitting = {row.id: f"{row.name} {row.version_label}" for row in published if row.audience == audience}
    options = [None, *fitting]
    index = options.index(at) if at in fitting else min(1, len(fitting))
    return st.selectbox(
        f"{AUDIENCES[audience]}指标体系",
        options,
        index=index,
        format_func=lambda key: "不评估这类对象" if key is None else fitting[key],
        key=f"projects.system.{audience}.{at}",
    )
