"""Errors say where, which rule, what value and how to mend it."""

import pytest

from core import errors
from core.errors import Invalid, NotAllowed, Problem, ShupingError


def test_an_error_reads_as_its_sentence_and_its_remedy():
    assert str(NotAllowed("您没有权限")) == "您没有权限"
    assert str(NotAllowed("您没有权限", remedy="请申请")) == "您没有权限。处理办法：请申请"


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("须为数字"), "须为数字"),
        (Problem("须为数字", value="abc"), "须为数字，现为“abc”"),
        (
            Problem("须为数字", "abc", "改为数字", "指标树", 5, "D"),
            "工作表“指标树” 第 5 行 D 列：须为数字，现为“abc”。处理办法：改为数字",
        ),
        (Problem("表头不符", row=1), "第 1 行：表头不符"),
    ],
)
def test_a_problem_names_place_rule_value_and_remedy(problem, sentence):
    assert str(problem) == sentence


def test_what_was_handed_in_wrongly_carries_every_fault_and_the_file_back():
    error = Invalid("有 2 处错误", problems=[Problem("甲"), Problem("乙")], annotated=b"xlsx")
    assert [problem.rule for problem in error.problems] == ["甲", "乙"]
    assert error.annotated == b"xlsx"


def test_every_family_can_be_caught_by_its_base():
    families = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__module__ == "core.errors"
    ]
    exceptions = [kind for kind in families if issubclass(kind, Exception)]
    assert len(exceptions) >= 8
    assert all(issubclass(kind, ShupingError) for kind in exceptions)
