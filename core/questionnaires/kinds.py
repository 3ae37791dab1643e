"""What a question of each kind starts as, and what it keeps when it becomes one of another kind."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from core.questionnaires.codes import fresh
from core.questionnaires.form import Column, Form, Kind, Limits, Option, Question, Row
from core.questionnaires.limit_checks import FITTING


def new_question(code: str, kind: Kind) -> Question:
    """A question that can be filled as it stands, in words that ask to be replaced."""
    question = Question(code, f"新的{kind.label}题", kind)
    if kind.has_options:
        return replace(question, options=_options(iter("12")))
    if kind is Kind.MATRIX:
        return replace(question, rows=_rows(iter(("r1", "r2"))), columns=_columns(iter(("c1", "c2"))))
    return question


def fitting(limits: Limits, kind: Kind) -> Limits:
    """The limits that mean something to a kind; the others gone."""
    kept: dict[str, Any] = {
        field.name: getattr(limits, field.name) for field in fields(Limits) if field.name in FITTING[kind]
    }
    return Limits(**kept)


def retyped(form: Form, question: Question, kind: Kind) -> Question:
    """The question as one of another kind, with everything that still means something.

    What it gets anew has codes nobody had in `form`.
    """
    code = question.code
    matrix = kind is Kind.MATRIX
    feeds = kind is Kind.NUMBER or question.part == "points"
    return replace(
        question,
        kind=kind,
        options=(question.options or _options(fresh(form, f"{code}+"))) if kind.has_options else (),
        rows=(question.rows or _rows(fresh(form, f"{code}/", "r", "/")))
        if matrix and not question.open_rows
        else (),
        columns=(question.columns or _columns(fresh(form, f"{code}//", "c"))) if matrix else (),
        open_rows=question.open_rows if matrix else 0,
        row_totals=question.row_totals and matrix,
        cell_points=question.cell_points if matrix else (),
        limits=fitting(question.limits, kind),
        unit=question.unit if kind is Kind.NUMBER else "",
        long=question.long and kind is Kind.TEXT,
        metric=question.metric if feeds else "",
        part=question.part if feeds else "value",
    )


def retyped_column(form: Form, question: str, column: Column, kind: Kind) -> Column:
    """The column of the question of that code as one of another kind; see `retyped`."""
    codes = fresh(form, f"{question}//{column.code}+")
    return replace(
        column,
        kind=kind,
        options=(column.options or _options(codes)) if kind.has_options else (),
        limits=fitting(column.limits, kind),
        unit=column.unit if kind is Kind.NUMBER else "",
        total=column.total and kind is Kind.NUMBER,
        points=None if kind.has_options else column.points,
    )


def _options(codes: Iterator[str]) -> tuple[Option, ...]:
    return Option(next(codes), "选项 A"), Option(next(codes), "选项 B")


def _rows(codes: Iterator[str]) -> tuple[Row, ...]:
    return Row(next(codes), "第一行"), Row(next(codes), "第二行")


def _columns(codes: Iterator[str]) -> tuple[Column, ...]:
    return Column(next(codes), "第一列"), Column(next(codes), "第二列")
