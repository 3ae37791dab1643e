"""When a question or a section is shown: comparisons with what was answered before it."""

from collections.abc import Iterator

import streamlit as st

from core.questionnaires.cells import Cell, cell_at, cells_of
from core.questionnaires.differences import condition_in_words
from core.questionnaires.edit import Edit
from core.questionnaires.edits import SetCondition
from core.questionnaires.form import AllOf, Condition, Form, Kind, Operator, Question, Term
from pages.questionnaires._questionnaires.drafting import Draft
from pages.ui import tables

ALL, ANY = "全部满足", "任一满足"
BARE = (Operator.ANSWERED, Operator.EMPTY)
_SAME = (Operator.EQUALS, Operator.DIFFERS)
_PART = (Operator.CONTAINS, Operator.LACKS)
_ORDER = (Operator.ABOVE, Operator.BELOW, Operator.AT_LEAST, Operator.AT_MOST)
FITTING = {
    Kind.SINGLE: (*_SAME, *BARE),
    Kind.MULTIPLE: (*_PART, *BARE),
    Kind.TEXT: (*_SAME, *_PART, *BARE),
    Kind.NUMBER: (*_SAME, *_ORDER, *BARE),
    Kind.DATE: (*_SAME, *_ORDER, *BARE),
}


def show(draft: Draft, code: str, condition: Condition) -> None:
    """The comparisons, each with its box, operator and value; without any it is always shown."""
    offered = {cell.key: cell for cell in _before(draft.form, code)}
    is_any = len(condition.any_of) > 1
    if is_any and any(len(group.terms) > 1 for group in condition.any_of):
        st.markdown(tables.plain(condition_in_words(draft.form, condition)))
        st.caption("这是分组的条件，可整体取消后重设；要照原样修改，请导出 XLSForm 改好后再导入。")
    else:
        terms = condition.terms
        if len(terms) > 1:
            how = ANY if is_any else ALL

            def regroup(chosen: str) -> Edit:
                return SetCondition(code, made(terms, is_any=chosen == ANY))

            st.segmented_control(
                "几个条件", [ALL, ANY], required=True, **draft.field(f"{code}.if.how", how, regroup)
            )
        for place in range(len(terms)):
            _term(draft, code, (terms, place, is_any), offered)
        if not draft.is_fixed:
            _add(draft, code, terms, offered, is_any=is_any)
    if condition.any_of and not draft.is_fixed:
        change = SetCondition(code, Condition())
        st.button("取消显示条件", key=f"draw.if.clear.{code}", on_click=draft.go, args=(change, code))


def made(terms: tuple[Term, ...], *, is_any: bool) -> Condition:
    """The condition of these comparisons: any of them, or all."""
    if not terms:
        return Condition()
    return Condition(tuple(AllOf((term,)) for term in terms) if is_any else (AllOf(terms),))


def _add(draft: Draft, code: str, terms: tuple[Term, ...], offered: dict[str, Cell], *, is_any: bool) -> None:
    if not offered:
        st.caption("前面没有可用来判断的题目，本题始终显示。")
        return
    if not terms:
        st.caption("没有条件，始终显示。")
    # The nearest question before is what people mostly mean.
    change = SetCondition(code, made((*terms, _first(list(offered.values())[-1])), is_any=is_any))
    st.button(
        "添加条件", icon=":material/add:", key=f"draw.if.add.{code}", on_click=draft.go, args=(change, code)
    )


def _term(
    draft: Draft, code: str, among: tuple[tuple[Term, ...], int, bool], offered: dict[str, Cell]
) -> None:
    terms, place, is_any = among
    term = terms[place]
    cell = offered.get(term.cell) or cell_at(draft.form, term.cell)
    name = f"{code}.if.{place}"

    def put(new: Term | None) -> Edit:
        kept = (*terms[:place], *((new,) if new else ()), *terms[place + 1 :])
        return SetCondition(code, made(kept, is_any=is_any))

    labels = {key: _place(each) for key, each in offered.items()}
    labels.setdefault(term.cell, _place(cell) if cell else f"{term.cell}（已不存在）")
    with st.container(border=True, key=f"draw-if-{code}-{place}"):
        st.selectbox(
            "当这道题",
            list(labels),
            format_func=lambda key: labels[key],
            **draft.field(f"{name}.cell", term.cell, lambda key: put(_first(offered[key]))),
        )
        operators = list(dict.fromkeys([*FITTING.get(cell.kind if cell else Kind.TEXT, BARE), term.operator]))
        st.selectbox(
            "怎样",
            operators,
            format_func=lambda each: each.label,
            **draft.field(f"{name}.how", term.operator, lambda how: put(_compared(term, how))),
        )
        if term.operator not in BARE:
            _value(draft, name, term, cell, put)
        if not draft.is_fixed and len(terms) > 1:
            st.button(
                "删去这一条",
                key=f"draw.if.out.{code}.{place}",
                type="tertiary",
                on_click=draft.go,
                args=(put(None), code),
            )


def _value(draft: Draft, name: str, term: Term, cell: Cell | None, put: object) -> None:
    make = lambda value: put(Term(term.cell, term.operator, (value or "").strip()))  # type: ignore[operator]  # noqa: E731
    if cell is not None and cell.kind.has_options:
        labels = {option.code: option.label for option in cell.options}
        labels.setdefault(term.value, term.value or "请选择")
        facts = draft.field(f"{name}.value", term.value, make)
        st.selectbox("什么", list(labels), format_func=lambda each: labels[each], **facts)
    else:
        hint = "如 2020-12-31" if cell is not None and cell.kind is Kind.DATE else ""
        st.text_input("什么", placeholder=hint, **draft.field(f"{name}.value", term.value, make))


def _compared(term: Term, how: Operator) -> Term:
    return Term(term.cell, how, "" if how in BARE else term.value)


def _first(cell: Cell) -> Term:
    """A comparison that says something about a box from the start."""
    if cell.options:
        how = Operator.CONTAINS if cell.kind is Kind.MULTIPLE else Operator.EQUALS
        return Term(cell.key, how, cell.options[0].code)
    return Term(cell.key, Operator.ANSWERED)


def _before(form: Form, code: str) -> Iterator[Cell]:
    """The boxes a condition may look at; lines a unit adds itself are nobody's condition."""
    for section in form.sections:
        if section.code == code:
            return
        for question in section.questions:
            if question.code == code:
                return
            if question.kind is not Kind.FILE and not (question.kind is Kind.MATRIX and not question.rows):
                yield from cells_of(question)


def _place(cell: Cell) -> str:
    question: Question = cell.question
    inside = f"：{cell.row.label}·{cell.column.label}" if cell.row and cell.column else ""
    return f"{question.code} {question.title}{inside}"
