"""A matrix as a table to type and paste into, or row by row for phones."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import number_in
from core.questionnaires.cells import Cell, cells_of, open_row, rows_of
from core.questionnaires.form import Kind, Question, Row
from pages.questionnaires._fill import boxes
from pages.questionnaires._fill.paper import Paper
from pages.ui import tables

TABLE, BY_ROW = "表格", "逐行填写"
# Lines offered beyond the filled ones.
SPARE = 3
MORE = 5
HEAD = "行"


def show(paper: Paper, question: Question) -> None:
    """Draw a matrix the way the person chose."""
    way = st.segmented_control(
        "填法",
        [TABLE, BY_ROW],
        default=TABLE,
        required=True,
        key=f"{paper.name}.way.{question.code}",
        label_visibility="collapsed",
    )
    lines = _lines(paper, question)
    if way == BY_ROW:
        _by_row(paper, question, lines)
    else:
        _table(paper, question, lines)
    _totals(paper, question, lines)


def _lines(paper: Paper, question: Question) -> list[Row]:
    """The rows shown: all fixed ones, or those the unit began and a few more."""
    if question.rows:
        return list(question.rows)
    filled = [
        int(cell.row.code) for cell in cells_of(question) if cell.row is not None and paper.value(cell.key)
    ]
    held = f"{paper.name}.lines.{question.code}"
    # A table that grew under the cursor would take it away: it does when asked, or for rows of others.
    count = st.session_state.setdefault(held, max(filled, default=0) + SPARE)
    st.session_state[held] = count = min(max(count, *filled, 1), len(rows_of(question)))
    return [open_row(number) for number in range(1, count + 1)]


def _by_cell(question: Question, lines: list[Row]) -> dict[tuple[str, str], Cell]:
    shown = {row.code for row in lines}
    return {
        (cell.row.code, cell.column.code): cell
        for cell in cells_of(question)
        if cell.row is not None and cell.column is not None and cell.row.code in shown
    }


def _table(paper: Paper, question: Question, lines: list[Row]) -> None:
    by_cell = _by_cell(question, lines)
    turn = sum(paper.turn(cell.key) for cell in by_cell.values())
    again = st.session_state.get(f"{paper.name}.again.{question.code}", 0)
    key = f"{paper.name}.table.{question.code}.{turn}.{len(lines)}.{again}"
    # The editor counts changes from what it was first given: that stays as it was until somebody else's come.
    base = st.session_state.setdefault(
        f"{key}.base", {cell.key: paper.value(cell.key) for cell in by_cell.values()}
    )
    frame = pd.DataFrame(
        {HEAD: [row.label for row in lines]}
        | {
            column.code: [_shown(by_cell[row.code, column.code], base) for row in lines]
            for column in question.columns
        }
    )
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=True if paper.fixed(question) else [HEAD],
        column_config={HEAD: st.column_config.TextColumn("", pinned=True)}
        | {column.code: _config(question, column.code) for column in question.columns},
        on_change=_keep,
        args=(paper, question, [row.code for row in lines], key),
        row_height=36,
        placeholder="请选择",
    )
    if not paper.fixed(question):
        st.caption("可从 Excel 复制后粘贴；输入中文先双击该格。正在输入的一格，按回车或点到别处后才会保存。")
    _more(paper, question, lines)


def _more(paper: Paper, question: Question, lines: list[Row]) -> None:
    if question.rows or len(lines) >= len(rows_of(question)) or paper.fixed(question):
        return
    key = f"{paper.name}.lines.{question.code}"
    if st.button(f"增加 {MORE} 行", key=f"{key}.more", icon=":material/add:"):
        st.session_state[key] = len(lines) + MORE
        st.rerun()


def _shown(cell: Cell, base: Mapping[str, Any]) -> Any:
    value = base.get(cell.key, "")
    if cell.kind is Kind.MULTIPLE:
        return list(value) if isinstance(value, list) else []
    if cell.kind is Kind.SINGLE:
        return value if value in {option.code for option in cell.options} else None
    return value if isinstance(value, str) else ""


def _config(question: Question, code: str) -> Any:
    column = next(each for each in question.columns if each.code == code)
    unit = f"（{column.unit}）" if column.unit else ""
    label = f"{column.label}{unit}"
    labels = {option.code: option.label for option in column.options}
    if column.kind is Kind.SINGLE:
        return st.column_config.SelectboxColumn(
            label, options=list(labels), format_func=lambda each: labels.get(str(each), str(each))
        )
    if column.kind is Kind.MULTIPLE:
        return st.column_config.MultiselectColumn(
            label, options=list(labels), format_func=lambda each: labels.get(str(each), str(each))
        )
    hint = {Kind.NUMBER: "只填数字", Kind.DATE: "如 2020-12-31"}.get(column.kind)
    right = column.kind is Kind.NUMBER
    return st.column_config.TextColumn(label, help=hint, alignment="right" if right else "left")


def _keep(paper: Paper, question: Question, rows: list[str], key: str) -> None:
    """Keep the cells an editor says were changed and that differ from what was kept of it before."""
    changed: Mapping[int, Mapping[str, Any]] = st.session_state[key].get("edited_rows", {})
    sent = st.session_state.setdefault(f"{key}.sent", dict(st.session_state[f"{key}.base"]))
    values, columns = {}, {column.code for column in question.columns}
    for place, cells in changed.items():
        # A row or a column the table has not is no box of the form: the service says so, and the table,
        # which could not show it, is drawn afresh.
        row = rows[place] if 0 <= place < len(rows) else str(place)
        for column, value in cells.items():
            if row not in rows or column not in columns:
                again = f"{paper.name}.again.{question.code}"
                st.session_state[again] = st.session_state.get(again, 0) + 1
            cell = f"{question.code}/{row}/{column}"
            value = "" if value is None else value
            if sent.get(cell, "") != value:
                values[cell] = sent[cell] = value
    if values:
        paper.keep(values)


def _by_row(paper: Paper, question: Question, lines: list[Row]) -> None:
    """One row at a time, its boxes below each other."""
    labels = {row.code: row.label for row in lines}
    chosen = st.selectbox(
        "行", list(labels), format_func=lambda code: labels[code], key=f"{paper.name}.row.{question.code}"
    )
    progress = paper.standing.rows.get(f"{question.code}/{chosen}")
    if progress is not None:
        st.caption(f"本行已填 {progress.done}/{progress.due}")
    for (row, _column), cell in _by_cell(question, lines).items():
        if row == chosen and cell.column is not None:
            unit = f"（{cell.column.unit}）" if cell.column.unit else ""
            st.markdown(f"{tables.plain(cell.column.label)}{unit}")
            boxes.box(paper, cell, label=cell.column.label)
    _more(paper, question, lines)


def _totals(paper: Paper, question: Question, lines: list[Row]) -> None:
    """Sums of the columns that are added up, and of rows where they are."""
    sums = []
    for column in question.columns:
        if column.total:
            numbers = [
                number_in(str(paper.value(f"{question.code}/{row.code}/{column.code}"))) for row in lines
            ]
            total = sum((number for number in numbers if number is not None), Decimal(0))
            sums.append(f"{tables.plain(column.label)}合计 **{plain_decimal(total)}**")
    if sums:
        st.markdown("　".join(sums))
