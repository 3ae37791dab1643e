"""The list of projects, and making a new one."""

import secrets

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.clock import to_minute
from core.indicators.queries import SystemRow
from core.indicators.queries import systems as published_systems
from core.indicators.system import AUDIENCES
from core.projects import queries
from core.projects.rules import ProjectState
from core.projects.service import ProjectDraft, create_project
from core.store.session import reading
from pages.ui import deadlines, feedback, frame, links, tables
from pages.ui.guard import Viewer

CREATING, KEY = "projects.creating", "projects.client_key"
# A filled circle is done or under way, an empty one is still to come.
SHAPES = {
    ProjectState.NOT_STARTED: "○",
    ProjectState.RUNNING: "●",
    ProjectState.FILLED: "◆",
    ProjectState.CLOSED: "■",
}


def state(row: queries.ProjectRow) -> str:
    """The state with its shape."""
    return f"{SHAPES[row.state]} {row.state.label}{'（练习）' if row.is_rehearsal else ''}"


def show(viewer: Viewer) -> None:
    """Draw the list."""
    with reading() as session:
        going = queries.open_rounds(session=session, actor=viewer.actor)
    frame.heading("评估项目", _answer(viewer, [row for _, row in going]), section="项目管理")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "查找项目",
            value=st.query_params.get("text", ""),
            placeholder="编号、名称或年度",
            key="projects.text",
        )
        may_create = viewer.may(Permission.PROJECTS_PROJECT_CREATE)
        if may_create and st.button("新建项目", type="primary", icon=":material/add:"):
            st.session_state[CREATING] = True
    if text:
        st.query_params["text"] = text
    elif "text" in st.query_params:
        del st.query_params["text"]
    page = f"projects.page.{text}"
    with reading() as session:
        rows, total = queries.projects(
            session=session,
            actor=viewer.actor,
            text=text,
            offset=tables.offset(page),
            limit=tables.PAGE_ROWS,
        )
    _table(rows, text, may_create=may_create)
    tables.paging(total, key=page)
    if may_create and st.session_state.get(CREATING):
        create(viewer)


def _answer(viewer: Viewer, going: list[queries.RoundRow]) -> str:
    if not going:
        return "现在没有开放的轮次。"
    done = deadlines.answered(viewer, going)
    said = "；".join(
        f"**{tables.plain(row.name)}**，{deadlines.last_day(row, is_answered=row.id in done)}"
        for row in going
    )
    return f"开放中的轮次：{said}。"


def _table(rows: list[queries.ProjectRow], text: str, *, may_create: bool) -> None:
    if not rows and not text:
        feedback.empty("还没有评估项目。", "点“新建项目”，选定年度和指标体系。" if may_create else "")
        return
    tables.show(
        [
            {
                "编号": tables.plain(row.code),
                "项目": tables.link(row.name, links.project(row.id)),
                "年度": row.year,
                "状态": state(row),
                "考核对象": f"{row.organisations} 个",
                "轮次": f"{row.rounds} 个",
                "最近更新": to_minute(row.changed_at),
            }
            for row in rows
        ],
        empty=f"没有编号、名称或年度含“{text}”的项目。",
    )


def _put_away() -> None:
    st.session_state.pop(CREATING, None)


@st.dialog("新建评估项目", width="medium", on_dismiss=_put_away)
def create(viewer: Viewer) -> None:
    """Name, year and systems; everything else follows in the project itself."""
    with reading() as session:
        published = published_systems(session=session, actor=viewer.actor)
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
    if st.button("创建项目", type="primary", disabled=not (code.strip() and name.strip())):
        key = st.session_state.setdefault(KEY, secrets.token_hex(16))
        done, project_id = feedback.act(
            viewer,
            create_project,
            draft=ProjectDraft(code.strip(), name.strip(), int(wanted), is_rehearsal),
            systems=[each for each in chosen if each is not None],
            client_key=key,
        )
        if done:
            st.session_state.pop(KEY, None)
            _put_away()
            st.query_params["project"] = str(project_id)
            frame.carry(f"已创建项目“{name.strip()}”。下一步：选定考核对象，添加轮次。")


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
