"""An inconsistent expert reads which cells contradict the others, and what would fit."""

from core.weighting.disagreement import inconsistency_problems
from tests.core.weighting.grids import CIRCLE, NAMES, SOUND, grid

# Saaty's house: cell (3, 7) is the one that does not fit.
CRITERIA = ("面积", "交通", "环境", "房龄", "院子", "设施", "状况", "贷款")
HOUSE = grid(
    ". 5 3 7 6 6 1/3 1/4; . . 1/3 5 3 3 1/5 1/7; . . . 6 3 4 6 1/5; . . . . 1/3 1/4 1/7 1/8;"
    ". . . . . 1/2 1/5 1/6; . . . . . . 1/5 1/6; . . . . . . . 1/2; . . . . . . . ."
)


def turned(held):
    """The same judgements filled in below the diagonal."""
    size = len(held)
    return tuple(
        tuple(1 / held[column][row] if held[column][row] else None for column in range(size))
        for row in range(size)
    )


def test_consistent_judgements_are_no_problem():
    assert inconsistency_problems(NAMES, SOUND) == []


def test_the_ratio_comes_first_and_then_the_cell_that_spoils_it():
    whole, worst, *_ = inconsistency_problems(CRITERIA, HOUSE, "张三")
    assert str(whole) == (
        "工作表“张三”：一致性比率应小于 0.1，现为“0.169”。处理办法：从最不一致的判断改起，改到小于 0.1 为止"
    )
    assert str(worst) == (
        "工作表“张三” 第 4 行 H 列：“环境”对“状况”的判断与其他判断矛盾，现为“6”。"
        "处理办法：由其他判断推出约 1.13，可改为 1（改后一致性比率约 0.088）"
    )


def test_a_judgement_is_pointed_at_where_it_was_filled_in():
    worst = inconsistency_problems(CRITERIA, turned(HOUSE))[1]
    assert (worst.row, worst.column, worst.value) == (8, "D", "1/6")
    assert worst.rule == "“状况”对“环境”的判断与其他判断矛盾"
    assert "约 1/1.13，可改为 1" in worst.remedy


def test_a_change_that_is_not_enough_says_so():
    found = inconsistency_problems(("甲", "乙", "丙", "丁"), grid(". 9 1/9 9; . . 9 1/9; . . . 9; . . . ."))
    assert len(found) == 4
    assert all("还须再改别处" in each.remedy for each in found[1:])


def test_a_circle_is_told_cell_by_cell():
    found = inconsistency_problems(NAMES, CIRCLE)
    assert {(each.row, each.column) for each in found[1:]} == {(2, "C"), (2, "D"), (3, "D")}
