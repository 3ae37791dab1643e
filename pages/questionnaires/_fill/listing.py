"""What a unit is asked to fill: how much is missing, until when, one click to the boxes."""

import streamlit as st

from core import clock
from core.projects.timing import last_minute, last_minute_in_words
from core.responses.rules import ResponseState
from core.responses.tasks import Task, my_tasks
from pages.ui import feedback, form_links, tables
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Screen, Text

STATES = {"todo": "待填报", "in": "已报送", "closed": "已截止或未开放"}
SIGNS = {
    None: "○",
    ResponseState.FILLING: "◐",
    ResponseState.HANDED_IN: "●",
    ResponseState.RETURNED: "▲",
}
COLUMNS: list[Column[Task]] = [
    Column("问卷", lambda task: tables.link(task.title, address(task)), fixed=True),
    Column("轮次", lambda task: tables.plain(task.round_name or "—")),
    Column("单位", lambda task: tables.plain(task.unit_name)),
    Column("状态", lambda task: _state(task)),
    Column("进度", lambda task: f"{task.progress.done} / {task.progress.due}"),
    Column("还差", lambda task: f"{task.missing} 项" if task.is_to_do and task.missing else "—"),
    Column("截止", lambda task: last_minute(task.locks_at)),
    Column(
        "报送",
        lambda task: (
            f"{clock.to_minute(task.handed_in_at)} {task.handed_in_by}" if task.handed_in_at else "—"
        ),
    ),
]


def address(task: Task) -> str:
    """Where a task is worked on."""
    return form_links.task(task.response_id, task.questionnaire_id, task.round_id, task.organisation_id)


def show(viewer: Viewer, screen: Screen) -> None:
    """The tasks, the most urgent first."""
    every: list[Task] = feedback.ask(viewer, my_tasks)
    todo = [task for task in every if task.is_to_do]
    screen.heading(_answer(todo, every))
    chosen = screen.query_row(Text("text", "问卷", "名称"), Choice("state", "状态", STATES))
    found = [task for task in every if _fits(task, chosen)]
    screen.table(
        found[screen.offset :][: tables.PAGE_ROWS],
        COLUMNS,
        empty="没有符合条件的填报任务，可点“重置”查看全部。"
        if every
        else "现在没有填报任务。市大数据局发布问卷并开放轮次后，会列在这里。",
    )
    screen.paging(len(found))
    if not every:
        st.caption("收到任务时，“我的工作台”和“通知”都会提示。")


def _answer(todo: list[Task], every: list[Task]) -> str:
    if not todo:
        return "没有待填报的问卷。" if every else ""
    first = todo[0]
    missing = f"还差 **{first.missing}** 项" if first.missing else "已填完，**尚未报送**"
    return (
        f"**{len(todo)}** 份待报送，最早的“{tables.plain(first.title)}”{missing}，"
        f"**{last_minute_in_words(first.locks_at)}** 截止。"
    )


def _state(task: Task) -> str:
    if task.is_to_do or task.handed_in_at is not None:
        return f"{SIGNS[task.state]} {task.state_label}"
    return f"— {task.closed[0].split('，')[0]}" if task.closed else task.state_label


def _fits(task: Task, chosen: dict[str, str]) -> bool:
    now = "todo" if task.is_to_do else "in" if task.state is ResponseState.HANDED_IN else "closed"
    return chosen["text"] in f"{task.title}{task.round_name}" and chosen["state"] in ("", now)
