"""What is typed is kept in one spelling and never lost; what breaks a rule is told, whatever it is."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.questionnaires.answers import (
    LONGEST,
    chosen_in,
    date_in,
    faults,
    is_empty,
    is_forged,
    kept,
    number_in,
)
from core.questionnaires.cells import cell_at, cells, cells_of
from core.questionnaires.form import Kind, Limits, Option, Question
from tests.core.questionnaires.forms import choice, form_of, matrix, whole

EVERY = (*cells(whole()), cell_at(whole(), "Q1+3"))
HOSTILE = (
    None, True, False, float("nan"), float("inf"), -float("inf"), 1e300, 1e-300, 10**400, 0, -0.0, np.float64("nan"),
    np.int64(3), np.bool_(True), pd.NaT, pd.NA, Decimal("NaN"), Decimal("sNaN"), Decimal("1e999999"), Fraction(1, 3),
    "x" * 10_000, "字" * 200_000, "\x00\x1b\u202e\ufeff", "\ud800", "\r", "9" * 30, "9" * 30 + "." + "9" * 30,
    "-", "+", ".", "1e5", "NaN", "inf", "٣", "²", "0000-00-00", "9999-99-99", [], [[]], [["1"]], ["1"] * 9999,
    [True], [float("nan")], [None], ["1", "nobody"], {}, {"1": 2}, {"1"}, b"\xff", Ellipsis, date.min, datetime.max,
)  # fmt: skip


def number(**limits) -> Question:
    return Question("Q1", "条数", Kind.NUMBER, limits=Limits(**limits))


def box(question: Question):
    return next(cells_of(question))


def rules(question: Question, value: object) -> list[str]:
    cell = box(question)
    return [problem.rule.removeprefix(cell.place) for problem in faults(cell, kept(cell, value))]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:30])
def test_hostile_values_are_kept_as_texts_and_judged_without_an_error(value):
    form = whole()
    for cell in EVERY:
        answer = kept(cell, value)
        assert kept(cell, answer) == answer
        assert json.dumps(answer).encode()
        assert not any(sign in text for text in chosen_in(answer) for sign in "\x00\x1b\u202e\ufeff\ud800\r")
        for problem in faults(cell, answer, {cell.key: answer, "Q3/r1/c1": answer}, form):
            assert problem.rule.startswith(cell.place)
            assert len(problem.value) <= 60
        assert is_forged(cell, value) in (True, False)


scalars = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.decimals()
    | st.dates()
    | st.datetimes()
    | st.text()
)


@given(
    st.sampled_from(EVERY),
    scalars | st.lists(scalars, max_size=4) | st.text("0123456789+-.,，．０９ ", max_size=40),
)
def test_keeping_what_is_kept_changes_nothing(cell, value):
    once = kept(cell, value)
    assert kept(cell, once) == once
    assert faults(cell, once) == faults(cell, kept(cell, once))


@given(st.lists(st.sampled_from("123"), unique=True))
def test_choices_are_kept_in_the_order_of_the_form(chosen):
    assert kept(EVERY[1], chosen) == sorted(chosen)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("１２．５", "12.5"), ("1,234", "1234"), ("1，234.50", "1234.5"), (" 007 ", "7"), (".5", "0.5"), ("-0.0", "0"),
     ("－3", "-3"), (3.0, "3"), (1e-7, "0.0000001"), (np.float32(1.5), "1.5"), (Decimal("1E+3"), "1000")],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed, read):
    cell = box(number())
    assert kept(cell, typed) == read
    assert faults(cell, read) == []


@pytest.mark.parametrize("typed", ["1,2", "12%", "5²", "①", "约 30", "1.2E+05", "1 234", "--1", "9" * 30])
def test_what_is_no_number_is_kept_as_typed_and_marked(typed):
    cell = box(number())
    assert kept(cell, typed) == typed
    assert [problem.value for problem in faults(cell, typed)] == [typed]
    assert number_in(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["2020-02-09", "2020/2/9", "2020.02.09", "２０２０年２月９日", "20200209", "2020-02-09T00:00:00.000Z",
     date(2020, 2, 9), datetime(2020, 2, 9, 23, 59), pd.Timestamp("2020-02-09")],
)  # fmt: skip
def test_days_are_read_as_people_write_them(typed):
    assert kept(box(Question("Q1", "日期", Kind.DATE)), typed) == "2020-02-09"


def test_a_day_that_does_not_exist_is_kept_and_marked():
    assert date_in("2021-02-29") is None
    assert rules(Question("Q1", "日期", Kind.DATE), "2021-02-29") == ["应填日期"]


def test_a_long_text_is_kept_whole_and_marked():
    question = Question("Q1", "说明", Kind.TEXT)
    assert kept(box(question), "字" * 10_000) == "字" * 10_000
    assert rules(question, "字" * 10_000) == [f"最多写 {LONGEST} 个字"]
    assert rules(question, "字" * LONGEST) == []


def test_lines_of_a_text_stay_lines():
    assert kept(box(Question("Q1", "说明", Kind.TEXT)), "一\r\n二\r三\n\x00") == "一\n二\n三"


def test_what_no_widget_brings_is_called_forged_and_an_empty_cell_is_not():
    one, several = EVERY[0], EVERY[1]
    for value in (True, {}, [["1"]], float("inf"), b"1", ["1"], "x" * 60_000):
        assert is_forged(one, value), value
    for value in (None, "", "1", float("nan"), pd.NaT, 3, 2.5, date(2020, 1, 1), Decimal(1)):
        assert not is_forged(one, value), value
    assert not is_forged(several, ["1", "2"])
    assert is_forged(several, [["1"]])
    assert is_forged(several, ["1"] * 501)


def test_limits_of_numbers_are_told_one_by_one():
    question = number(least=Decimal(1), most=Decimal("9.5"), digits=1)
    assert rules(question, "0.25") == ["不能小于 1", "最多 1 位小数"]
    assert rules(question, "10") == ["不能大于 9.5"]
    assert rules(question, "9.50") == []
    assert rules(number(digits=0), "1.5") == ["应填整数"]
    assert rules(number(digits=10), "12345678901234567890") == []


def test_limits_of_texts_days_and_choices_are_told():
    text = Question("Q1", "说明", Kind.TEXT, limits=Limits(shortest=2, longest=4))
    assert rules(text, "一") == ["至少写 2 个字"]
    assert rules(text, "一二三四五") == ["最多写 4 个字"]
    phone = replace(text, limits=Limits(pattern=r"1\d{10}", told="手机号为 11 位"))
    assert rules(phone, "123") == ["手机号为 11 位"]
    assert rules(phone, "13800000000") == []
    broken = replace(text, limits=Limits(pattern="(["))
    assert rules(broken, "123") == []
    day = Question("Q1", "日期", Kind.DATE, limits=Limits(earliest="2020/1/1", latest="2020-12-31"))
    assert rules(day, "2019-12-31") == ["不能早于 2020-01-01"]
    assert rules(day, "2021-01-01") == ["不能晚于 2020-12-31"]
    several = choice(kind=Kind.MULTIPLE, limits=Limits(fewest=2, most_chosen=2))
    assert rules(several, ["1"]) == ["至少选 2 项"]
    assert rules(several, ["1", "2", "3"]) == ["最多选 2 项"]
    assert rules(several, ["1", "x"]) == ["没有这个选项"]


def test_an_option_that_stands_alone_excludes_the_others():
    several = replace(
        choice(kind=Kind.MULTIPLE), options=(Option("0", "都没有", alone=True), Option("1", "有"))
    )
    assert rules(several, ["0", "1"]) == ["选了“都没有”就不能再选其他"]
    assert rules(several, ["0"]) == []


def test_a_bound_is_told_in_words_and_holds_in_its_row():
    form = whole()
    cell = cell_at(form, "Q3/r2/c2")
    answers = {"Q3/r1/c1": "1", "Q3/r2/c1": "5", "Q3/r2/c2": "6"}
    (problem,) = faults(cell, "6", answers, form)
    assert str(problem) == (
        "“Q3 目录编制”的“业务信息”行“已共享”列不能大于“Q3 目录编制”的“业务信息”行“目录数”列的 5，现为“6”。"
        "处理办法：请核对两个数"
    )
    assert faults(cell, "5", answers, form) == []
    assert faults(cell, "6", {}, form) == []
    assert faults(cell, "6", {"Q3/r2/c1": "很多"}, form) == []


def test_answers_given_before_a_question_was_retyped_are_judged_as_what_they_were():
    single, several = box(choice()), box(choice(kind=Kind.MULTIPLE))
    assert faults(several, "2") == []
    assert faults(single, ["2"]) == []
    assert [problem.value for problem in faults(single, ["1", "2"])] == ["1、2"]
    assert [problem.value for problem in faults(box(number()), ["a", "b"])] == ["a、b"]
    assert faults(box(Question("Q1", "佐证", Kind.FILE)), "见附件")[0].rule.endswith("不能直接填文字")


def test_no_answer_breaks_no_rule():
    for cell in EVERY:
        assert faults(cell, "") == faults(cell, []) == []
    assert is_empty(None)
    assert is_empty("")
    assert is_empty([])
    assert not is_empty("0")


def test_a_number_may_exceed_a_bound_nobody_gave():
    form = form_of(matrix(), number(within="Q3/r9/c9"))
    assert faults(cell_at(form, "Q1"), "3", {"Q3/r9/c9": "1"}, form)[0].rule.endswith(
        "不能大于所限那一格的 1"
    )
