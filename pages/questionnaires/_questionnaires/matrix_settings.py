"""The rows and columns of a matrix, and the settings of one column at a time."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.indicators.canonical import plain_decimal
from core.questionnaires.edit import Edit
from core.questionnaires.form import Column, Kind, Limits, Need, Question
from core.questionnaires.question_edits import ChangeColumn, ChangeQuestion, SetColumns, SetRows
from core.questionnaires.several import WriteOptions, written
from pages.questionnaires._questionnaires import limits
from pages.questionnaires._questionnaires.drafting import Draft

KINDS = [kind for kind in Kind if kind not in (Kind.FILE, Kind.MATRIX)]


def show(draft: Draft, question: Question) -> None:
    """Rows and columns one a line, totals, and the column chosen."""
    code = question.code
    rows = "\n".join(row.label for row in question.rows)
    st.text_area("行", height=110, **draft.field(f"{code}.rows", rows, lambda lines: SetRows(code, lines)))
    if question.rows:
        st.caption("一行一个；全部删去后，可由单位自行加行。")
    else:
        st.number_input(
            "单位最多可加几行",
            min_value=0,
            max_value=200,
            step=1,
            **draft.field(
                f"{code}.open",
                question.open_rows,
                lambda rows: ChangeQuestion(code, {"open_rows": rows or 0}),
            ),
        )
    columns = "\n".join(column.label for column in question.columns)
    st.text_area(
        "列", height=110, **draft.field(f"{code}.columns", columns, lambda lines: SetColumns(code, lines))
    )
    st.caption("一行一个；改动文字不影响已填的答数。")
    st.toggle(
        "右侧加行合计",
        **draft.field(
            f"{code}.totals", question.row_totals, lambda said: ChangeQuestion(code, {"row_totals": said})
        ),
    )
    by_code = {column.code: column for column in question.columns}
    if by_code:
        with st.container(border=True, key=f"draw-column-{code}"):
            chosen = st.selectbox(
                "设置哪一列",
                list(by_code),
                format_func=lambda each: by_code[each].label if each in by_code else each,
                key=f"draw.{draft.id}.{code}.column",
            )
            _column(draft, question, by_code.get(chosen) or question.columns[0])


def _column(draft: Draft, question: Question, column: Column) -> None:
    name = f"{question.code}.{column.code}"

    def put(field: str, read: Callable[[Any], Any] = lambda value: value) -> Callable[[Any], Edit]:
        return lambda value: ChangeColumn(question.code, column.code, {field: read(value)})

    st.selectbox(
        "列型",
        KINDS,
        format_func=lambda kind: kind.label,
        **draft.field(f"{name}.kind", column.kind, put("kind")),
    )
    if column.kind.has_options:
        st.text_area(
            "选项",
            height=110,
            help="一行一个；分值写在竖线后，如“已建立 | 2”",
            **draft.field(
                f"{name}.options",
                written(column.options),
                lambda lines: WriteOptions(question.code, lines, column.code),
            ),
        )
    st.selectbox(
        "必填要求",
        list(Need),
        format_func=lambda each: each.label,
        **draft.field(f"{name}.need", column.need, put("need")),
    )
    if column.kind is Kind.NUMBER:
        st.text_input("单位", max_chars=20, **draft.field(f"{name}.unit", column.unit, put("unit")))
        st.toggle("下方加列合计", **draft.field(f"{name}.total", column.total, put("total")))
    if not column.kind.has_options:
        points = "" if column.points is None else plain_decimal(column.points)
        st.text_input(
            "每格填写得分",
            placeholder="不计分",
            **draft.field(f"{name}.points", points, put("points", limits.decimal("每格填写得分"))),
        )
    if limits.FITTING[column.kind]:
        with st.expander("这一列的限制", expanded=column.limits != Limits()):
            limits.show(draft, name, column, put("limits"), question)
