"""The units of a questionnaire: a tree of kinds and groups at the left, one row a unit at the right."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.projects.timing import last_minute
from core.questionnaires.rules import QuestionnaireState
from core.responses.collected import STANDINGS, Branch, Collected, UnitRow, narrowed, ordered
from core.responses.rules import ResponseState
from pages.ui import numbers, response_links, tables, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Screen, Text

SHAPES = {None: "○", ResponseState.FILLING: "◐", ResponseState.HANDED_IN: "●", ResponseState.RETURNED: "▲"}
BELOW = "below"


def show(viewer: Viewer, screen: Screen, found: Collected) -> None:
    """Tree, query row, toolbar, table; a single unit needs no looking for."""
    if len(found.rows) == 1:
        _table(viewer, screen, found, list(found.rows))
        return
    left, right = st.columns([2, 9], gap="medium")
    with left:
        branch = _tree(screen, found)
    with right:
        chosen = screen.query_row(Text("unit", "单位", "名称或代码"), Choice("standing", "状态", STANDINGS))
        rows = narrowed(found.rows, text=chosen["unit"], standing=chosen["standing"], branch=branch)
        _toolbar(viewer, screen, found)
        _table(viewer, screen, found, ordered(rows, screen.sort))


def _tree(screen: Screen, found: Collected) -> str:
    branches = found.branches
    named = st.query_params.get(BELOW, "")
    chosen = named if named in {each.key for each in branches} else ""
    whole = Branch("", 0, "全部单位", found.total)
    lines = [_line(screen, each, is_chosen=each.key == chosen) for each in (whole, *branches)]
    with work.folded("tree", "机构树"), st.container(key="tree-list"):
        st.markdown("\n".join(lines))
    return chosen


def _line(screen: Screen, branch: Branch, *, is_chosen: bool) -> str:
    words = tables.link(branch.label, screen.link(below=branch.key or None, page=None))
    counts, depth = branch.counts, branch.depth
    rest = [f"退回 {counts.returned}"] * bool(counts.returned) + [f"未开始 {counts.unbegun}"] * bool(
        counts.unbegun
    )
    told = [f"应报 {counts.due}　已报 {counts.handed_in}", *(["　".join(rest)] if rest else [])]
    indent = "    " * depth
    second = "".join(f"  \n{indent}  :gray[:small[{each}]]" for each in told)
    return f"{indent}- {f'**{words}**' if is_chosen else words}{second}"


def _toolbar(viewer: Viewer, screen: Screen, found: Collected) -> None:
    place = found.place
    _left, aside = work.toolbar()
    with aside:
        if viewer.may(Permission.QUESTIONNAIRES_ANSWER_EXPORT):
            with st.popover("导出答卷", icon=":material/download:"):
                for words, name, drafts in (
                    ("汇总宽表（已报送）", "wide", False),
                    ("汇总宽表（含草稿）", "wide", True),
                    ("长表（已报送）", "long", False),
                    ("长表（含草稿）", "long", True),
                ):
                    address = response_links.answers_file(
                        place.questionnaire_id, place.round_id, name, drafts=drafts
                    )
                    st.link_button(words, address, width="stretch")
        if viewer.may(Permission.QUESTIONNAIRES_FORM_EXPORT) and place.state is not QuestionnaireState.DRAFT:
            with st.popover("空白问卷", icon=":material/description:"):
                for words, kind in (("Word（可打印）", "docx"), ("Excel", "xlsx")):
                    st.link_button(
                        words, response_links.blank_form(place.questionnaire_id, kind), width="stretch"
                    )
        screen.choose_columns(_columns(screen, found))


def _table(viewer: Viewer, screen: Screen, found: Collected, rows: list[UnitRow]) -> None:
    only = st.query_params.get("standing") == STANDINGS["missing"] and not found.total.missing
    screen.table(
        rows[screen.offset :][: tables.PAGE_ROWS],
        _columns(screen, found),
        verbs=_verbs,
        empty="全部单位均已报送。" if only else "没有符合条件的单位，可点“重置”查看全部。",
    )
    if len(found.rows) > 1:
        screen.paging(len(rows))


def _verbs(row: UnitRow) -> list[str]:
    if row.task.response_id is None:
        return []
    return [tables.link("打开", response_links.response(row.task.response_id))]


def _columns(screen: Screen, found: Collected) -> list[Column[UnitRow]]:
    columns: list[Column[UnitRow]] = [
        Column("单位", _named, "unit", fixed=True),
        Column("状态", _state, "state"),
        Column("进度", _progress, "progress"),
        Column("还缺", lambda row: f"{row.task.missing} 项" if row.task.missing else "—", "missing"),
        Column(
            "报送时间", lambda row: to_minute(row.task.handed_in_at) if row.task.handed_in_at else "—", "at"
        ),
        Column("按时", _on_time),
        Column("退回", lambda row: f"{row.task.returns} 次" if row.task.returns else "—", "returns"),
        Column("截止时间", lambda row: last_minute(row.task.locks_at)),
    ]
    if found.most:
        columns.insert(7, Column("得分", lambda row: _points(row, found), "points"))
    return columns


def _named(row: UnitRow) -> str:
    name = row.task.unit_name
    return (
        tables.link(name, response_links.response(row.task.response_id))
        if row.task.response_id
        else tables.plain(name)
    )


def _state(row: UnitRow) -> str:
    return f"{SHAPES[row.task.state]} {row.task.state_label}"


def _progress(row: UnitRow) -> str:
    done, due = row.task.progress.done, row.task.progress.due
    return f"{done}/{due}" if due else "—"


def _on_time(row: UnitRow) -> str:
    if not row.task.handed_in_at:
        return "—"
    return "按时" if row.task.is_on_time else "▲ 逾期"


def _points(row: UnitRow, found: Collected) -> str:
    if row.points is None:
        return "—"
    waiting = f"（待评 {row.waiting} 题）" if row.waiting else ""
    return f"{numbers.marks(row.points)} / {numbers.marks(found.most)}{waiting}"
