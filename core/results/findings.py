"""What a board asks of its reader: problems to look into and matters to decide, read off the frozen lines."""

from dataclasses import dataclass
from decimal import Decimal

from core.analysis import words
from core.analysis.missing import unreported
from core.analysis.spread import TENTH, average
from core.results.changes import FALL, BoardChange
from core.results.content import Board, UnitResult

VETO = "等次不得高于"
# The gravest first; a list names its lines by these.
GRAVITY = ("一票否决", "确认否决", "不合格", "未计分", "暂不能计分", "下滑", "约谈", "短板指标", "未报数据")
# Falls and weak indicators named on one screen.
SHOWN_FALLS = 3
SHOWN_LEAVES = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a list: its kind, its sentence, and where it leads (a unit, or an indicator)."""

    kind: str
    subject: str
    text: str
    audience: str
    unit: str = ""
    leaf: str = ""


def pass_bound(board: Board) -> Decimal | None:
    """The least total of the second lowest grade (60 分); None in a system without grades."""
    bounds = sorted(band.lower for band in board.system.grades)
    return bounds[1] if len(bounds) > 1 else None


def failing(board: Board) -> list[UnitResult]:
    """The units below that bound, the lowest last."""
    bound = pass_bound(board)
    return [unit for unit in board.units if bound is not None and unit.total < bound]


def vetoes(unit: UnitResult) -> list[str]:
    """The ledger matters that hold the unit's grade down."""
    return [f"{line.metric_name}，{line.gap}" for line in unit.lines if line.gap.startswith(VETO)]


def missing(board: Board, unit: UnitResult) -> tuple[str, ...]:
    """The metrics of the unit that nobody reported."""
    return unreported(board.system, board.values, unit.code)


def blocked(unit: UnitResult) -> list[str]:
    """The leaves of the unit that could not be scored."""
    return [line.leaf for line in unit.lines if line.kind == "blocked"]


def falls(change: BoardChange) -> list[UnitResult]:
    """The units that lost `FALL` places or more, the deepest fall first."""
    lost = [unit for unit in change.view.board.units if (change.moves[unit.code].places or 0) <= -FALL]
    return sorted(lost, key=lambda unit: change.moves[unit.code].places or 0)


def unscored(change: BoardChange) -> list[str]:
    """Who stood on the board before and does not now, or has nothing that applies."""
    board = change.view.board
    gone = [unit.short_name for unit in change.before.units if unit.code not in board.by_code] if change.before else []  # fmt: skip
    return gone + [unit.short_name for unit in board.units if not unit.marks]


def percent(board: Board, code: str) -> Decimal | None:
    """The mean reached part of a node's full marks over its units, in per cent with one decimal."""
    rates = [n.points * 100 / n.marks for unit in board.units if (n := unit.node(code)).marks]
    return average(rates, TENTH) if rates else None


def problems(change: BoardChange) -> list[Finding]:
    """Vetoes, units that fail, deep falls, and the indicators in which the whole board loses most."""
    board, bound = change.view.board, pass_bound(change.view.board)
    found = [
        _unit(change, "一票否决", unit, "；".join(held)) for unit in board.units if (held := vetoes(unit))
    ]
    found += [
        _unit(change, "不合格", unit, f"{unit.total:.2f} 分，低于 {bound:g} 分，{_worst(unit)}")
        for unit in failing(board)
    ]
    found += [_unit(change, "下滑", unit, _fall(change, unit)) for unit in falls(change)[:SHOWN_FALLS]]
    leaves = [(rate, leaf) for leaf in board.system.leaves if (rate := percent(board, leaf.code)) is not None]
    for rate, leaf in sorted(leaves, key=lambda pair: pair[0])[:SHOWN_LEAVES]:
        text = f"{change.name}平均得分率 {rate}%，为各指标中{'最低' if rate == min(leaves, key=lambda p: p[0])[0] else '次低'}"
        found.append(Finding("短板指标", f"{leaf.code} {leaf.title}", text, board.audience, leaf=leaf.code))
    return found


def decisions(change: BoardChange) -> list[Finding]:
    """Matters only a leader settles: vetoes to confirm, what is not scored, what is not reported, deep falls."""
    board = change.view.board
    found = [
        _unit(change, "确认否决", unit, f"{'；'.join(held)}，是否确认") for unit in board.units if (held := vetoes(unit))
    ]  # fmt: skip
    found += [
        Finding("未计分", name, "本期没有得分，是否限期补评", board.audience) for name in unscored(change)
    ]
    found += [
        _unit(change, "暂不能计分", unit, f"{'、'.join(codes)} 未能计分，是否按 0 分定版")
        for unit in board.units
        if (codes := tuple(blocked(unit)))
    ]
    silent = {unit.short_name: codes for unit in board.units if (codes := missing(board, unit))}
    if silent:
        text = f"{len(silent)} 家共 {sum(map(len, silent.values()))} 项未报数据，是否限期补报"
        found.append(Finding("未报数据", change.name, text, board.audience))
    found += [
        _unit(change, "约谈", unit, f"{words.places(change.moves[unit.code])}（达到 {FALL} 位），是否约谈")
        for unit in falls(change)
    ]
    return found


def _unit(change: BoardChange, kind: str, unit: UnitResult, text: str) -> Finding:
    return Finding(kind, unit.short_name, text, change.view.board.audience, unit=unit.code)


def _fall(change: BoardChange, unit: UnitResult) -> str:
    return words.moved(change.moves[unit.code], change.reasons(unit.code))


def _worst(unit: UnitResult) -> str:
    losses: dict[str, Decimal] = {}
    for line in unit.lines:
        if line.kind not in ("rescale", "ledger"):
            name = f"{line.leaf} {line.leaf_name}"
            losses[name] = losses.get(name, Decimal(0)) + line.points
    if not losses:
        return "无指标失分"
    name = max(losses, key=lambda key: losses[key])
    return f"失分最多：{name} {losses[name]:.2f} 分"
