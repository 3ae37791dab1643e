"""The one breadcrumb from the city down to a metric; every step but the last leads back."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Permission
from core.results.content import Board
from core.results.queries import UnitView
from pages.ui import links
from pages.ui.guard import Viewer
from pages.ui.tables import link, plain


def show(steps: Sequence[tuple[str, str]]) -> None:
    """Draw (words, address) from the widest to the narrowest."""
    linked = [link(words, address) for words, address in steps[:-1]]
    st.caption("　›　".join([*linked, plain(steps[-1][0])]))


def of_board(viewer: Viewer, edition_id: int, board: Board) -> list[tuple[str, str]]:
    """City, for those who see it, and board."""
    steps = [(f"{board.system.audience_name}排名", links.board(edition_id, board.audience))]
    city = [("全市", links.cockpit(edition_id))] if viewer.may(Permission.ANALYSIS_COCKPIT_READ) else []
    return [*city, *steps]


def of_unit(viewer: Viewer, view: UnitView, leaf: str = "", metric: str = "") -> list[tuple[str, str]]:
    """City, board, unit, then the indicator and the metric where they are named."""
    edition, board, unit = view.edition.id, view.board, view.unit
    steps = of_board(viewer, edition, board)
    steps.append((unit.short_name, links.unit(edition, unit.code)))
    found = board.system.metric_by_code.get(metric)
    node = board.system.node_by_code.get(found.leaf if found else leaf)
    if node is not None:
        steps.append((f"{node.code} {node.title}", links.unit(edition, unit.code, leaf=node.code)))
    if found is not None:
        steps.append((f"{found.code} {found.name}", links.unit(edition, unit.code, found.code)))
    return steps
