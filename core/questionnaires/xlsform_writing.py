"""Questionnaires as XLSForm workbooks: filled elsewhere like any other, read back here without loss.

A matrix of fixed lines becomes a group for every line, so that each cell has a name other tools and
conditions can use; one of open lines becomes a repeat. What XLSForm has no word for stands in columns of our
own, which other tools pass over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.indicators.canonical import plain_decimal
from core.questionnaires.cells import reason_key, text_key
from core.questionnaires.drafting import Codes
from core.questionnaires.form import Column, Form, Kind, Limits, Need, Option, Question, Section
from core.questionnaires.xlsform_conditions import Named, written
from core.questionnaires.xlsform_constraints import constraint, own_limits
from core.questionnaires.xlsform_layout import CHOICES, SETTINGS, SURVEY, is_name
from core.sheets.writing import SheetContent, build_workbook

SURVEY_HEADER: Final = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint"),
    *("constraint_message", "appearance", "shuping_role", "shuping_code", "shuping_need", "shuping_unit"),
    *(
        "shuping_limits",
        "shuping_total",
        "shuping_column_points",
        "shuping_cell_points",
        "shuping_row_totals",
    ),
    *("shuping_open_rows", "shuping_manual", "shuping_metric", "shuping_part", "shuping_indicator"),
    "shuping_evidence",
)
CHOICES_HEADER: Final = (
    *("list_name", "name", "label", "shuping_code", "shuping_points", "shuping_other", "shuping_alone"),
)
_WIDTHS: Final = {"type": 24, "name": 18, "label": 48, "hint": 32, "relevant": 32, "constraint": 32}
# What an XForm keeps for itself.
_RESERVED: Final = ("meta", "data", "instanceID", "instanceName", "deprecatedID")
_Cells = dict[str, str]


def write_xlsform(form: Form) -> bytes:
    """The .xlsx file; `read_xlsform` of it is the same form, and equal forms give equal bytes."""
    writer = _Writer()
    writer.form(form)
    settings = (form.title, f"form_{form.sha256[:12]}")
    return build_workbook(
        [
            _sheet(SURVEY, SURVEY_HEADER, writer.rows),
            _sheet(CHOICES, CHOICES_HEADER, writer.choices),
            SheetContent(SETTINGS, ("form_title", "form_id"), [settings], (48, 24)),
        ]
    )


def _sheet(name: str, header: tuple[str, ...], rows: list[_Cells]) -> SheetContent:
    """A sheet without the columns of our own that nobody needs."""
    kept = [each for each in header if not each.startswith("shuping_") or any(each in row for row in rows)]
    widths = [_WIDTHS.get(each, 16) for each in kept]
    body = [tuple(row.get(each) for each in kept) for row in rows]
    return SheetContent(name, kept, body, widths)


@dataclass(slots=True)
class _Writer:
    rows: list[_Cells] = field(default_factory=list)
    choices: list[_Cells] = field(default_factory=list)
    _names: Codes = field(default_factory=lambda: Codes(*_RESERVED))
    _boxes: dict[str, Named] = field(default_factory=dict)
    _lists: dict[tuple[Option, ...], tuple[str, dict[str, str]]] = field(default_factory=dict)
    _questions: dict[str, str] = field(default_factory=dict)

    def form(self, form: Form) -> None:
        # Names first: a limit may look at a box further down.
        for question in form.questions:
            self._name_question(question)
        if form.note:
            self._add(type="note", name=self._names.free("form_note"), label=form.note)
        for section in form.sections:
            self._section(section)

    def _name_question(self, question: Question) -> None:
        name = self._questions[question.code] = self._names.free(_name(question.code))
        if question.kind is not Kind.MATRIX:
            _, options = self._list(question.options, name)
            self._boxes[question.code] = Named(name, question.kind, options)
            if question.need is Need.REASONED:
                self._boxes[reason_key(question)] = Named(self._names.free(f"{name}_reason"))
            for option in question.options:
                if option.other:
                    text = self._names.free(f"{name}_{_name(option.code)}_text")
                    self._boxes[text_key(question, option)] = Named(text)
            return
        for row in question.rows:
            for column in question.columns:
                cell = self._names.free(f"{name}__{_inner(row.code)}__{_inner(column.code)}")
                _, options = self._list(column.options, f"{name}__{_inner(column.code)}")
                self._boxes[f"{question.code}/{row.code}/{column.code}"] = Named(cell, column.kind, options)

    def _list(self, options: tuple[Option, ...], name: str) -> tuple[str, dict[str, str]]:
        """The name of the list with these options, written when first needed, and names by code."""
        if not options:
            return "", {}
        if options not in self._lists:
            listed, taken = f"{name}_list", Codes()
            names = {each.code: taken.free(re.sub(r"\s+", "_", each.code)) for each in options}
            self._lists[options] = (listed, names)
            for option in options:
                self.choices.append(_choice(listed, names[option.code], option))
        return self._lists[options]

    def _section(self, section: Section) -> None:
        name = self._names.free(_name(section.code))
        relevant = written(section.shown_if, self._boxes)
        self._add(
            type="begin_group",
            name=name,
            label=section.title,
            relevant=relevant,
            shuping_code=_code(section.code, name),
        )
        if section.note:
            self._add(type="note", name=self._names.free(f"{name}_note"), label=section.note)
        for question in section.questions:
            if question.kind is Kind.MATRIX:
                self._matrix(question)
            else:
                self._question(question)
        self._add(type="end_group")

    def _question(self, question: Question) -> None:
        name = self._questions[question.code]
        listed, options = self._list(question.options, name)
        self._add(
            type=_type(question.kind, question.limits, listed),
            **self._common(question, name),
            **_need(question.need, question.need),
            **self._limits(question.kind, question.limits, question.options, options),
            appearance="multiline" if question.long else "",
        )
        box = f"${{{name}}}"
        for option in question.options:
            key = text_key(question, option)
            if option.other:
                relevant = f"selected({box}, '{options[option.code]}')"
                label = f"{option.label}（请注明）"
                self._companion("other_text", key, label, relevant)
        if question.need is Need.REASONED:
            self._companion("reason", reason_key(question), "没有填写的原因", f"{box} = ''")

    def _companion(self, role: str, key: str, label: str, relevant: str) -> None:
        name = self._boxes[key].name
        self._add(
            type="text",
            name=name,
            label=label,
            relevant=relevant,
            required="yes",
            shuping_role=role,
            shuping_code=key,
        )

    def _matrix(self, question: Question) -> None:
        name = self._questions[question.code]
        kind, role = ("group", "matrix") if question.rows else ("repeat", "")
        self._add(
            type=f"begin_{kind}",
            **self._common(question, name),
            shuping_role=role,
            shuping_need=question.need.value,
            shuping_open_rows=str(question.open_rows) if question.open_rows else "",
            shuping_row_totals=_yes(question.row_totals),
            shuping_cell_points="; ".join(
                f"{each.row}/{each.column}={plain_decimal(each.points)}" for each in question.cell_points
            ),
            appearance="multiline" if question.long else "",
            **self._limits(Kind.MATRIX, question.limits, (), {}),
        )
        for row in question.rows:
            group = self._names.free(f"{name}__{_inner(row.code)}")
            code = _code(row.code, group)
            self._add(type="begin_group", name=group, label=row.label, shuping_role="row", shuping_code=code)
            for column in question.columns:
                cell = self._boxes[f"{question.code}/{row.code}/{column.code}"].name
                self._cell(question, column, cell)
            self._add(type="end_group")
        if not question.rows:
            for column in question.columns:
                self._cell(question, column, self._names.free(f"{name}__{_inner(column.code)}"))
        self._add(type=f"end_{kind}")

    def _cell(self, question: Question, column: Column, name: str) -> None:
        listed, options = self._list(
            column.options, f"{self._questions[question.code]}__{_inner(column.code)}"
        )
        effective = column.need if question.need is not Need.OPTIONAL else Need.OPTIONAL
        self._add(
            type=_type(column.kind, column.limits, listed),
            name=name,
            label=column.label,
            **_need(column.need, effective),
            **self._limits(column.kind, column.limits, column.options, options),
            shuping_code=column.code,
            shuping_unit=column.unit,
            shuping_total=_yes(column.total),
            shuping_column_points="" if column.points is None else plain_decimal(column.points),
        )

    def _common(self, question: Question, name: str) -> _Cells:
        return {
            "name": name,
            "label": question.title,
            "hint": question.note,
            "guidance_hint": question.example,
            "relevant": written(question.shown_if, self._boxes),
            "shuping_code": _code(question.code, name),
            "shuping_unit": question.unit,
            "shuping_manual": "" if question.manual is None else plain_decimal(question.manual),
            "shuping_metric": question.metric,
            "shuping_part": question.part if question.part != "value" else "",
            "shuping_indicator": question.indicator,
            "shuping_evidence": _yes(question.evidence),
        }

    def _limits(
        self, kind: Kind, limits: Limits, options: tuple[Option, ...], names: Mapping[str, str]
    ) -> _Cells:
        alone = [names[option.code] for option in options if option.alone]
        return {
            "constraint": constraint(kind, limits, alone, self._boxes),
            "constraint_message": limits.told,
            "shuping_limits": own_limits(kind, limits),
        }

    def _add(self, **cells: str) -> None:
        self.rows.append({column: text for column, text in cells.items() if text})


def _choice(listed: str, name: str, option: Option) -> _Cells:
    cells = {
        "list_name": listed,
        "name": name,
        "label": option.label,
        "shuping_code": _code(option.code, name),
        "shuping_points": "" if option.points is None else plain_decimal(option.points),
        "shuping_other": _yes(option.other),
        "shuping_alone": _yes(option.alone),
    }
    return {column: text for column, text in cells.items() if text}


def _type(kind: Kind, limits: Limits, listed: str) -> str:
    if kind is Kind.NUMBER:
        return "integer" if limits.digits == 0 else "decimal"
    word = {Kind.SINGLE: "select_one", Kind.MULTIPLE: "select_multiple"}.get(kind, kind.value)
    return f"{word} {listed}" if kind.has_options else word


def _need(need: Need, effective: Need) -> _Cells:
    """The need as XLSForm says it, and in a column of our own what that leaves unsaid."""
    required = effective is Need.REQUIRED
    said = Need.REQUIRED if required else Need.OPTIONAL
    return {"required": _yes(required), "shuping_need": "" if need is said else need.value}


def _name(code: str) -> str:
    """A code as the name of a row."""
    text = _inner(code)
    return text if is_name(text) else f"_{text}"


def _inner(code: str) -> str:
    return re.sub(r"[^\w.\-]", "_", code)


def _code(code: str, name: str) -> str:
    return "" if code == name else code


def _yes(said: bool) -> str:
    return "yes" if said else ""
