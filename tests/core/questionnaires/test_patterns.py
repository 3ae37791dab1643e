"""Patterns of people cannot bring the server to a standstill, and say in Chinese what is wrong with them."""

import time

import pytest

from core.errors import Invalid
from core.questionnaires.patterns import compiled, fault, is_unsupported, matches


def test_a_pattern_matches_the_whole_answer():
    assert matches(r"1[3-9]\d{9}", "13812345678")
    assert not matches(r"1[3-9]\d{9}", "138123456789")
    assert matches("[\\u4e00-\\u9fa5]{2,4}", "王小明")
    assert compiled("a|b").fullmatch("b") is not None


def test_a_pattern_that_stops_other_engines_takes_no_time_here():
    began = time.monotonic()
    assert not matches(r"(a+)+b", "a" * 5000)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("pattern", "words", "unsupported"),
    [
        (r"(?=.*\d).+", "前后查找", True),
        (r"(a)\1", "反向引用", True),
        ("a{5000}", "1000", True),
        ("(a", "左括号", False),
        ("a)", "右括号", False),
        ("[a", "方括号", False),
        ("*a", "重复符号前面", False),
        ("[9-0]", "写反", False),
        ("a\\", "反斜杠", False),
        ("a" * 600, "500 个字符", False),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why_and_how_to_mend_it(pattern, words, unsupported):
    found = fault(pattern)
    assert found is not None
    assert words in found.rule
    assert found.remedy
    assert is_unsupported(found) is unsupported
    assert not matches(pattern, "a")
    with pytest.raises(Invalid, match="校验表达式不能使用"):
        compiled(pattern)
