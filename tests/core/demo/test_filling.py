"""The counts are counts: whole, fitting each other, of plausible size."""

import numpy as np

from core.collection.columns import denominator, numerator, value_columns
from core.collection.values import NUMBER


def _column(board, code):
    return board.values.numbers[:, board.values.column_index[code]]


def test_numerators_and_denominators_are_whole_and_no_part_exceeds_its_whole(board):
    for metric in board.system.metrics:
        if metric.input not in ("ratio", "complement"):
            continue
        top, bottom = _column(board, numerator(metric.code)), _column(board, denominator(metric.code))
        given = ~np.isnan(bottom)
        assert given.any(), metric.code
        assert (top[given] <= bottom[given]).all(), metric.code
        assert (np.mod(top[given], 1) == 0).all(), metric.code
        assert (top[given] >= 0).all(), metric.code


def test_what_is_said_twice_is_said_alike(board):
    published = _column(board, numerator("A21-1"))
    np.testing.assert_array_equal(published, _column(board, denominator("A21-2")))
    collected = _column(board, numerator("B21-1"))
    np.testing.assert_array_equal(collected, _column(board, denominator("B21-2")))


def test_no_resource_is_updated_and_silent_at_once(board):
    updated, silent = _column(board, numerator("B24-1")), _column(board, numerator("B24-2"))
    assert (updated + silent <= _column(board, denominator("B24-1"))).all()


def test_the_city_adds_up_to_about_its_published_figures(departments, counties):
    def city(code):
        return sum(np.nansum(_column(board, code)) for board in (departments, counties))

    assert city(numerator("A21-1")) == 5386
    assert 1.4e8 < city(denominator("B25-1")) < 2.1e8
    assert 550 < city(denominator("C13-1")) < 750
    assert 380 < city(numerator("A11-1")) < 460


def test_checklist_answers_are_steps_or_shares(board):
    for column in value_columns(board.system):
        if column.role != "item":
            continue
        answers = _column(board, column.code)[
            board.values.states[:, board.values.column_index[column.code]] == NUMBER
        ]
        assert ((answers >= 0) & (answers <= 1)).all()
        standard = next(item.standard for item in board.system.items if item.code == column.code)
        if "比率" not in standard and "占比" not in standard:
            assert set(answers.tolist()) <= {0.0, 0.5, 1.0}, column.code


def test_response_times_and_quality_scores_look_measured(board):
    milliseconds, quality = _column(board, "C12-5"), _column(board, "C11-1")
    assert ((milliseconds >= 120) & (milliseconds < 6000)).all()
    assert ((quality > 50) & (quality < 100)).all()
