"""Drafts of systems: what a unit is asked about, what an expert is to review, what waits for a decision."""

from core import clock
from core.access.permissions import Permission
from core.designs import queries, solicitations
from core.designs.queries import DesignRow, Talk
from core.designs.rules import Stage
from core.store.session import reading
from pages.ui import links, tables
from pages.ui.guard import Viewer
from pages.workbench._home.todos import Todo

# Days before the last one from which an answer will not bear waiting.
SOON = 3
TALKED = "论证与意见"


def waiting(viewer: Viewer) -> list[Todo]:
    """A sentence for each draft that waits for this person."""
    found = []
    with reading() as session:
        if viewer.may(Permission.INDICATORS_OPINION_GIVE):
            asked = solicitations.solicitations(session=session, actor=viewer.actor)
            found += [_asked(each.row) for each in asked if each.open and not each.answered]
        for stage in (
            (Stage.REVIEW, Stage.SOLICITING) if viewer.may(Permission.INDICATORS_DESIGN_READ) else ()
        ):
            rows, _ = queries.designs(session=session, actor=viewer.actor, stage=stage)
            for row in rows:
                talk = queries.talk(session=session, actor=viewer.actor, design_id=row.id)
                found += _drafts(viewer, row, talk)
    return found


def _asked(row: DesignRow) -> Todo:
    left = (row.due_on - clock.today()).days if row.due_on else SOON + 1
    until = f"，{clock.in_words(row.due_on)}截止" if row.due_on else ""
    text = f"征求意见稿“{tables.plain(row.name)}”待贵单位答复{until}"
    return Todo(text, "去答复", links.opinions(row.id), urgent=left <= SOON)


def _drafts(viewer: Viewer, row: DesignRow, talk: Talk) -> list[Todo]:
    """What an expert has not said yet; what those who decide have not decided."""
    name, address = tables.plain(row.name), links.designs(row.id, part=TALKED)
    decides = viewer.may(Permission.INDICATORS_DESIGN_DECIDE)
    reviews = viewer.may(Permission.INDICATORS_DESIGN_REVIEW) and row.stage is Stage.REVIEW
    if reviews and not any(each.by == viewer.profile.name for each in talk.comments):
        return [Todo(f"体系草案“{name}”待您提出论证意见", "去论证", address)]
    said = talk.comments if row.stage is Stage.REVIEW else talk.opinions
    open_ones = sum(not each.agrees and each.decided_at is None for each in said)
    if decides and open_ones:
        what = "专家意见" if row.stage is Stage.REVIEW else "单位意见"
        return [Todo(f"体系草案“{name}”有 {open_ones} 条{what}待裁定", "去裁定", address)]
    return []
