"""Questionnaires to fill: how much is missing, until when, one click to the boxes."""

from datetime import timedelta

from core import clock
from core.access.permissions import Permission
from core.projects.timing import last_minute
from core.responses.rules import ResponseState
from core.responses.tasks import Task, my_tasks
from core.store.session import reading
from pages.ui import form_links, tables
from pages.ui.guard import Viewer
from pages.workbench._home.duties import SOON
from pages.workbench._home.todos import Todo


def waiting(viewer: Viewer) -> list[Todo]:
    """One line for each questionnaire the person's unit has not handed in and still may."""
    if not viewer.may(Permission.QUESTIONNAIRES_TASK_READ):
        return []
    with reading() as session:
        found = my_tasks(session=session, actor=viewer.actor)
    return [_todo(viewer, task) for task in found if task.is_to_do]


def _todo(viewer: Viewer, task: Task) -> Todo:
    may_confirm = viewer.may(Permission.PROJECTS_SUBMISSION_CONFIRM)
    is_back = task.state is ResponseState.RETURNED
    if task.missing:
        state, verb = f"还差 **{task.missing}** 项", "去填报"
    else:
        state = "请按退回理由修改后重新报送" if is_back else "已填完，等待报送"
        verb = "去报送" if may_confirm else "去填报" if is_back else "去查看"
    sent_back = "被退回，" if is_back else ""
    left: timedelta = task.locks_at - clock.now()
    return Todo(
        f"{tables.plain(task.unit_name)}：“{tables.plain(task.title)}”{sent_back}{state}，截止 {last_minute(task.locks_at)}",
        verb,
        form_links.task(task.response_id, task.questionnaire_id, task.round_id, task.organisation_id),
        urgent=left < SOON or bool(sent_back),
    )
