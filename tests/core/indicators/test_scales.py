"""Scales of composite indices against numbers worked out by hand and by others."""

from fractions import Fraction

import numpy as np
import pytest

from core.indicators.rules import RULE_KINDS
from core.scoring.normalise import against
from core.scoring.population import statistic

X = np.array([[2.0], [4.0], [4.0], [10.0]])


def points(rule, text, x=X, groups=None):
    """P of a column of units, fast and (where there are no logarithms) exactly the same."""
    kind = RULE_KINDS[rule]
    parameters = kind.form.read(text)
    options = kind.form.options() or ()
    given = [int(n) if at in options else float(n) for at, n in enumerate(parameters)]
    compared = [
        statistic(x, groups if each.group else None, each.statistic) for each in kind.references(parameters)
    ]
    found = kind.function(x.copy(), given, compared)[:, 0]
    exact = kind.function(
        np.array([Fraction(str(n)) for n in x[:, 0]], dtype=object),
        parameters,
        [np.array([Fraction(str(n)) for n in each[:, 0]], dtype=object) for each in compared],
    )
    assert [float(n) for n in exact] == pytest.approx(found.tolist(), abs=1e-12)
    return found.tolist()


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("goalposts", "下限=0；上限=8", [0.25, 0.5, 0.5, 1]),
        ("goalposts", "下限=0；上限=8；截断=不截断", [0.25, 0.5, 0.5, 1.25]),
        ("goalposts", "下限=4；上限=8；截断=上限", [-0.5, 0, 0, 1]),
        ("goalposts", "下限=4；上限=8；截断=下限", [0, 0, 0, 1.5]),
        ("goalposts", "下限=8；上限=0", [0.75, 0.5, 0.5, 0]),
        ("goalposts", "下限=0；上限=8；方向=越小越好", [0.75, 0.5, 0.5, 0]),
        ("goalposts", "下限=0；上限=8；区间=1%~100%", [0.2575, 0.505, 0.505, 1]),
        ("goalposts", "下限=P5；上限=10", [0, 1.7 / 7.7, 1.7 / 7.7, 1]),
        ("min_max", "", [0, 0.25, 0.25, 1]),
        ("min_max", "方向=越小越好", [1, 0.75, 0.75, 0]),
        ("distance", "参照=最大值", [0.2, 0.4, 0.4, 1]),
        ("distance", "参照=均值", [0.4, 0.8, 0.8, 2]),
        ("distance", "参照=均值；区间=-1~0", [-0.6, -0.2, -0.2, 1]),
        ("distance", "参照=5；截断=两端", [0.4, 0.8, 0.8, 1]),
        ("distance", "参照=最小值；方向=越小越好", [1, 0.5, 0.5, 0.2]),
        ("distance", "起点=最小值；参照=最大值", [0, 0.25, 0.25, 1]),
        ("rank", "", [0, 0.5, 0.5, 1]),
        ("rank", "方向=越小越好", [1, 0.5, 0.5, 0]),
        ("rank", "口径=名次", [0.25, 0.625, 0.625, 1]),
        ("rank", "口径=中点", [0.125, 0.5, 0.5, 0.875]),
        ("percentile", "", [0, 1 / 3, 1 / 3, 1]),
        ("percentile", "口径=名次", [0.25, 0.5, 0.5, 1]),
        ("percentile", "口径=中点", [0.125, 0.5, 0.5, 0.875]),
    ],
)
def test_a_scale_gives_what_was_worked_out_by_hand(rule, text, expected):
    assert points(rule, text) == pytest.approx(expected)


def test_a_z_score_has_the_mean_and_deviation_asked_for():
    found = points("z_score", "结果均值=0.45；结果标准差=0.2")

    assert np.mean(found) == pytest.approx(0.45)
    assert np.std(found, ddof=1) == pytest.approx(0.2)
    assert points("z_score", "尺度=总体标准差")[3] == pytest.approx(5 / 9**0.5)
    assert points("z_score", "中心=4；尺度=3；方向=越小越好") == pytest.approx([2 / 3, 0, 0, -2])
    assert points("z_score", "中心=4；尺度=1；映射=正态")[1] == 0.5


def test_income_is_measured_on_a_log_scale_as_the_human_development_index_does():
    # UNDP technical note: (ln 15 000 − ln 100) / (ln 75 000 − ln 100) = 0.7569.
    found = points("goalposts", "下限=100；上限=75000；对数=是", np.array([[15_000.0], [50.0], [0.0]]))

    assert found[0] == pytest.approx(0.7569, abs=5e-5)
    assert found[1:] == [0, 0]


def test_an_open_log_scale_has_no_result_for_nothing():
    kind = RULE_KINDS["goalposts"]
    parameters = [float(n) for n in kind.form.read("下限=1；上限=10；对数=是；截断=不截断")]

    found = kind.function(np.array([0.0, 10.0]), parameters, [])

    assert np.isnan(found[0])
    assert found[1] == 1


def test_units_that_do_not_differ_get_the_middle():
    alike = np.full((3, 1), 7.0)

    assert points("min_max", "", alike) == [0.5] * 3
    assert points("rank", "", alike) == [0.5] * 3
    assert points("z_score", "结果均值=0.45", alike) == pytest.approx([0.45] * 3)


def test_a_group_is_only_compared_with_itself():
    groups = np.array([0, 0, 1, 1])

    assert points("min_max", "范围=同组", X, groups) == [0, 1, 0, 1]


def test_scales_say_their_standard_in_words():
    for rule, text, words in (
        ("goalposts", "下限=20；上限=85", "20岁计0，85岁计1，其间按比例计分"),
        ("min_max", "范围=同组", "同组最小值计0，同组最大值计1"),
        ("distance", "参照=最大值", "按实测÷全部单位的最大值计分"),
        ("rank", "", "按在全部单位中的名次计分（越大越好，最差为 0、最好为 1）"),
    ):
        kind = RULE_KINDS[rule]
        assert words in kind.standard(kind.form.read(text), "岁")


def test_a_number_without_a_logarithm_moves_nobody_else():
    # ln 1, ln 10, ln 100 lie evenly; the unit with nothing is worst and no yardstick for the others.
    x = np.array([[0.0], [1.0], [10.0], [100.0]])
    kind = RULE_KINDS["min_max"]
    parameters = kind.form.read("对数=是")
    given = [int(n) if at in kind.form.options() else float(n) for at, n in enumerate(parameters)]

    compared = against(x, np.zeros(4, int), kind.references(parameters), kind.floor(parameters))

    assert kind.function(x, given, compared)[:, 0] == pytest.approx([0, 0, 0.5, 1])


def test_nothing_at_all_is_best_where_less_is_better():
    assert points("distance", "参照=5；方向=越小越好；截断=上限", np.array([[0.0], [5.0], [10.0]])) == [
        1,
        1,
        0.5,
    ]
