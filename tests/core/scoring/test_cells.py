"""Boards cut into blocks and put together again."""

import numpy as np

from core.scoring.cells import blocks, whole
from core.scoring.engine import score_periods
from core.scoring.plan import plan_of
from tests.builders.systems import random_system, random_values

ABSOLUTE = ("linear", "tiers")


def _system():
    return next(
        system
        for seed in range(100)
        if not plan_of(system := random_system(seed, rules=ABSOLUTE)).by_board and len(system.metrics) > 3
    )


def test_small_boards_share_a_block_and_every_row_is_there_once():
    system = _system()
    plan = plan_of(system)
    boards = [random_values(system, 5, seed) for seed in range(4)]

    (block,) = list(blocks(boards, plan))

    cells, pieces = block
    assert [(piece.board, piece.rows) for piece in pieces] == [(0, 5), (1, 5), (2, 5), (3, 5)]
    assert np.array_equal(cells.numbers, np.concatenate([b.numbers for b in boards]), equal_nan=True)


def test_a_large_board_is_cut_and_scores_the_same(monkeypatch):
    system = _system()
    values = random_values(system, 400, 3)
    monkeypatch.setattr("core.scoring.cells._NUMBERS", 100)
    pieces = [piece for _, group in blocks([values, values], plan_of(system)) for piece in group]

    cut = score_periods(system, [values])[0]
    monkeypatch.undo()

    assert len(pieces) > 4
    assert sum(piece.rows for piece in pieces) == 800
    assert cut.total.ticks.tolist() == score_periods(system, [values])[0].total.ticks.tolist()


def test_boards_whose_units_are_compared_stay_whole():
    system = random_system(3, rules=("min_max",))
    boards = [random_values(system, 5, seed) for seed in range(3)]

    assert [[piece.board for piece in pieces] for _, pieces in blocks(boards, plan_of(system))] == [
        [0],
        [1],
        [2],
    ]


def test_whoever_watches_is_told_of_every_unit():
    system = _system()
    told = []

    score_periods(system, [random_values(system, 5, 1), random_values(system, 7, 2)], watch=told.append)

    assert sum(told) == 12
    assert whole(random_values(system, 5, 1), plan_of(system)).numbers.shape[0] == 5
