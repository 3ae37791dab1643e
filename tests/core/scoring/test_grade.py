"""Grades: lower bounds are inclusive, a veto holds the grade down."""

import numpy as np
import pytest

from core.scoring.engine import score
from core.scoring.grade import grades
from tests.core.scoring.boards import board, entry, tiny_system

BEST = {"A-1/分子": 4, "A-1/分母": 4, "A-2/分子": 4, "A-2/分母": 4, "B-1": 0}


@pytest.mark.parametrize(
    ("total", "grade"), [(9000, 3), (8999, 2), (8000, 2), (6000, 1), (5999, 0), (-500, 0)]
)
def test_a_bound_belongs_to_the_better_grade(total, grade):
    system = tiny_system()

    assert grades(np.array([total]), board(system, BEST), system, {}).tolist() == [grade]


def test_a_veto_holds_an_otherwise_excellent_unit_at_qualified():
    system = tiny_system()
    ledger = [entry("U000", "G-D1", "重大"), entry("U001", "G-D1", "一般")]

    scores = score(system, board(system, BEST, BEST, BEST, ledger=ledger))

    assert [str(scores.total.decimal(row)) for row in range(3)] == ["90.00", "97.00", "100.00"]
    assert [band.name for band in scores.bands] == ["合格", "优秀", "优秀"]
