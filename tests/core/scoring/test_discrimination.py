"""Metrics that tell nobody apart are named."""

import numpy as np

from core.indicators.health import Light
from core.scoring.discrimination import examine_values
from core.scoring.engine import score
from tests.core.scoring.test_scores import FULL, PILLARS, _board


def _found(*rows):
    return examine_values(score(PILLARS, _board(PILLARS, *rows)))


def test_metrics_everybody_has_and_nobody_has_are_named():
    rows = [{"A-1": 100, "A-2": 0, "B1-1": at * 7 % 50, "B2-1": at * 13 % 40} for at in range(10)]

    found = _found(*rows)
    texts = [str(finding) for finding in found]

    assert next(each.codes for each in found if "A-1" in each.text) == (PILLARS.metric_by_code["A-1"].leaf,)
    assert any("A-1" in text and "满分率 100%" in text for text in texts)
    assert any("A-2" in text and "零分率 100%" in text for text in texts)


def test_twins_and_missing_data_are_named():
    rows = [
        {"A-1": at, "A-2": at * 2, "B1-1": 5 if at == 3 else None, "B2-1": at * 31 % 97} for at in range(10)
    ]

    texts = [str(finding) for finding in _found(*rows)]

    assert any("A-1" in text and "A-2" in text and "高度相关" in text for text in texts)
    assert any("B1-1" in text and "没有数据" in text for text in texts)


def test_a_board_that_tells_units_apart_is_green_and_a_small_one_says_nothing():
    dice = np.random.default_rng(7)
    rows = [dict(zip(FULL, dice.uniform(5, 95, 4).round(), strict=True)) for _ in range(30)]

    assert [finding.light for finding in _found(*rows)] == [Light.GREEN]
    assert "不足" in _found(rows[0])[0].text
