"""How long scoring takes, beside the same arithmetic in bare NumPy and beside two libraries of the trade."""

import gc
import importlib
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER, Unit, Values
from core.indicators.node import Node
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem, Metric
from core.scoring.engine import score, score_periods
from core.scoring.rank import ranks
from tests.bench.line import Line

PERIODS = 12
SMALL, LARGE, SMALLER = 500, 40_000, 10_000
FEW, MANY = 19, 100
# Bare NumPy on a large board is quickest where a piece stays in the processor's cache.
CHUNKS = (500, 1000, 2000)
# Whole leaves and single values that are missing: 8 % of the numbers together.
LEAF_GAPS, VALUE_GAPS = 0.02, 0.061
WARM_UP = 2
LEFT_OUT = "is not installed and left out: make bench installs tests/bench/requirements.lock"
ALLOWED, ALLOWED_GROWTH = 2.0, 1.5

Floats = NDArray[np.float64]
Places = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Bare:
    """A system as a NumPy programmer would hold it: bounds by metric, weights from level to level.

    `full` are the leaves' full marks in hundredths, for the scheme of marks only.
    """

    low: Floats
    span: Floats
    levels: tuple[Floats, ...]
    full: Floats


def measure() -> list[Line]:
    """Every line; RuntimeError where ours and a peer disagree, for then the times mean nothing."""
    with _one_thread():
        return [_small("weights"), _small("marks"), *_large(), *_peers()]


def _one_thread() -> AbstractContextManager[Any]:
    """One thread for matrix products, ours and theirs: on a busy machine two wait for each other."""
    try:
        return importlib.import_module("threadpoolctl").threadpool_limits(1)
    except ImportError:
        print(f"threadpoolctl {LEFT_OUT}")
        return nullcontext()


def _small(scheme: str) -> Line:
    """Many small boards, each whole in the cache."""
    system = tree_system(FEW, scheme)
    boards, bare = gapped_boards(system, SMALL), bare_of(system)
    _agree(_ours(system, boards), _bare_ranks(boards, bare, SMALL), f"bare NumPy, {scheme}")
    ours, peer = _by_turns(
        [lambda: _ours(system, boards), lambda: _bare_ranks(boards, bare, SMALL)], rounds=60
    )
    name = f"score {SMALL} × {FEW} × {PERIODS}"
    return Line(name if scheme == "weights" else f"{name}, marks", ours * 1e3, peer * 1e3, "ms", ALLOWED)


def _large() -> list[Line]:
    """Large boards beside bare NumPy in its best pieces, and beside a quarter of themselves."""
    system = tree_system(MANY, "weights")
    boards, bare = gapped_boards(system, LARGE), bare_of(system)
    fewer = [_first(board, SMALLER) for board in boards]
    _agree(_ours(system, boards), _bare_ranks(boards, bare, CHUNKS[0]), "bare NumPy, large")
    acts = [lambda: _ours(system, boards), lambda: _ours(system, fewer)]
    acts += [lambda chunk=chunk: _bare_ranks(boards, bare, chunk) for chunk in CHUNKS]
    ours, quarter, *peers = _by_turns(acts, rounds=7)
    numbers = MANY * PERIODS / 1e9
    return [
        Line(f"score {LARGE:,} × {MANY} × {PERIODS}", ours * 1e3, min(peers) * 1e3, "ms", ALLOWED),
        Line(
            f"per number, {SMALLER:,} vs {LARGE:,} units",
            ours / (numbers * LARGE),
            quarter / (numbers * SMALLER),
            "ns",
            ALLOWED_GROWTH,
        ),
    ]


def _peers() -> list[Line]:
    """One large board without gaps by min-max and weighted sum; peers get it in their own form beforehand."""
    system, board = flat_system(MANY), full_board(LARGE, MANY)
    weights = np.array([float(metric.share) for metric in system.metrics])
    weights /= weights.sum()
    lines = []
    for name, prepare in (("pymcdm", _pymcdm), ("skcriteria", _skcriteria)):
        try:
            peer = prepare(board.numbers, weights)
        except ImportError:
            print(f"{name} {LEFT_OUT}")
            continue
        _agree_in_order(score(system, board).rank, peer(), name)
        ours, theirs = _by_turns([lambda: score(system, board).rank, peer], rounds=9)
        lines.append(Line(f"min-max {LARGE:,} × {MANY}, {name}", ours * 1e3, theirs * 1e3, "ms"))
    return lines


