"""Three ways to compare: one unit's indicators, one indicator's units, one unit's periods.

横向 (同一单位、不同指标), 同类 (不同单位、同一指标), 纵向 (同一单位、不同期次). Whoever reaches their own
unit alone gets its row beside the statistics of its group, never another unit's name or place.
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.access.permissions import Permission
from core.analysis.definitions import differences, same_node
from core.analysis.spread import Spread, best_average, places, spread
from core.audit.actor import Actor
from core.errors import NotFound
from core.indicators.system import IndicatorSystem
from core.results import queries
from core.results.changes import earlier
from core.results.content import Board, NodePoints, UnitResult
from core.results.queries import BoardView, EditionRow, UnitView

READ = Permission.ANALYSIS_COMPARE_READ


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of one unit beside its group; `rate` and `group` are None where it does not apply."""

    code: str
    title: str
    node: NodePoints
    rate: float | None
    group: Spread | None


@dataclass(frozen=True)
class Within:
    """横向: every indicator of one unit."""

    view: UnitView
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One unit's points of the indicator; `place` is 0 where it does not apply or is not to be shown."""

    unit: UnitResult
    node: NodePoints
    rate: float | None
    place: int
    gap: float | None


@dataclass(frozen=True)
class Peers:
    """同类: one indicator, the units in reach from the best; `best` is the mean of the best three rates."""

    view: BoardView
    code: str
    title: str
    rows: tuple[PeerRow, ...]
    best: float
    group: Spread | None


@dataclass(frozen=True, slots=True)
class PeriodPoint:
    """One edition: the unit's rate, the median of its group, and whether it goes on from the one before.

    `points` of `marks`: the total of full marks, or a node's points of its applicable marks. `rank` is
    the place on the board, of totals only.
    """

    edition: EditionRow
    node: NodePoints
    rate: float | None
    group: Spread | None
    rank: int | None
    joined: bool
    reason: str


@dataclass(frozen=True)
class Periods:
    """纵向: one unit over the periods up to an edition, the oldest first; `code` is empty for the total."""

    view: UnitView
    code: str
    title: str
    points: tuple[PeriodPoint, ...]


def within(
    *, session: Session, actor: Actor, edition_id: int, unit_code: str, permission: Permission = READ
) -> Within:
    """Every leaf of one unit, with median and quartiles of its group."""
    view = queries.unit(
        session=session, actor=actor, edition_id=edition_id, unit_code=unit_code, permission=permission
    )
    members = _group(view.board, view.unit)
    rows = tuple(
        IndicatorRow(
            leaf.code,
            leaf.title,
            node := view.unit.node(leaf.code),
            _rate(node),
            spread(view.board.rates(leaf.code, members)) if node.marks else None,
        )
        for leaf in view.board.system.leaves
    )
    return Within(view, rows)


def peers(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    audience: str,
    indicator: str,
    permission: Permission = READ,
) -> Peers:
    """One indicator over the units in reach; gaps are to the mean of the best three of the whole board."""
    view = queries.board(
        session=session, actor=actor, edition_id=edition_id, audience=audience, permission=permission
    )
    code = _known(view.board.system, indicator)
    everybody = view.board.units
    rates = view.board.rates(code, everybody)
    best, place = best_average(rates), dict(zip(everybody, places(rates), strict=True))
    rows = [
        PeerRow(
            unit,
            node := unit.node(code),
            rate := _rate(node),
            place[unit] if view.is_whole else 0,
            # Three equal rates may average a hair beside themselves; that is no gap.
            None if rate is None else round(best - rate, 12),
        )
        for unit in view.units
    ]
    rows.sort(key=lambda row: -1.0 if row.rate is None else row.rate, reverse=True)
    own = everybody if view.is_whole else _group(view.board, view.units[0])
    title = view.board.system.node_by_code[code].title
    return Peers(view, code, title, tuple(rows), best, spread(view.board.rates(code, own)))


def periods(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    unit_code: str,
    indicator: str = "",
    permission: Permission = READ,
) -> Periods:
    """One unit in every period up to this edition's, the newest edition of each, joined where comparable."""
    view = queries.unit(
        session=session, actor=actor, edition_id=edition_id, unit_code=unit_code, permission=permission
    )
    code = _known(view.board.system, indicator) if indicator else ""
    rows = queries.editions(session=session, actor=actor, permission=permission, rehearsals=True)
    newest: dict[str, EditionRow] = {}
    for row in earlier(rows, edition_id):
        newest.setdefault(row.period, row)
    found = [view]
    for row in newest.values():
        boards = queries.boards(session=session, actor=actor, edition_id=row.id, permission=permission)
        found += [
            UnitView(row, held.board, unit)
            for held in boards
            for unit in held.units
            if unit.code == unit_code
        ]
    found.reverse()
    points = tuple(_point(at, found, code) for at in range(len(found)))
    title = view.board.system.node_by_code[code].title if code else "总分"
    return Periods(view, code, title, points)


def _point(at: int, found: list[UnitView], code: str) -> PeriodPoint:
    view = found[at]
    members = _group(view.board, view.unit)
    reason = _broken(view.board.system, found[at - 1].board.system, code) if at else ""
    if not code:
        full = view.board.system.full_marks
        rates = spread(view.board.totals(members) / float(full))
        node = NodePoints("", view.unit.total, full)
        return PeriodPoint(view.edition, node, _rate(node), rates, view.unit.rank, not reason, reason)
    if code not in view.board.system.node_by_code:
        absent = NodePoints(code, view.unit.total * 0, view.unit.total * 0)
        return PeriodPoint(view.edition, absent, None, None, None, False, "本期没有该指标")
    node = view.unit.node(code)
    group = spread(view.board.rates(code, members))
    return PeriodPoint(view.edition, node, _rate(node), group, None, not reason, reason)


def _broken(now: IndicatorSystem, before: IndicatorSystem, code: str) -> str:
    if code:
        return "" if same_node(now, before, code) else "口径有变"
    different = differences(now, before)
    return f"口径有变（{'、'.join(different)}）" if different else ""


def _known(system: IndicatorSystem, code: str) -> str:
    node = system.node_by_code.get(code)
    if node is None or node.ledger:
        raise NotFound(f"指标体系中没有指标“{code}”", remedy="请从对比分析重新选择指标")
    return code


def _group(board: Board, unit: UnitResult) -> tuple[UnitResult, ...]:
    return tuple(other for other in board.units if other.group == unit.group)


def _rate(node: NodePoints) -> float | None:
    return float(node.points / node.marks) if node.marks else None
