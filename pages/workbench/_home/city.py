"""What the newest edition says to whoever sees more than one unit: who moved and why, both ends of each board."""

import streamlit as st

from core.access.permissions import Permission
from core.analysis import words
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit, Headline
from core.results.content import UnitResult
from core.results.findings import Finding
from pages.ui import links, menu, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import score
from pages.workbench._home.newest import Newest
from pages.workbench._home.todos import Todo

ENDS = 3
# Of what is to be decided, what those who run the evaluation can mend themselves.
MENDED = ("未报数据", "暂不能计分", "未计分")


def waiting(viewer: Viewer, found: Newest | None) -> list[Todo]:
    """Matters to decide for those who only read the city; gaps in the data for those who freeze editions."""
    view = found.cockpit if found else None
    if view is None:
        return []
    if menu.only_reads(viewer.profile.permissions) and not viewer.may(Permission.AUDIT_TRAIL_READ):
        return [_todo(view, each, "去定夺") for each in view.decisions]
    if viewer.may(Permission.RESULTS_EDITION_FREEZE):
        return [_todo(view, each, "去查看") for each in view.decisions if each.kind in MENDED]
    return []


def more(found: Newest | None) -> str:
    """Where everything to decide is listed."""
    return tables.link("全市态势", links.cockpit(found.edition.id)) if found and found.cockpit else ""


def show(found: Newest) -> None:
    """The sentence of each board with its movers, then both ends."""
    edition = found.edition
    st.markdown(f"##### 最新结果：{tables.plain(edition.title)}（{edition.kind_name}）")
    if found.cockpit is not None:
        st.markdown("\n".join(f"- {_headline(found.cockpit, each)}" for each in found.cockpit.headlines))
    for column, change in zip(st.columns(len(found.boards), gap="large"), found.boards, strict=True):
        with column:
            _board(found, change)


def _todo(view: Cockpit, each: Finding, verb: str) -> Todo:
    text = f"**{tables.plain(each.kind)}**　{tables.plain(each.subject)}：{tables.plain(each.text)}"
    return Todo(text, verb, _address(view, each), urgent=each.kind == "确认否决")


def _address(view: Cockpit, each: Finding) -> str:
    if each.unit:
        return links.unit(view.edition.id, each.unit)
    return links.board(view.edition.id, each.audience)


def _headline(view: Cockpit, headline: Headline) -> str:
    text = f"**{tables.plain(headline.lead)}**"
    for mover in (headline.up, headline.down):
        if mover is not None:
            unit = tables.link(mover.unit.short_name, links.unit(view.edition.id, mover.unit.code))
            text += f"；{unit}（{tables.plain(mover.text)}）"
    return f"{text}。"


def _board(found: Newest, change: BoardChange) -> None:
    units, address = change.view.units, links.board(found.edition.id, change.view.board.audience)
    st.markdown(f"##### [{change.name}排名榜]({address})　共 {len(units)} 个")
    ends = units if len(units) <= 2 * ENDS else (*units[:ENDS], *units[-ENDS:])
    with st.container(key=f"boards-{change.view.board.audience}"):
        tables.show([_row(found, change, unit) for unit in ends])


def _row(found: Newest, change: BoardChange, unit: UnitResult) -> dict[str, object]:
    move = change.moves[unit.code]
    return {
        "名次": unit.rank,
        "单位": tables.link(unit.short_name, links.unit(found.edition.id, unit.code)),
        "总分": score(unit.total),
        "较上期": words.signed(move.points),
        "位次变化": words.places(move),
        "等次": unit.grade,
    }