def _pymcdm(matrix: Floats, weights: Floats) -> Callable[[], Places]:
    """Its weighted sum model; without its look at every row, since ours checks on loading, too."""
    methods = importlib.import_module("pymcdm.methods")
    normalizations = importlib.import_module("pymcdm.normalizations")
    model = methods.WSM(normalizations.minmax_normalization)
    types = np.ones(matrix.shape[1], dtype=int)
    return lambda: model.rank(model(matrix, weights, types, validation=False))


def _skcriteria(matrix: Floats, weights: Floats) -> Callable[[], Places]:
    """Its scaler and weighted sum model in a pipeline."""
    criteria = importlib.import_module("skcriteria")
    scalers = importlib.import_module("skcriteria.preprocessing.scalers")
    simple = importlib.import_module("skcriteria.agg.simple")
    pipeline = importlib.import_module("skcriteria.pipelines")
    decision = criteria.mkdm(matrix, [max] * matrix.shape[1], weights=weights)
    steps = pipeline.mkpipe(scalers.MinMaxScaler(target="matrix"), simple.WeightedSumModel())
    return lambda: steps.evaluate(decision).rank_


def tree_system(metrics: int, scheme: str) -> IndicatorSystem:
    """Metrics under leaves of four or five, leaves under tops; blanks are re-weighted or re-scaled.

    Marks: leaves of equal full marks, metrics of equal shares, both without remainder.
    """
    weighted = scheme == "weights"
    leaves = max(1, round(metrics / 5))
    tops = max(2, leaves // 4)
    owner = [index * leaves // metrics for index in range(metrics)]
    nodes = [Node(f"T{top}", f"顶{top}", weight=Decimal(1 + top % 3)) for top in range(tops)]
    full = None if weighted else Decimal(100) / leaves
    nodes += [
        Node(f"L{leaf}", f"叶{leaf}", f"T{leaf % tops}", full_marks=full, weight=Decimal(1 + leaf % 4))
        for leaf in range(leaves)
    ]
    shares = [
        Decimal(1 + at % 3) if weighted else Decimal(100) / owner.count(owner[at]) for at in range(metrics)
    ]
    line = (Fraction(0), Fraction(100))
    return IndicatorSystem(
        code="S",
        name="树",
        version="1",
        audience="general",
        nodes=tuple(nodes if weighted else (replace(node, weight=None) for node in nodes)),
        metrics=tuple(
            Metric(f"M{at}", f"L{owner[at]}", f"指标{at}", shares[at], "value", "linear", line, "na")
            for at in range(metrics)
        ),
        scheme=scheme,
    )


def flat_system(metrics: int) -> IndicatorSystem:
    """One leaf of metrics, each between the least and the greatest of the board."""
    parameters = RULE_KINDS["min_max"].form.read("")
    return IndicatorSystem(
        code="F",
        name="平",
        version="1",
        audience="general",
        nodes=(Node("L", "叶", weight=Decimal(1)),),
        metrics=tuple(
            Metric(f"M{at}", "L", f"指标{at}", Decimal(1 + at % 3), "value", "min_max", parameters)
            for at in range(metrics)
        ),
        scheme="weights",
    )


def gapped_boards(system: IndicatorSystem, units: int) -> list[Values]:
    """A board a period with numbers on both sides of the bounds; whole leaves and single values missing.

    What is missing was not collected in a system of weights, and is 不适用 in a system of marks.
    """
    dice = np.random.default_rng(7)
    leaf_at = {leaf.code: index for index, leaf in enumerate(system.leaves)}
    owner = [leaf_at[metric.leaf] for metric in system.metrics]
    missing = BLANK if system.scheme == "weights" else NOT_APPLICABLE
    boards = []
    for _ in range(PERIODS):
        numbers = dice.uniform(-5, 110, (units, len(owner)))
        gaps = (dice.random((units, len(leaf_at))) < LEAF_GAPS)[:, owner]
        gaps |= dice.random(numbers.shape) < VALUE_GAPS
        numbers[gaps] = np.nan
        boards.append(_board(numbers, np.where(gaps, missing, NUMBER)))
    return boards


def full_board(units: int, metrics: int) -> Values:
    """One board without gaps."""
    numbers = np.random.default_rng(8).uniform(0, 100, (units, metrics))
    return _board(numbers, np.full(numbers.shape, NUMBER))


def _board(numbers: Floats, states: NDArray[Any]) -> Values:
    units = tuple(Unit(f"U{row}", f"单位{row}", "组") for row in range(len(numbers)))
    columns = tuple(f"M{at}" for at in range(numbers.shape[1]))
    return Values(units, columns, numbers, states.astype(np.uint8, order="C"))


def _first(board: Values, units: int) -> Values:
    return replace(
        board, units=board.units[:units], numbers=board.numbers[:units], states=board.states[:units]
    )


def bare_of(system: IndicatorSystem) -> Bare:
    """The same system as arrays."""
    leaves, tops = list(system.leaves), list(system.children(""))
    metrics = np.zeros((len(system.metrics), len(leaves)))
    for row, metric in enumerate(system.metrics):
        metrics[row, leaves.index(system.node_by_code[metric.leaf])] = float(metric.share)
    below = np.zeros((len(leaves), len(tops)))
    for row, leaf in enumerate(leaves):
        below[row, tops.index(system.node_by_code[leaf.parent])] = float(leaf.weight or 1)
    low, high = (np.array([float(metric.parameters[at]) for metric in system.metrics]) for at in (0, 1))
    if system.scheme == "marks":
        return Bare(low, high - low, (metrics,), np.array([float(leaf.full_marks) * 100 for leaf in leaves]))
    total = np.array([[float(top.weight)] for top in tops])
    return Bare(low, high - low, (metrics, below, total), np.zeros(0))


def _ours(system: IndicatorSystem, boards: Sequence[Values]) -> list[Places]:
    return [scores.rank for scores in score_periods(system, boards)]


def _bare_ranks(boards: Sequence[Values], bare: Bare, chunk: int) -> list[Places]:
    """Period by period, `chunk` rows at a time: normalise, mean of what is there level by level, round, rank."""
    found = []
    for board in boards:
        points = np.empty(len(board.numbers))
        for start in range(0, len(points), chunk):
            part = board.numbers[start : start + chunk] - bare.low
            part /= bare.span
            np.clip(part, 0.0, 1.0, out=part)
            for weights in bare.levels:
                part = _bare_mean(part, weights)
            points[start : start + chunk] = _bare_marks(part, bare.full) if len(bare.full) else part[:, 0]
        points = np.floor(np.nan_to_num(points, nan=-1.0) * 10_000 + 0.5)
        found.append(len(points) - np.searchsorted(np.sort(points), points, side="right") + 1)
    return found


def _bare_mean(values: Floats, weights: Floats) -> Floats:
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return (np.where(there, values, 0.0) @ weights) / (there.astype(np.float64) @ weights)


def _bare_marks(rates: Floats, full: Floats) -> Floats:
    """Leaves rounded to hundredths, their sum over the marks that apply."""
    there = ~np.isnan(rates)
    leaves = np.floor(np.where(there, rates, 0.0) * full + 0.5)
    with np.errstate(invalid="ignore"):
        return leaves.sum(axis=1) / (there @ full)


def _by_turns(acts: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each act, one after the other so that all meet the same weather."""
    taken: list[list[float]] = [[] for _ in acts]
    gc.collect()
    for _ in range(WARM_UP + rounds):
        for act, times in zip(acts, taken, strict=True):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
    return [statistics.median(times[WARM_UP:]) for times in taken]


def _agree(ours: Sequence[Places], theirs: Sequence[Places], peer: str) -> None:
    if not all(np.array_equal(one, other) for one, other in zip(ours, theirs, strict=True)):
        raise RuntimeError(f"our ranks are not those of {peer}")


def _agree_in_order(ours: Places, theirs: Places, peer: str) -> None:
    """Ours are ranks of two published digits and tie more often; along the peer's order they never fall."""
    along = ours[np.argsort(theirs, kind="stable")]
    if (np.diff(along) < 0).any() or not np.array_equal(ranks(-along), along):
        raise RuntimeError(f"our order is not that of {peer}")
