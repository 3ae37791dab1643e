"""A round of scores says what experts think of each indicator, and whether they should go on."""

from fractions import Fraction

import numpy as np
import pytest

from core.weighting.experts import Round, round_problems, round_view

ITEMS, EXPERTS = ("汇聚", "治理", "共享"), ("张三", "李四")


def held(*rows: str, experts=EXPERTS) -> Round:
    return Round(
        experts,
        tuple(tuple(None if cell == "." else Fraction(cell) for cell in row.split()) for row in rows),
    )


def told(*rows: str, experts=EXPERTS, full: int = 10, sheet: str = "第 1 轮") -> list[str]:
    problems = round_problems(ITEMS, held(*rows, experts=experts), Fraction(full), sheet)
    return [str(problem) for problem in problems]


def test_a_round_by_hand():
    # Means 9, 6, 5; deviations √2, 2√2, 0.
    found = round_view(np.array([[10.0, 4, 5], [8, 8, 5]]), 10)
    assert found.means == (9, 6, 5)
    assert found.deviations == pytest.approx((2**0.5, 8**0.5, 0))
    assert found.variations == pytest.approx((2**0.5 / 9, 8**0.5 / 6, 0))
    assert found.full == (0.5, 0, 0)
    assert found.weights == pytest.approx((0.45, 0.30, 0.25))


def test_another_round_is_called_for_where_a_variation_is_above_a_quarter():
    found = round_view(np.array([[10.0, 4, 5], [8, 8, 5]]), 10)
    assert (found.scattered, found.goes_on) == ((1,), True)
    calm = round_view(np.array([[10.0, 5, 5], [8, 6, 5]]), 10)
    assert (calm.scattered, calm.goes_on) == ((), False)


def test_a_variation_of_exactly_a_quarter_does_not_call_for_another():
    # Mean 4, squared deviations 4 × ½ over 3 − 1: s = 1.
    found = round_view(np.array([[3.0, 1], [4, 1], [5, 1]]), 10)
    assert found.variations[0] == 0.25
    assert not found.goes_on


def test_agreement_comes_with_the_round_and_is_missing_where_nobody_ranks():
    found = round_view(np.array([[1.0, 2, 3], [4, 5, 6]]), 10)
    assert (found.coefficient, found.freedom) == (pytest.approx(1), 2)
    assert found.chance == pytest.approx(np.exp(-2))
    tied = round_view(np.full((2, 3), 5.0), 10)
    assert (tied.coefficient, tied.chi_square, tied.chance) == (None, None, None)


def test_an_indicator_nobody_gives_anything_weighs_nothing():
    found = round_view(np.array([[0.0, 4], [0, 6]]), 10)
    assert found.weights == (0, 1)
    assert found.variations[0] == 0


def test_a_sound_round_has_no_problem():
    assert told("10 0 5.5", "1/2 9 8") == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("10 . 5", "1 2 3"), "工作表“第 1 轮” 第 2 行 C 列：“张三”对“治理”没有打分。处理办法：请专家补打"),
        (
            ("10 1 5", "1 2 11"),
            "工作表“第 1 轮” 第 3 行 D 列：“李四”对“共享”的打分应在 0 到 10 之间，现为“11”",
        ),
        (
            ("10 1 5", "1 -2 1"),
            "工作表“第 1 轮” 第 3 行 C 列：“李四”对“治理”的打分应在 0 到 10 之间，现为“-2”",
        ),
        (("0 0 0", "0 0 0"), "工作表“第 1 轮”：所有打分都是 0，定不出权重"),
        (("1 2 3",), "工作表“第 1 轮”：打分表应为 2×3，现为“1×3”"),
        (("1 2", "1 2 3"), "工作表“第 1 轮”：打分表应为 2×3，现为“2×3”"),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(rows, said: str):
    [found] = told(*rows)
    assert found.startswith(said)
    assert "。处理办法：" in found


def test_one_expert_is_too_few_and_nobody_scores_twice():
    assert told("1 2 3", experts=("张三",))[0].startswith("工作表“第 1 轮”：每轮至少 2 名专家，现为“1”")
    assert told("1 2 3", "1 2 3", experts=("张三", "张三"))[0].startswith("专家重复，现为“张三”")


@pytest.mark.parametrize("full", [0, -1, 1001])
def test_the_highest_score_is_a_reasonable_one(full: int):
    assert told("1 2 3", "1 2 3", full=full)[0].startswith("打分满分应大于 0、不超过 1000")
