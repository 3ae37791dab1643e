"""Points by node of the tree, with the unit's place in its group."""

from core.analysis.spread import places, spread
from core.indicators.numerals import percent_text
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
        group = spread(rates)
        if not node.marks or group is None:
            rows.append({"指标": title, "得分": "不适用", **dict.fromkeys(FIGURES, "—")})
            continue
        rows.append(
            {
                "指标": title if depth else f"**{title}**",
                "得分": score(node.points),
                "满分": marks(node.marks),
                "得分率": percent_text(rates[own]),
                "同组中位": percent_text(group.middle),
                "组内位次": f"{places(rates)[own]} / {group.count}",
            }
        )
    tables.show(rows)
