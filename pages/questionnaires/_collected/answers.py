"""The answers of one response, section by section, read-only, each with its points and how it came by them."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import number_in
from core.questionnaires.cells import cell_at, cells_of, reason_key, rows_of, text_key
from core.questionnaires.form import Column, Kind, Question, Row
from core.questionnaires.points import QuestionPoints
from core.responses.marking import Marked
from core.responses.queries import ResponseView
from core.responses.rules import ResponseState
from core.responses.wording import said
from pages.ui import links, numbers, tables
from pages.ui.guard import Viewer
from pages.ui.work import Screen

UNANSWERED = ":gray[未填]"


def show(viewer: Viewer, screen: Screen, view: ResponseView, worth: Marked) -> None:
    """Every question the unit was shown; what lacks is marked where it lacks."""
    points = {each.question: each for each in worth.questions}
    order = {question.code: at for at, question in enumerate(view.form.questions)}
    may_mark = viewer.may(Permission.QUESTIONNAIRES_ANSWER_MARK) and view.state is ResponseState.HANDED_IN
    for section in view.form.sections:
        asked = [question for question in section.questions if question.code in view.standing.shown]
        if not asked:
            continue
        progress = view.standing.sections.get(section.code)
        told = f"　:gray[:small[{progress.done}/{progress.due}]]" if progress and progress.due else ""
        st.markdown(f"##### {tables.plain(section.title)}{told}")
        with st.container(border=True, key=f"answers-{section.code}"):
            for question in asked:
                verb = ""
                if may_mark and question.manual is not None:
                    given = question.code not in worth.waiting
                    verb = screen.verb("改评" if given else "评分", "mark", order[question.code])
                _question(view, question)
                if question.code in points:
                    st.markdown(_points(points[question.code], question, worth, verb))


def _question(view: ResponseView, question: Question) -> None:
    head = f"**{tables.plain(question.code)}　{tables.plain(question.title)}**"
    if question.kind is Kind.MATRIX:
        st.markdown(head)
        _matrix(view, question)
        lines = _beside(view, question)
    else:
        lines = [head, *_own(view, question), *_beside(view, question)]
    if lines:
        st.markdown("  \n".join(lines))
    if question.code in view.returned:
        st.warning(f"▲ 已退回：{tables.plain(view.returned[question.code])}")


def _own(view: ResponseView, question: Question) -> list[str]:
    """The answer itself, one line."""
    if question.kind is Kind.FILE:
        return [] if any(file.cell == question.code for file in view.files) else [UNANSWERED]
    answer = said(next(cells_of(question)), view.values.get(question.code, ""))
    return [tables.plain(answer) if answer else UNANSWERED]


def _beside(view: ResponseView, question: Question) -> list[str]:
    """What stands beside an answer: words beside an option, files, the reason for none, what lacks."""
    beside = [(option.label, view.values.get(text_key(question, option), "")) for option in question.options]
    beside.append(("缺答说明", view.values.get(reason_key(question), "")))
    lines = [f":gray[{tables.plain(label)}：]{tables.plain(text)}" for label, text in beside if text]
    files = [file for file in view.files if file.cell == question.code]
    if files:
        named = "　".join(tables.link(file.name, links.evidence(file.evidence_id)) for file in files)
        lines.append(f":gray[附件：]{named}")
    progress = view.standing.questions.get(question.code)
    if progress and progress.lacks and view.state is not ResponseState.HANDED_IN:
        lacks = "；".join(tables.plain(lack.problem.rule) for lack in progress.lacks[:3])
        lines.append(f":orange[▲ {lacks}]")
    return lines


def _matrix(view: ResponseView, question: Question) -> None:
    rows = [row for row in rows_of(question) if question.rows or _is_begun(view, question, row)]
    if not rows:
        st.markdown(UNANSWERED)
        return
    summed = [each for each in question.columns if each.kind is Kind.NUMBER] if question.row_totals else []
    table: list[dict[str, object]] = []
    for row in rows:
        line: dict[str, object] = {"": tables.plain(row.label)}
        for column in question.columns:
            cell = cell_at(view.form, _key(question, row, column))
            answer = view.values.get(_key(question, row, column), "")
            line[column.label] = tables.plain(said(cell, answer)) if cell and answer else "—"
        if summed:
            line["合计"] = _sum(view, question, [row], summed)
        table.append(line)
    if any(column.total for column in question.columns):
        last: dict[str, object] = {"": "**合计**"}
        for column in question.columns:
            last[column.label] = _sum(view, question, rows, [column]) if column.total else "—"
        table.append(last)
    tables.show(table)


def _points(points: QuestionPoints, question: Question, worth: Marked, verb: str) -> str:
    lines = [f"{tables.plain(line.words)} {numbers.signed(line.points)}" for line in points.lines]
    mark = next((each for each in worth.marks if each.question == question.code), None)
    if question.manual is not None:
        most = plain_decimal(question.manual)
        given = (
            f"人工 {plain_decimal(mark.points)}/{most}（{tables.plain(mark.by)} {mark.at_text}：{tables.plain(mark.reason)}）"
            if mark
            else f"人工分 {most} 分待评"
        )
        lines.append(given)
    total = f"得分 **{numbers.marks(points.total)}** / {numbers.marks(points.most)}"
    told = f"：{'；'.join(lines)}" if lines else ""
    return f":blue-background[{total}]{told}" + (f"　{verb}" if verb else "")


def _is_begun(view: ResponseView, question: Question, row: Row) -> bool:
    return any(view.values.get(_key(question, row, column)) for column in question.columns)


def _sum(view: ResponseView, question: Question, rows: list[Row], columns: list[Column]) -> str:
    keys = [_key(question, row, column) for row in rows for column in columns]
    held = [number_in(str(view.values.get(key, ""))) for key in keys]
    known = [number for number in held if number is not None]
    return f"**{plain_decimal(sum(known, Decimal(0)))}**" if known else "—"


def _key(question: Question, row: Row, column: Column) -> str:
    return f"{question.code}/{row.code}/{column.code}"
