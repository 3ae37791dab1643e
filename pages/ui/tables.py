"""Tables of screens: static ones whose cells may link, and pages of long ones."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

PAGE_ROWS = 20
# Pixels for two arrows and seven pages.
PAGING_WIDTH = 340
# Characters that mean something in Markdown; text people wrote is shown as they wrote it.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:-])")


def plain(text: object) -> str:
    """A text for a table cell or a sentence, with nothing in it taken as markup."""
    return _SPECIAL.sub(r"\\\1", str(text)).replace("\n", " ")


def link(label: object, address: str) -> str:
    """A link to another screen of ours; `address` is made by pages.ui.links."""
    return f"[{plain(label)}]({address})"


def show(rows: Sequence[Mapping[str, object]], *, empty: str = "没有符合条件的记录。") -> None:
    """A table as people print it; cells are Markdown already (see `plain` and `link`)."""
    if not rows:
        st.info(empty)
        return
    # A row without a cell others have is as empty as one that says so.
    heads = dict.fromkeys(head for row in rows for head in row)
    whole = [{head: row.get(head, "—") for head in heads} for row in rows]
    st.table(pd.DataFrame(whole, dtype=str), hide_index=True, border="horizontal")


def offset(key: str) -> int:
    """The first row of the page chosen under `key` in the run before."""
    return int((st.session_state.get(key, 1) - 1) * PAGE_ROWS)


def paging(total: int, *, key: str) -> None:
    """The total, and the choice of a page of `PAGE_ROWS` rows below a table."""
    pages = max(1, -(-total // PAGE_ROWS))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"共 {total:,} 条" + (f"，每页 {PAGE_ROWS} 条" if pages > 1 else ""), width="content")
        if pages > 1:
            # Sized by its content it measures itself while it shows one page, and stays at one.
            st.pagination(pages, width=PAGING_WIDTH, key=key)
