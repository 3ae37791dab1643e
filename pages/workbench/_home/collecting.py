"""Collection: what is in trouble for those who can do something about it, and what the draft makes of it."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.clock import moment_in_words
from core.collection.status import Freshness, StatusBoard, collected_systems, status
from core.jobs.queries import silent_since
from core.results.drafts import DraftBoard, draft
from core.store.session import reading
from pages.ui import links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.ui.numbers import signed
from pages.workbench._home.todos import Todo

TROUBLE = (Freshness.FAILED, Freshness.LATE, Freshness.NEVER)
DRAFTS = "草稿得分"


def waiting(viewer: Viewer) -> list[Todo]:
    """A silent sidecar, and the cells that failed, are late or never came: of a city, or of one's own unit."""
    if not viewer.may(Permission.COLLECTION_RUN_READ):
        return []
    runs = viewer.may(Permission.COLLECTION_RUN_START)
    with reading() as session:
        boards = [
            status(session=session, actor=viewer.actor, version_id=version_id)
            for version_id in collected_systems(session=session, actor=viewer.actor)
        ]
        silent = silent_since(session=session, actor=viewer.actor) if runs and boards else None
    found = [_trouble(board) for board in boards if runs or len(board.units) == 1]
    if silent is not None:
        since = f"自{moment_in_words(silent)}起" if silent.year > 1970 else "从未启动，"
        text = f"采集进程{since}没有应答，采集不会开始"
        found.insert(0, Todo(text, "去查看", links.collection(boards[0].version_id), urgent=True))
    return [each for each in found if each is not None]


def show(viewer: Viewer) -> None:
    """The draft beside the newest edition, for those who collect."""
    if not viewer.may(Permission.COLLECTION_VALUES_IMPORT) or viewer.may(Permission.RESULTS_EDITION_FREEZE):
        return
    with reading() as session:
        systems = collected_systems(session=session, actor=viewer.actor)
    if not systems:
        return
    st.markdown("##### 草稿得分（未冻结，随采集而动）")
    with st.spinner("正在计算草稿得分…"):
        boards: list[DraftBoard] = [ask(viewer, draft, version_id=version_id) for version_id in systems]
    tables.show([_draft(board) for board in boards if board.rows])


def _trouble(board: StatusBoard) -> Todo | None:
    counts = {state: count for state in TROUBLE if (count := board.counts[state])}
    if not counts:
        return None
    whose = board.units[0].short_name if len(board.units) == 1 else board.audience_name
    told = "、".join(f"{state} {count:,} 格" for state, count in counts.items())
    address = links.collection(board.version_id, state=next(iter(counts)))
    return Todo(f"{tables.plain(whose)}采集：{told}", "去处理", address, urgent=Freshness.FAILED in counts)


def _draft(board: DraftBoard) -> dict[str, object]:
    moved = [row for row in board.rows if row.change]
    most = max(moved, key=lambda row: abs(row.change or Decimal(0)), default=None)
    address = links.collection(board.version_id, section=DRAFTS)
    return {
        "考核对象": tables.link(board.scores.system.audience_name, address),
        "与版次不同": f"{len(moved)} 个（共 {len(board.rows)} 个）",
        "变动最大": tables.plain(f"{most.name} {signed(most.change)}") if most and most.change else "—",
        "还不能计分": f"{sum(bool(row.blocked) for row in board.rows)} 个",
    }
