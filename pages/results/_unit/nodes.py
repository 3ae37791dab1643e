"""Points by node of the tree, with the unit's place in its group."""

import numpy as np

from core.results.queries import UnitView
from pages.ui import tables
from pages.ui.numbers import marks, score


def show(view: UnitView) -> None:
    """One row a node; not applicable ones say so."""
    system, unit = view.board.system, view.unit
    members = tuple(other for other in view.board.units if other.group == unit.group)
    own = members.index(unit)
    rows = []
    for node in unit.nodes:
        depth = system.depths[node.code] - 1
        title = (
            f"{'　' * depth}{tables.plain(node.code)} {tables.plain(system.node_by_code[node.code].title)}"
        )
        rates = view.board.rates(node.code, members)
        known = rates[~np.isnan(rates)]
        if not node.marks:
            rows.append(_row(title, "不适用", "—", "—", "—", "—"))
            continue
        place = 1 + int((known > rates[own]).sum())
        rows.append(
            _row(
                title if depth else f"**{title}**",
                score(node.points),
                marks(node.marks),
                f"{rates[own]:.1%}",
                f"{np.median(known):.1%}",
                f"{place} / {len(known)}",
            )
        )
    tables.show(rows)


def _row(title: str, points: str, marks: str, rate: str, median: str, place: str) -> dict[str, object]:
    return {
        "指标": title,
        "得分": points,
        "满分": marks,
        "得分率": rate,
        "同组中位": median,
        "组内位次": place,
    }
