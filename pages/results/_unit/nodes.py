"""Points by node of the tree, with the unit's place in its group."""

import numpy as np

from core.results.queries import UnitView
from pages.ui import tables
from pages.ui.numbers import marks, score

FIGURES = ("满分", "得分率", "同组中位", "组内位次")


def show(view: UnitView) -> None:
    """One row a node; not applicable ones say so."""
    system, unit = view.board.system, view.unit
    members = tuple(other for other in view.board.units if other.group == unit.group)
    own = members.index(unit)
    rows: list[dict[str, object]] = []
    for node in unit.nodes:
        depth = system.depths[node.code] - 1
        title = (
            f"{'　' * depth}{tables.plain(node.code)} {tables.plain(system.node_by_code[node.code].title)}"
        )
        rates = view.board.rates(node.code, members)
        known = rates[~np.isnan(rates)]
        if not node.marks:
            rows.append({"指标": title, "得分": "不适用", **dict.fromkeys(FIGURES, "—")})
            continue
        place = 1 + int((known > rates[own]).sum())
        rows.append(
            {
                "指标": title if depth else f"**{title}**",
                "得分": score(node.points),
                "满分": marks(node.marks),
                "得分率": f"{rates[own]:.1%}",
                "同组中位": f"{np.median(known):.1%}",
                "组内位次": f"{place} / {len(known)}",
            }
        )
    tables.show(rows)
