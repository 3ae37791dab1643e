"""What somebody is asked for by name: tasks to sign for, rounds to hand in before they lock, notices to read."""

from datetime import timedelta

from core import clock
from core.access.permissions import Permission
from core.notices.queries import unread_count
from core.projects.duties import Duty
from core.projects.duties import duties as owed
from core.projects.timing import last_minute
from core.store.session import reading
from pages.ui import feedback, links, tables
from pages.ui.guard import Viewer
from pages.workbench._home.todos import Todo

# Before a deadline this long it will not bear waiting.
SOON = timedelta(days=3)


def waiting(viewer: Viewer) -> list[Todo]:
    """One line for each project not signed for, for each open round not handed in, and for unread notices."""
    unread = feedback.ask(viewer, unread_count)
    told = [Todo(f"有 **{unread}** 条未读通知", "去查看", "/notices")] if unread else []
    return [*_owed(viewer), *told]


def _owed(viewer: Viewer) -> list[Todo]:
    if not viewer.may(Permission.PROJECTS_RECEIPT_SIGN):
        return []
    with reading() as session:
        found = owed(session=session, actor=viewer.actor)
    unsigned = {(each.project_id, each.unit_name): each for each in found if not each.is_signed}
    return [
        *(_sign(each) for each in unsigned.values()),
        *(_hand_in(viewer, each) for each in found if each.is_to_hand_in),
    ]


def _sign(duty: Duty) -> Todo:
    text = f"{tables.plain(duty.unit_name)}：请签收“{tables.plain(duty.project_name)}”的报送任务"
    return Todo(text, "去签收", links.round_progress(duty.project_id, duty.round_id))


def _hand_in(viewer: Viewer, duty: Duty) -> Todo:
    left = duty.locks_at - clock.now()
    state = f"已退回（{tables.plain(duty.returned)}）" if duty.returned else "还没有报送"
    until = f"截止 {last_minute(duty.locks_at)}"
    if left < timedelta():
        until += "，已锁定；确需补报请申请延期"
    may = viewer.may(Permission.PROJECTS_SUBMISSION_CONFIRM)
    return Todo(
        f"{tables.plain(duty.unit_name)}：“{tables.plain(duty.round_name)}”{state}，{until}",
        "去报送" if may else "去查看",
        links.round_progress(duty.project_id, duty.round_id),
        urgent=left < SOON or bool(duty.returned),
    )
