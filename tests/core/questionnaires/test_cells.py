"""Every box has one key, and says in words where it is."""

from dataclasses import replace

import pytest

from core.questionnaires.cells import (
    MOST_OPEN_ROWS,
    bound_key,
    cell_at,
    cells,
    cells_of,
    may_reason,
    question_code,
    rows_of,
)
from core.questionnaires.form import Column, Kind, Limits, Need, Question
from tests.core.questionnaires.forms import choice, form_of, matrix, whole


def test_each_box_is_found_again_by_its_key():
    form = whole()
    found = list(cells(form))
    assert len(found) == 11
    assert len({cell.key for cell in found}) == 11
    for cell in found:
        assert cell_at(form, cell.key) == cell
        assert question_code(cell.key) == cell.question.code


@pytest.mark.parametrize(
    "key",
    ["", "?", "+", "/", "Q9", "Q1?", "Q1+1", "Q1+9", "Q1/r1/c1", "Q3", "Q3/r1", "Q3/r9/c1", "Q3/r1/c9",
     "Q3/r1/c1/c1", "Q3//", "Q3/r1/c1+3", "Q3+1?", "Q1+3+3"],
)  # fmt: skip
def test_a_forged_key_leads_nowhere(key):
    assert cell_at(whole(), key) is None


def test_a_text_beside_an_option_and_a_reason_have_boxes_of_their_own():
    form = form_of(choice(need=Need.REASONED))
    beside, reason = cell_at(form, "Q1+3"), cell_at(form, "Q1?")
    assert beside.place == "“Q1 共享机制”的“其他”说明"
    assert reason.place == "“Q1 共享机制”的缺答说明"
    assert beside.limits.longest == reason.limits.longest == 500
    assert question_code("Q1+3") == question_code("Q1?") == "Q1"


def test_a_box_of_a_matrix_names_row_and_column():
    assert cell_at(whole(), "Q3/r2/c1").place == "“Q3 目录编制”的“业务信息”行“目录数”列"
    open_form = form_of(matrix(rows=(), open_rows=3))
    assert cell_at(open_form, "Q3/2/c1").place == "“Q3 目录编制”的第 2 行“目录数”列"
    assert cell_at(open_form, "Q3/4/c1") is None


def test_lines_a_unit_adds_are_limited_whatever_the_form_says():
    assert len(rows_of(matrix(rows=(), open_rows=10**9))) == MOST_OPEN_ROWS
    assert rows_of(matrix(rows=(), open_rows=-1)) == ()


@pytest.mark.parametrize(
    ("question", "column", "cell"),
    [
        (Need.REQUIRED, Need.REQUIRED, Need.REQUIRED),
        (Need.REASONED, Need.REQUIRED, Need.REASONED),
        (Need.REQUIRED, Need.REASONED, Need.REASONED),
        (Need.OPTIONAL, Need.REQUIRED, Need.OPTIONAL),
        (Need.REASONED, Need.OPTIONAL, Need.OPTIONAL),
    ],
)
def test_the_milder_need_of_matrix_and_column_counts(question, column, cell):
    held = matrix(need=question, columns=(Column("c1", "列", Kind.TEXT, need=column),))
    assert next(cells_of(held)).need is cell
    assert may_reason(held) is (cell is Need.REASONED)
    assert (cell_at(form_of(held), "Q3?") is not None) is (cell is Need.REASONED)


def test_a_bound_in_a_column_stands_in_the_same_row():
    form = whole()
    assert bound_key(cell_at(form, "Q3/r2/c2")) == "Q3/r2/c1"
    assert bound_key(cell_at(form, "Q3/r2/c1")) == ""
    number = Question("Q7", "数", Kind.NUMBER, limits=Limits(within="Q3/r1/c1"))
    assert bound_key(next(cells_of(number))) == "Q3/r1/c1"
    fixed = replace(matrix(), columns=(Column("c1", "列", Kind.NUMBER, limits=Limits(within="Q7")),))
    assert bound_key(next(cells_of(fixed))) == "Q7"
