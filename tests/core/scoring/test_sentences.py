"""Numbers and phrases as people read them."""

from fractions import Fraction

import pytest

from core.collection.values import ExpertMark
from core.scoring.engine import score
from core.scoring.sentences import metric_words, quantity_text, rate_text, score_text
from tests.core.scoring.boards import board, checklist_system, department

F = Fraction


def test_rates_have_one_decimal_and_scores_two():
    assert rate_text(F(85, 100)) == "85.0%"
    assert rate_text(F(2, 3)) == "66.7%"
    assert score_text(F(2675, 1000)) == "2.68"
    assert quantity_text(F(12)) == "12"
    assert quantity_text(F(1, 3)) == "0.33"


def test_a_rate_gets_more_decimals_only_to_differ():
    assert rate_text(F(9996, 10000), F(1)) == "99.96%"
    assert rate_text(F(1), F(1)) == "100.0%"


def _words(code, row, marks=()):
    scores = score(department(), board(department(), row, marks=marks))
    return metric_words(scores, 0, [metric.code for metric in department().metrics].index(code))


@pytest.mark.parametrize(
    ("code", "row", "measured", "gap", "suggestion"),
    [
        (
            "C12-5",
            {"C12-5": 1500},
            "1500 毫秒",
            "高于满分线 500 毫秒",
            "再降低 500 毫秒（降至 1000 毫秒）即可得满分",
        ),
        (
            "C11-1",
            {"C11-1": 88.5},
            "88.5 分",
            "低于满分线 6.5 分",
            "再提高 6.5 分（达到 95 分）即可得满分",
        ),
        (
            "B22-2",
            {"B22-2/分子": 10, "B22-2/分母": 1000},
            "99.0%（1－10÷1000）",
            "低于满分线 0.5 个百分点",
            "“不可用时长”再减少 5（分子降到 5，分母 1000 不变）即可得满分",
        ),
        (
            "B24-2",
            {"B24-2/分子": 10, "B24-2/分母": 100},
            "10.0%（10÷100）",
            "高于满分线 8.0 个百分点",
            "“连续2个以上应更新周期无变化且未报备的资源数”再减少 8（分子降到 2，分母 100 不变）即可得满分",
        ),
    ],
)
def test_every_direction_has_its_words(code, row, measured, gap, suggestion):
    words = _words(code, row)

    assert (words.measured, words.gap, words.suggestion) == (measured, gap, suggestion)


def test_a_checklist_names_what_is_missing():
    system = checklist_system()
    scores = score(system, board(system, {"A-1#1": 1, "A-1#2": 0.5}))

    words = metric_words(scores, 0, 0)

    assert words.gap == "2 项未得满：备案（V=20，P=0.5）、测评（V=10，P=未填）"


def test_cases_are_named_with_their_marks_and_what_would_help():
    marks = [ExpertMark("U000", "D21-1", "甲", f"专家{n}", 80, False) for n in range(3)]

    words = _words("D21-1", {}, marks)

    assert words.measured == "35.00 分（最优“甲”50.00 分）"
    assert "近90天没有调用" in words.suggestion
    assert "案例得分可提高 15.00 分" in words.suggestion


def test_unfinished_work_says_what_is_missing():
    assert _words("A11-1", {"A11-1/分母": 5}).suggestion == "补采分子后重新计算"
    marks = [ExpertMark("U000", "D21-1", "甲", "专家", 80)]
    assert _words("D21-1", {}, marks).measured == "专家评分不足3名：“甲”1名"
