"""Conditions are read and written; what has none says why."""

import pytest

from core.questionnaires.form import AllOf, Condition, Kind, Operator, Term
from core.questionnaires.xlsform_conditions import ConditionReader, Named, Target, Unrepresentable, written
from core.questionnaires.xpath import parsed

TARGETS = {
    "one": Target("one", Kind.SINGLE),
    "many": Target("many", Kind.MULTIPLE, codes={"x_1": "x 1"}),
    "n": Target("n", Kind.NUMBER),
    "late": Target("late", index=9),
    "total": Target("", lacking="它是计算的"),
}


def read(text):
    return ConditionReader(TARGETS, 5).condition([parsed(text)])


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("selected(${one}, 'a')", [("one", Operator.EQUALS, "a")]),
        ("not(selected(${one}, 'a'))", [("one", Operator.DIFFERS, "a")]),
        ("selected(${many}, 'x_1')", [("many", Operator.CONTAINS, "x 1")]),
        ("'a' = ${one}", [("one", Operator.EQUALS, "a")]),
        ("5 > number(${n})", [("n", Operator.BELOW, "5")]),
        ("${n} = ''", [("n", Operator.EMPTY, "")]),
        ("not(${n} = '')", [("n", Operator.ANSWERED, "")]),
        ("boolean(${n})", [("n", Operator.ANSWERED, "")]),
        ("string-length(${one}) >= 1", [("one", Operator.ANSWERED, "")]),
        ("not(count-selected(${many}) > 0)", [("many", Operator.EMPTY, "")]),
        ("true() and ${n} >= 2", [("n", Operator.AT_LEAST, "2")]),
        ("false() or ${n} <= 2", [("n", Operator.AT_MOST, "2")]),
    ],
)
def test_one_comparison_becomes_one_term(text, terms):
    assert read(text) == Condition((AllOf(tuple(Term(*term) for term in terms)),))


def test_a_condition_that_always_holds_is_none():
    assert read("true() or ${n} = 1") == Condition()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("${n} > ${one}", "两个答数"),
        ("${n} + 1 > 2", "不是一道题"),
        ("count-selected(${many}) > 2", "选了几项"),
        ("regex(${one}, 'a')", "regex()"),
        ("/data/n = 1", "不是一道题"),
        ("../n", "路径"),
        ("${late} = 1", "不在前面"),
        ("${total} > 1", "计算"),
        ("${n} > 'many'", "比不出大小"),
        ("false()", "永远不成立"),
        ("1", "不是比较"),
        (" and ".join(["(${n} = 1 or ${n} = 2)"] * 12), "太长"),
    ],
)
def test_a_condition_without_a_counterpart_says_why(text, words):
    with pytest.raises(Unrepresentable, match=words):
        read(text)


def test_a_condition_is_written_with_the_names_of_rows_and_choices():
    names = {"M/r/c": Named("M__r__c", Kind.NUMBER), "many": Named("many", Kind.MULTIPLE, {"x 1": "x_1"})}
    group = AllOf((Term("M/r/c", Operator.ABOVE, "3"), Term("many", Operator.LACKS, "x 1")))
    other = AllOf((Term("free", Operator.EQUALS, "it's"),))
    assert written(Condition((group,)), names) == "${M__r__c} > 3 and not(selected(${many}, 'x_1'))"
    both = written(Condition((group, other)), names)
    assert both.endswith(""") or (${free} = "it's")""")
    assert written(Condition(), names) == ""
