"""What a person is asked for by name: to sign, to hand in, to answer, to review, to read."""

from collections.abc import Iterator

from core import clock
from core.access.permissions import Permission
from core.designs import queries, solicitations
from core.designs.queries import DesignRow, Talk
from core.designs.rules import Stage
from core.designs.solicitations import Asked
from core.notices.queries import unread_count
from core.projects.progress import RoundProgress, round_progress
from core.projects.rules import SubmissionState
from pages.ui import links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.workbench._home.rounds import Going
from pages.workbench._home.todos import Todo

# A round that ends within so many days will not bear waiting.
SOON = 3


def waiting(viewer: Viewer, going: list[Going]) -> list[Todo]:
    """Of units, experts and everybody who was told something."""
    found: list[Todo] = []
    if viewer.may(Permission.PROJECTS_RECEIPT_SIGN):
        for each in going:
            found += _of_unit(viewer, each)
    if viewer.may(Permission.INDICATORS_OPINION_GIVE):
        found += _solicited(viewer)
    if viewer.may(Permission.INDICATORS_DESIGN_REVIEW):
        found += _reviews(viewer)
    unread = ask(viewer, unread_count)
    if unread:
        found.append(Todo(f"有 **{unread}** 条未读通知", "去查看", "/notices"))
    return found


def _of_unit(viewer: Viewer, going: Going) -> Iterator[Todo]:
    """The one unit somebody answers for: its receipt, and what it still has to hand in."""
    progress: RoundProgress = ask(viewer, round_progress, round_id=going.row.id)
    if len(progress.units) != 1:
        return
    (unit,) = progress.units
    name = tables.plain(f"{going.project.name} › {going.row.name}")
    address = links.round_progress(going.project.id, going.row.id)
    if not unit.signed_at:
        yield Todo(f"{name}：任务还没有签收", "去签收", address)
    if unit.is_in or not viewer.may(Permission.PROJECTS_SUBMISSION_CONFIRM):
        return
    left = (unit.locks_at.astimezone(clock.SHANGHAI).date() - clock.today()).days
    said = "已退回，改正后请重新报送" if unit.state is SubmissionState.RETURNED else "还没有报送"
    yield Todo(f"{name}：{said}，{going.last_day}", "去报送", address, urgent=left <= SOON)


def _solicited(viewer: Viewer) -> Iterator[Todo]:
    rows: list[Asked] = ask(viewer, solicitations.solicitations)
    for each in rows:
        if each.open and not each.given and not each.agreed and each.row.due_on:
            day = clock.in_words(each.row.due_on)
            text = f"“{tables.plain(each.row.name)}”征求意见，请于 **{day}** 前答复"
            left = (each.row.due_on - clock.today()).days
            yield Todo(text, "去答复", links.opinions(each.row.id), urgent=left <= SOON)


def _reviews(viewer: Viewer) -> Iterator[Todo]:
    rows: list[DesignRow]
    rows, _ = ask(viewer, queries.designs, stage=Stage.REVIEW.value)
    for row in rows:
        said: Talk = ask(viewer, queries.talk, design_id=row.id)
        if not any(each.by == viewer.profile.name for each in said.comments):
            address = links.designs(row.id, part="论证与意见")
            yield Todo(f"“{tables.plain(row.name)}”正在专家论证，等您提出意见", "去论证", address)
