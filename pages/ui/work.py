"""The frame of a work screen: breadcrumb and title, query row, toolbar, table with verbs, paging.

Everything chosen lives in the address, so that a link repeats it and the way back leads to it. Filters are
widgets bound to it; page, sort, the open card or verb (`do`, `id`) are set by links of ours.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import frame, tables

Row = TypeVar("Row")
QUERY, COLUMNS = "query", "columns"
# What a filter change makes meaningless.
_PLACE = ("page", "do", "id")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of few values; the empty one means all, or what `every` says."""

    name: str
    label: str
    options: Mapping[str, str]
    every: str = "全部"


@dataclass(frozen=True, slots=True)
class Text:
    """A filter people type into."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: what stands in it, and by which key it sorts where it does.

    `cell` gives Markdown (see `tables.plain`); a column not `fixed` may be hidden.
    """

    title: str
    cell: Callable[[Row], object]
    sort: str = ""
    fixed: bool = False


class Screen:
    """One work screen at its address; remembers what its query row said."""

    def __init__(self, path: str, section: str, title: str) -> None:
        self.path, self.section, self.title = path, section, title
        self._bound: dict[str, str] = {}
        self._shown: set[str] | None = None

    def heading(self, answer: str = "") -> None:
        """Breadcrumb, title, and the sentence that answers what the reader came to ask."""
        frame.heading(self.title, answer, section=self.section)

    def query_row(self, *filters: Choice | Text) -> dict[str, str]:
        """Draw the filters with 查询 and 重置; returns their values by name. A phone folds the row away."""
        with folded(QUERY, "查询条件"), st.container(horizontal=True, vertical_alignment="bottom"):
            found = {each.name: self._filter(each) for each in filters}
            st.button("查询", icon=":material/search:", key="query.ask", on_click=_first_page)
            st.button(
                "重置", key="query.reset", on_click=_reset, args=([each.name for each in filters], self.extra)
            )
        for each in filters:
            value = found[each.name]
            if value:
                # The address shows what people read, as a bound widget writes it there.
                self._bound[each.name] = each.options[value] if isinstance(each, Choice) else value
        return found

    # Facts of the address beside the filters that 重置 forgets as well, such as the chosen branch.
    extra: tuple[str, ...] = ("below",)

    def _filter(self, each: Choice | Text) -> str:
        if isinstance(each, Text):
            found = st.text_input(
                each.label,
                key=each.name,
                placeholder=each.hint,
                bind="query-params",
                on_change=_first_page,
                max_chars=60,
                width=220,
            )
            return (found or "").strip()
        return (
            st.selectbox(
                each.label,
                ["", *each.options],
                format_func=lambda key: each.options.get(key, each.every),
                key=each.name,
                bind="query-params",
                on_change=_first_page,
                width=160,
            )
            or ""
        )

    def link(self, **facts: object) -> str:
        """The address of this screen as it stands, with these facts changed; None takes one away."""
        held = {name: value for name, value in st.query_params.items() if name not in st.session_state}
        held |= self._bound
        # A link to another page, branch or order opens no dialog but the one it names.
        for name in ("do", "id"):
            held.pop(name, None)
        for name, value in facts.items():
            held.pop(name, None)
            if value is not None:
                held[name] = str(value)
        return f"/{self.path}?{urlencode(held)}" if held else f"/{self.path}"

    def verb(self, words: str, do: str, identity: object) -> str:
        """A link that opens the verb `do` on one row."""
        return tables.link(words, self.link(do=do, id=identity))

    @property
    def sort(self) -> str:
        """The key the table is sorted by, after - for descending; empty for its own order."""
        return st.query_params.get("sort", "")

    @property
    def offset(self) -> int:
        """The first row of the page the address names."""
        return (_page() - 1) * tables.PAGE_ROWS

    def table(
        self,
        rows: Sequence[Row],
        columns: Sequence[Column[Row]],
        *,
        verbs: Callable[[Row], Sequence[str]] | None = None,
        empty: str = "没有符合条件的记录，可点“重置”查看全部。",
    ) -> None:
        """The page of rows: 序号, the columns people chose to see, 操作. Headers that sort are links."""
        # What was chosen of another table of the same address says nothing of this one.
        shown = {each.title for each in columns} if self._shown is None else self._shown
        drawn = []
        for number, row in enumerate(rows, start=self.offset + 1):
            cells: dict[str, object] = {"序号": number}
            for each in columns:
                if each.fixed or each.title in shown:
                    cells[self._header(each)] = each.cell(row)
            if verbs is not None:
                cells["操作"] = "　".join(verbs(row)) or "—"
            drawn.append(cells)
        with st.container(key="work-table"):
            tables.show(drawn, empty=empty)

    def _header(self, column: Column[Any]) -> str:
        if not column.sort:
            return column.title
        up, down = column.sort, f"-{column.sort}"
        mark = {up: " ▲", down: " ▼"}.get(self.sort, "")
        following = {up: down, down: None}.get(self.sort, up)
        return tables.link(column.title + mark, self.link(sort=following, page=None))

    def choose_columns(self, columns: Sequence[Column[Any]], *, key: str = COLUMNS) -> None:
        """The choice of columns, at the right end of a toolbar; each table of an address has its own `key`."""
        titles = [each.title for each in columns if not each.fixed]
        with st.popover("列", icon=":material/view_column:", help="选择显示哪些列"):
            chosen = st.pills(
                "显示的列", titles, selection_mode="multi", default=titles, key=key, bind="query-params"
            )
        self._shown = set(chosen)

    def paging(self, total: int) -> None:
        """The total and the choice of a page, which the address keeps."""
        pages = max(1, -(-total // tables.PAGE_ROWS))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"共 {total:,} 条" + (f"，每页 {tables.PAGE_ROWS} 条" if pages > 1 else ""), width="content"
            )
            if pages > 1:
                at = min(_page(), pages)
                key = f"page.{self.path}.{pages}.{at}"
                st.pagination(
                    pages, default=at, width=tables.PAGING_WIDTH, key=key, on_change=_turn, args=(key,)
                )


def folded(name: str, label: str) -> DeltaGenerator:
    """A container people can fold away: open on a desk, folded on a phone, until they say otherwise.

    The style sheet decides by the width of the screen which of the two keys is shown.
    """
    turned = bool(st.session_state.get(f"{name}.turned"))
    with st.container(key=f"fold-{name}"):
        st.button(
            label,
            icon=":material/unfold_more:",
            type="tertiary",
            key=f"{name}.turn",
            on_click=_turn_fold,
            args=(f"{name}.turned",),
        )
    return st.container(key=f"{'turned' if turned else 'plain'}-{name}")


def toolbar() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two places above the table: the primary verb at the left, import and export at the right."""
    with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
        left = st.container(horizontal=True, width="content")
        st.space("stretch")
        right = st.container(horizontal=True, horizontal_alignment="right", width="content")
    return left, right


def leave_list(*more: str) -> None:
    """Forget page and order (and `more`): what comes next in the same address has a list of its own."""
    _forget([*_PLACE, "sort", *more])


def turn_to(part: str, *more: str) -> None:
    """Name another part of the same address; page and order (and `more`) of this one mean nothing there."""
    leave_list(*more)
    st.query_params["part"] = part


def _page() -> int:
    named = st.query_params.get("page", "")
    return max(1, int(named)) if named.isascii() and named.isdecimal() and len(named) < 6 else 1


def _forget(names: Sequence[str]) -> None:
    for name in names:
        if name in st.query_params:
            del st.query_params[name]


def _first_page() -> None:
    _forget(_PLACE)


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])


def _turn_fold(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key)


def _reset(filters: Sequence[str], extra: Sequence[str]) -> None:
    for name in filters:
        st.session_state[name] = ""
    _forget([*_PLACE, *extra, "sort"])
