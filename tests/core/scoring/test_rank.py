"""Places and standings."""

import numpy as np

from core.scoring.rank import group_ranks, ranks, standing


def test_equal_scores_share_a_place_and_the_next_one_is_skipped():
    assert ranks(np.array([88, 90, 88, 70])).tolist() == [2, 1, 2, 4]


def test_groups_are_ranked_by_themselves():
    places = group_ranks(np.array([1, 5, 3, 3]), np.array([0, 1, 0, 0]))

    assert places.tolist() == [3, 1, 1, 1]


def test_a_unit_knows_its_place_in_its_group():
    numbers, groups = np.array([0.2, 0.4, 0.6, 0.8, 1.0, np.nan]), np.array([0, 0, 0, 0, 0, 0])

    found = standing(numbers, groups, 3)

    assert (found.position, found.count, found.best) == (2, 5, 1.0)
    assert (found.lower_quartile, found.median, found.upper_quartile) == (0.4, 0.6, 0.8)
    assert standing(numbers, groups, 5) is None


def test_ties_may_share_the_average_or_leave_no_gap():
    scores = np.array([80, 90, 80, 70])

    assert ranks(scores, "average").tolist() == [2.5, 1, 2.5, 4]
    assert ranks(scores, "dense").tolist() == [2, 1, 2, 3]
    assert group_ranks(scores, np.array([0, 0, 0, 1]), "average").tolist() == [2.5, 1, 2.5, 1]
