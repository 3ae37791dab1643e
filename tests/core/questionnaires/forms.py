"""Small questionnaires the tests share."""

from dataclasses import replace
from decimal import Decimal

from core.questionnaires.form import (
    AllOf,
    Column,
    Condition,
    Form,
    Kind,
    Limits,
    Need,
    Operator,
    Option,
    Question,
    Row,
    Section,
    Term,
)


def when(cell: str, operator: Operator = Operator.EQUALS, value: str = "") -> Condition:
    """Shown when this one comparison holds."""
    return Condition((AllOf((Term(cell, operator, value),)),))


def form_of(*questions: Question) -> Form:
    """All questions in one section."""
    return Form("问卷", (Section("S1", "基本情况", questions),))


def choice(code: str = "Q1", kind: Kind = Kind.SINGLE, **fields) -> Question:
    """Three options worth 3, 2 and nothing; the last asks for a text."""
    options = (
        Option("1", "已建立", Decimal(3)),
        Option("2", "在建", Decimal(2)),
        Option("3", "其他", other=True),
    )
    return Question(code, "共享机制", kind, options=options, **fields)


def matrix(code: str = "Q3", **fields) -> Question:
    """Two rows; a number, a number that may not exceed it, and a date that may be left out."""
    held = Question(
        code,
        "目录编制",
        Kind.MATRIX,
        rows=(Row("r1", "基础信息"), Row("r2", "业务信息")),
        columns=(
            Column("c1", "目录数", Kind.NUMBER, limits=Limits(least=Decimal(0), digits=0), total=True),
            Column("c2", "已共享", Kind.NUMBER, limits=Limits(within="c1"), points=Decimal("0.5")),
            Column("c3", "编制日期", Kind.DATE, need=Need.OPTIONAL),
        ),
    )
    return replace(held, **fields)


def whole() -> Form:
    """One of everything, in two sections; the second is shown to those who have a mechanism."""
    return Form(
        "数据共享自评",
        (
            Section(
                "S1",
                "基本情况",
                (choice(), choice("Q2", Kind.MULTIPLE, limits=Limits(fewest=1, most_chosen=2))),
            ),
            Section(
                "S2",
                "数量",
                (
                    matrix(),
                    Question("Q4", "说明", Kind.TEXT, limits=Limits(shortest=2, longest=10)),
                    Question("Q5", "印发日期", Kind.DATE, limits=Limits(earliest="2020-01-01")),
                    Question("Q6", "佐证", Kind.FILE, Need.OPTIONAL, manual=Decimal(5)),
                ),
                shown_if=when("Q1", Operator.DIFFERS, "2"),
            ),
        ),
        "请如实填写",
    )
