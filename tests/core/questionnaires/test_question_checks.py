"""Options, rows, columns, points and metrics of a question are what its kind can have."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.indicators.health import Light
from core.questionnaires.form import CellPoints, Column, Kind, Option, Question, Row
from core.questionnaires.question_checks import check_question
from tests.core.questionnaires.forms import choice, matrix

TEXT = Question("Q1", "题", Kind.TEXT)
NUMBER = Question("Q1", "题", Kind.NUMBER)
TWO = (Option("1", "甲"), Option("2", "乙"))


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        (replace(choice(), options=TWO[:1]), "“Q1 共享机制”至少要有 2 个选项"),
        (replace(TEXT, options=TWO), "“Q1 题”是文本题，不能有选项"),
        (matrix(columns=(Column("c1", "级", Kind.SINGLE),)), "“Q3 目录编制”的列“级”至少要有 2 个选项"),
        (matrix(columns=(Column("c1", "级", options=TWO),)), "“Q3 目录编制”的列“级”是文本列，不能有选项"),
        (
            matrix(columns=(Column("c1", "级", Kind.SINGLE, (*TWO, Option("3", "他", other=True))),)),
            "“Q3 目录编制”的列“级”的选项旁不能再写说明",
        ),
        (matrix(columns=()), "“Q3 目录编制”没有列"),
        (matrix(rows=()), "“Q3 目录编制”没有行"),
        (matrix(open_rows=3), "“Q3 目录编制”既有固定行又允许自行添加行"),
        (matrix(rows=(), open_rows=201), "“Q3 目录编制”最多允许添加 200 行"),
        (matrix(columns=(Column("c1", "件", Kind.FILE),)), "“Q3 目录编制”的列“件”不能是附件"),
        (matrix(columns=(Column("c1", "表", Kind.MATRIX),)), "“Q3 目录编制”的列“表”不能是矩阵"),
        (replace(TEXT, rows=(Row("r1", "行"),)), "“Q1 题”不是矩阵题，不能有行和列"),
        (replace(TEXT, manual=Decimal(-1)), "“Q1 题”的人工评分满分不能为负"),
        (replace(TEXT, cell_points=(CellPoints("r1", "c1", Decimal(1)),)), "“Q1 题”不是矩阵题，不能按格计分"),
        (
            matrix(columns=(Column("c1", "级", Kind.SINGLE, TWO, points=Decimal(1)),)),
            "“Q3 目录编制”的列“级”按选项计分，列上的分值不起作用",
        ),
        (
            matrix(cell_points=(CellPoints("r9", "c1", Decimal(1)),)),
            "“Q3 目录编制”给不存在的格子定了分值",
        ),
        (
            matrix(
                columns=(Column("c1", "级", Kind.SINGLE, TWO),),
                cell_points=(CellPoints("r1", "c1", Decimal(1)),),
            ),
            "“Q3 目录编制”的选择格按选项计分，不能按格计分",
        ),
        (replace(TEXT, part="share"), "“Q1 题”对应指标的部分不认识"),
        (replace(TEXT, metric="M1"), "“Q1 题”是文本题，不能作为指标的直接值"),
        (replace(NUMBER, metric="M1", part="points"), "“Q1 题”以得分对应指标，却没有分值"),
    ],
)
def test_what_cannot_be_published_is_found(question, rule):
    (only,) = check_question(question)
    assert (only.light, only.code, only.problem.rule) == (Light.RED, question.code, rule)
    assert only.problem.remedy


@pytest.mark.parametrize(
    "question",
    [
        replace(choice(), options=(Option("1", "甲", alone=True), Option("2", "乙"))),
        replace(
            choice(kind=Kind.MULTIPLE), options=(Option("1", "甲", alone=True), Option("2", "乙", alone=True))
        ),
        matrix(columns=(Column("c1", "注", total=True),)),
        matrix(row_totals=True, columns=(Column("c1", "数", Kind.NUMBER),)),
        replace(TEXT, manual=Decimal(0)),
    ],
)
def test_what_deserves_a_look_is_amber(question):
    assert [each.light for each in check_question(question)] == [Light.AMBER]


@pytest.mark.parametrize(
    "question",
    [
        choice(),
        matrix(),
        matrix(rows=(), open_rows=3, cell_points=(CellPoints("3", "c1", Decimal(1)),)),
        replace(NUMBER, metric="M1", part="numerator"),
        replace(choice(), metric="M1", part="points"),
        replace(TEXT, metric="M1", part="points", manual=Decimal(5)),
    ],
)
def test_a_sound_question_passes(question):
    assert list(check_question(question)) == []
