"""Expressions become trees; broken ones say where the slip is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.questionnaires.xpath import (
    Binary,
    Call,
    Dot,
    Literal,
    Number,
    Path,
    Ref,
    Unreadable,
    parsed,
    quoted,
    references,
)


def test_operators_bind_as_xpath_says():
    tree = parsed("${a} = 'x' and not(selected(${b}, 'y')) or ${c} >= -3.5")
    left = Binary(
        "and",
        Binary("=", Ref("a"), Literal("x")),
        Call("not", (Call("selected", (Ref("b"), Literal("y"))),)),
    )
    assert tree == Binary("or", left, Binary(">=", Ref("c"), Number("-3.5")))
    assert references(tree) == ("a", "b", "c")
    assert parsed(". <= 100 div 2") == Binary("<=", Dot(), Binary("div", Number("100"), Number("2")))


def test_paths_and_predicates_are_read_though_not_understood():
    assert parsed("/data/a[position() = 1]/b != 3").operator == "!="
    assert isinstance(parsed("current()/../x"), Path)
    assert parsed("${last-saved#q}") == Path("last-saved#q")
    assert parsed("../a/@b | child::c").operator == "|"


def test_curly_quotes_of_a_word_processor_are_quotes():
    assert parsed("${a} = ‘x’") == parsed("${a} = 'x'")
    assert parsed("${a} = '“x”'") == Binary("=", Ref("a"), Literal("“x”"))


@given(st.text())
def test_any_text_can_be_quoted_and_read_back(text):
    assert parsed(quoted(text)) == Literal(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空的"),
        ("${a} == 1", "一个等号"),
        ("${a} = 1 && ${b} = 2", "并且"),
        ("${a} = 1 || ${b} = 2", "或者"),
        ("${a} = 1 AND ${b} = 2", "小写"),
        ("(${a} = 1", "没有配对"),
        ("${a} = 1)", "没有配对"),
        ("${a = 1", "引用题目"),
        ("${} = 1", "引用题目"),
        ("${a b} = 1", "引用题目"),
        ("${a} = 'x", "引号"),
        ("${a}（1）", "全角符号"),
        ("${a} ${b}", "前面少了"),
        ("${a} <", "没有写完"),
        ("and ${a}", "前后少了内容"),
        ("f(1,)", "位置不对"),
        ("${a} # 1", "不认识"),
        ("a/", "路径没有写完"),
        ("(" * 50 + "1" + ")" * 50, "层"),
        ("1 + " * 2000 + "1", "字符"),
    ],
)
def test_a_broken_expression_says_what_is_wrong(text, words):
    with pytest.raises(Unreadable) as caught:
        parsed(text)
    assert words in caught.value.rule
    assert caught.value.remedy
