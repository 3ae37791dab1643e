"""The six figures at the top of the cockpit, each with its change where the boards may be compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.analysis import words
from core.analysis.spread import average
from core.results import findings
from core.results.changes import BoardChange
from core.results.content import Board


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as people read it; `change` says how it moved, a dash where nothing is compared."""

    name: str
    value: str
    change: str


def figures(boards: Sequence[BoardChange]) -> tuple[Figure, ...]:
    """Averages, bests, failing units, what was not reported, bonus and deduction, places up and down."""
    now = [change.view.board for change in boards]
    before = [change.before for change in boards if change.before]
    # A sum over two boards of which one cannot be compared would compare unlike things.
    was = before if len(before) == len(now) else None
    return (
        _averages(boards),
        _best(boards),
        _count(_bound_name(now), _failing, now, was, "家"),
        _count("未报与未计分", _silent, now, was, "项"),
        _ledger(now, was),
        _moved(boards, compared=was is not None),
    )


def mean(board: Board) -> Decimal:
    """The published average of a board's totals."""
    return average([unit.total for unit in board.units])


def _averages(boards: Sequence[BoardChange]) -> Figure:
    gone = [mean(change.view.board) - mean(change.before) if change.before else None for change in boards]
    return Figure(
        f"平均分（{_names(boards)}）",
        " / ".join(f"{mean(change.view.board)}" for change in boards),
        " / ".join(map(words.signed, gone)) if any(each is not None for each in gone) else words.NONE,
    )


def _best(boards: Sequence[BoardChange]) -> Figure:
    best = [change.view.board.units[0] for change in boards]
    return Figure(
        f"最高分（{_names(boards)}）",
        " / ".join(f"{unit.total:.2f}" for unit in best),
        " / ".join(unit.short_name for unit in best),
    )


def _count(
    name: str, count: Callable[[Board], int], now: list[Board], was: list[Board] | None, unit: str
) -> Figure:
    number = sum(map(count, now))
    return Figure(
        name, f"{number} {unit}", words.counted(None if was is None else number - sum(map(count, was)), unit)
    )


def _ledger(now: list[Board], was: list[Board] | None) -> Figure:
    bonus, taken = _sums(now)
    value = f"{words.signed(bonus)} / {words.signed(-taken)}"
    if was is None:
        return Figure("加分 / 减分合计", value, words.NONE)
    bonus_before, taken_before = _sums(was)
    gone = f"加分 {words.signed(bonus - bonus_before)}，减分 {words.signed(taken - taken_before)}"
    return Figure("加分 / 减分合计", value, gone)


def _moved(boards: Sequence[BoardChange], *, compared: bool) -> Figure:
    if not compared:
        return Figure("名次升 / 降", words.NONE, words.NONE)
    moved = [move.places for change in boards for move in change.moves.values() if move.places is not None]
    up, down = sum(number > 0 for number in moved), sum(number < 0 for number in moved)
    return Figure("名次升 / 降", f"{up} / {down} 家", f"持平 {len(moved) - up - down} 家")


def _names(boards: Sequence[BoardChange]) -> str:
    return " / ".join(change.name for change in boards)


def _bound_name(now: list[Board]) -> str:
    bound = next((bound for board in now if (bound := findings.pass_bound(board)) is not None), None)
    return "不合格" if bound is None else f"{bound:g} 分以下"


def _failing(board: Board) -> int:
    return len(findings.failing(board))


def _silent(board: Board) -> int:
    return sum(len(findings.missing(board, unit)) + len(findings.blocked(unit)) for unit in board.units)


def _sums(boards: list[Board]) -> tuple[Decimal, Decimal]:
    units = [unit for board in boards for unit in board.units]
    bonus = sum((unit.bonus for unit in units), Decimal(0))
    return bonus, sum((unit.deduction for unit in units), Decimal(0))
