"""Lines are known for what they are."""

import pytest

from core.questionnaires.pasted_lines import (
    ANY,
    LineKind,
    cells_in,
    is_rule,
    lines_of,
    options_inside,
    split_options,
)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("一、基本情况", LineKind.SECTION, "基本情况"),
        ("第二部分：应用", LineKind.SECTION, "应用"),
        ("（三）安全", LineKind.SECTION, "安全"),
        ("## 小节", LineKind.SECTION, "小节"),
        ("一、您的性别？", LineKind.QUESTION, "您的性别？"),
        ("12、题", LineKind.QUESTION, "题"),
        ("*3. 题", LineKind.QUESTION, "*题"),
        ("Q4 题", LineKind.QUESTION, "题"),
        ("3.1 题", LineKind.QUESTION, "题"),
        ("1.\t题", LineKind.QUESTION, "题"),
        ("2.5 亿元", LineKind.QUESTION, "亿元"),
        ("B、否", LineKind.OPTIONS, "B、否"),
        ("○ 是", LineKind.OPTIONS, "○ 是"),
        ("甲\t乙\t丙", LineKind.TABLE, "甲\t乙\t丙"),
        ("| 甲 | 乙 |", LineKind.TABLE, "| 甲 | 乙 |"),
        ("2024年度情况", LineKind.WORDS, "2024年度情况"),
    ],
)
def test_a_line_is_classified_by_its_beginning(line, kind, text):
    (found,) = lines_of(f"\n{line}\n")
    assert (found.kind, found.text, found.row) == (kind, text, 2)


def test_options_follow_each_other_by_letter():
    assert split_options("A.是B.否") == [("A", "是"), ("B", "否")]
    assert split_options("C.丙 D.丁", "B") == [("C", "丙"), ("D", "丁")]
    assert split_options("C.丙", "A") == []
    assert split_options("C.丙", ANY) == [("C", "丙")]
    assert split_options("A.B超 B.CT") == [("A", "B超"), ("B", "CT")]
    assert split_options("（1）甲 （2）乙") == [("1", "甲"), ("2", "乙")]
    assert split_options("（1）甲") == []


def test_options_within_a_question_are_found_and_lines_of_tables_cut():
    assert options_inside("是否 A.是 B.否") == 3
    assert options_inside("使用A类数据") == -1
    assert cells_in("| a | b |") == ["a", "b"]
    assert is_rule(["---", ":--:"])
