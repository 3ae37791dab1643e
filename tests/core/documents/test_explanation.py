"""A unit's score told from the total down."""

from core.documents.explanation import explained
from core.scoring.engine import score
from tests.core.scoring.boards import board, department, random_board, tiny_system
from tests.core.scoring.test_scores import FULL, PILLARS, _board

ROW = {"A-1/分子": 17, "A-1/分母": 20, "A-2/分子": 10, "A-2/分母": 10, "B-1": 0, "A!1": 1}


def test_the_text_goes_from_the_total_to_the_metric_and_its_numbers():
    text = explained(score(tiny_system(), board(tiny_system(), ROW)), "U000")

    assert "总分 87.70，第 1 名（共 1 个），良好" in text
    assert "A 甲：47.70" in text
    assert "A-1 登记率：实测 0.85 → 得分比例 0.7" in text
    assert "扣 10.80 分" in text


def test_a_mean_shows_its_parts_its_kind_and_what_is_left_out():
    text = explained(score(PILLARS, _board(PILLARS, FULL | {"B1-1": None})), "U0")

    assert "B 乙：40.00　（算术平均：B2 0.4×1；不计入：B1）" in text
    assert "B1-1 B1-1：实测 无数据，按“不适用（项内折算）”不计入" in text


def test_a_unit_without_a_total_says_why():
    text = explained(score(PILLARS, _board(PILLARS, FULL, {})), "U1")

    assert "没有总分：可得的指标不足" in text


def test_no_text_of_a_whole_board_holds_a_raw_word():
    scores = score(department(), random_board(department(), 6, seed=3))

    for unit in scores.values.units:
        text = explained(scores, unit.code)
        assert not [word for word in ("None", "nan", "Fraction", "arithmetic", "Decimal") if word in text]
