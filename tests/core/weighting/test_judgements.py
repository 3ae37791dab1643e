"""What experts fill in is complete, on the scale and agrees with itself, or each fault is pointed at."""

from fractions import Fraction

import numpy as np
import pytest

from core.weighting.judgements import (
    GRADES,
    judgement_problems,
    missing_pairs,
    name_problems,
    reciprocal,
)
from tests.core.weighting.grids import NAMES, SOUND, grid


def faults(text: str, sheet: str = "") -> list[str]:
    return [str(problem) for problem in judgement_problems(NAMES, grid(text), sheet)]


def test_a_complete_half_has_no_problem_and_the_other_half_is_its_reciprocal():
    assert judgement_problems(NAMES, SOUND) == []
    assert reciprocal(SOUND).tolist() == [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]]


def test_either_half_may_be_filled_and_blank_diagonals_are_one():
    lower = grid(". . .; 1/2 . .; 1/4 1/2 .")
    assert judgement_problems(NAMES, lower) == []
    assert np.array_equal(reciprocal(lower), reciprocal(SOUND))


def test_a_third_typed_as_a_decimal_beside_three_is_a_third():
    both = grid("1 0.33 0.17; 3 1 1; 6 1 1")
    assert judgement_problems(NAMES, both) == []
    assert reciprocal(both)[0].tolist() == [1, pytest.approx(1 / 3), pytest.approx(1 / 6)]
    assert reciprocal(both)[:, 0].tolist() == [1, 3, 6]


def test_missing_pairs_are_listed_with_their_names_and_places():
    assert missing_pairs(grid("1 2 .; . 1 .; . . 1")) == ((0, 2), (1, 2))
    assert faults("1 2 .; . 1 .; . . 1", "张三") == [
        "工作表“张三” 第 2 行 D 列：缺少“汇聚”对“共享”的判断。处理办法：在 1/9 到 9 之间填一个数",
        "工作表“张三” 第 3 行 D 列：缺少“治理”对“共享”的判断。处理办法：在 1/9 到 9 之间填一个数",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 2 4; . 1 2; . . 1", "第 2 行 B 列：“汇聚”与自己相比应为 1，现为“2”"),
        ("1 10 4; . 1 2; . . 1", "第 2 行 C 列：“汇聚”对“治理”的判断应在 1/9 到 9 之间，现为“10”"),
        ("1 0 4; . 1 2; . . 1", "第 2 行 C 列：“汇聚”对“治理”的判断应在 1/9 到 9 之间，现为“0”"),
        ("1 2 4; . 1 2; -1/3 . 1", "第 4 行 B 列：“共享”对“汇聚”的判断应在 1/9 到 9 之间，现为“-1/3”"),
        ("1 2 4; 2 1 2; . . 1", "第 2 行 C 列：“汇聚”与“治理”的两个判断应互为倒数，现为“2 与 2”"),
        ("1 2 4; . 1 2", "判断矩阵应为 3×3，现为“2×3”"),
        ("1 2 4; . 1; . . 1", "判断矩阵应为 3×3，现为“3×3”"),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(text: str, said: str):
    found = faults(text)
    assert found[0].startswith(said)
    assert "。处理办法：" in found[0]


def test_every_fault_is_told_at_once():
    assert len(faults("2 10 .; . 1 2; . 3 1")) == 4


def test_more_indicators_than_the_random_index_knows_are_refused():
    names = [f"指标{at}" for at in range(16)]
    whole = tuple((Fraction(1),) * 16 for _ in names)
    assert [problem.rule for problem in judgement_problems(names, whole)] == [
        "层次分析一次比较 1 到 15 个指标"
    ]
    assert judgement_problems([], ())[0].rule == "层次分析一次比较 1 到 15 个指标"
    assert judgement_problems(names[:15], tuple(row[:15] for row in whole[:15])) == []


def test_the_scale_has_seventeen_grades_from_a_ninth_to_nine():
    assert len(GRADES) == 17
    assert list(GRADES) == sorted(GRADES)
    assert (GRADES[0], GRADES[-1]) == (Fraction(1, 9), 9)


def test_no_two_grades_are_near_enough_to_be_taken_for_each_other():
    for grade in GRADES:
        for other in GRADES:
            pair = ((Fraction(1), grade), (1 / other, Fraction(1)))
            assert (judgement_problems(NAMES[:2], pair) == []) == (grade == other)


def test_names_are_there_and_there_once():
    assert name_problems(["张三", "李四"], "专家") == []
    found = [str(problem) for problem in name_problems(["张三", "张三", " "], "专家")]
    assert found == [
        "专家名称不能为空。处理办法：填写名称",
        "专家重复，现为“张三”。处理办法：每个只填一次",
    ]
