"""An indicator as somebody writes it in a form: texts, understood by the same reader as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import Invalid, Problem
from core.indicators.canonical import plain_decimal
from core.indicators.layout import LAYOUTS
from core.indicators.numerals import plain_number
from core.indicators.rules import RULE_KINDS
from core.library.indicator import Indicator
from core.library.rules import Terms, check
from core.library.service import EDIT, add_indicator, edit_indicator
from core.library.sheet import HEADERS, SHEET, lines_of, problems_at, without_echoes
from core.library.terms import terms_of
from core.sheets.model import Sheet, column_index

METRIC_FIELDS: Final = tuple(name for name in LAYOUTS["metrics"].headers if name != "divisor")
ITEM_FIELDS: Final = ("code", "name", "weight", "standard", "prerequisite")
EVENT_FIELDS: Final = ("code", "name", "points_each")
_BARS: Final = str.maketrans({"|": "｜", "\t": "｜"})


@dataclass(frozen=True, slots=True)
class Written:
    """Texts by field; metrics one mapping each; items and events a line each, their fields between bars."""

    fields: Mapping[str, str]
    metrics: Sequence[Mapping[str, str]] = ()
    items: str = ""
    events: str = ""


def written(indicator: Indicator) -> Written:
    """What a form begins with when this indicator is edited."""
    fields = {name: getattr(indicator, name) for name in HEADERS if name != "full_marks"}
    marks = "" if indicator.full_marks is None else plain_decimal(indicator.full_marks)
    metrics = []
    for metric in indicator.metrics:
        kind = RULE_KINDS.get(metric.rule)
        facts: dict[str, Any] = {name: getattr(metric, name) for name in METRIC_FIELDS}
        facts["share"] = plain_number(metric.share)
        facts["parameters"] = kind.form.write(metric.parameters, metric.unit == "%") if kind else ""
        facts["factor"] = "" if metric.factor == 1 else plain_decimal(metric.factor)
        metrics.append(facts)
    items = [
        "｜".join(
            (item.code, item.name, plain_decimal(item.weight), item.standard, item.prerequisite)
        ).rstrip("｜")
        for item in indicator.items
    ]
    events = [
        "｜".join((event.code, event.name, plain_decimal(event.points_each))) for event in indicator.events
    ]
    return Written({**fields, "full_marks": marks}, tuple(metrics), "\n".join(items), "\n".join(events))


def add_written(*, session: Session, actor: Actor, written: Written, client_key: str | None = None) -> int:
    """`add_indicator` of what is written; `Invalid` lists what cannot be understood beside what is wrong."""
    authorise(session=session, actor=actor, permission=EDIT)
    indicator = understood(written, terms_of(session))
    return add_indicator(session=session, actor=actor, indicator=indicator, client_key=client_key)


def edit_written(
    *,
    session: Session,
    actor: Actor,
    indicator_id: int,
    written: Written,
    version: int,
    reason: str,
    client_key: str | None = None,
) -> int:
    """`edit_indicator` to what is written; raises as `add_written` does."""
    authorise(session=session, actor=actor, permission=EDIT)
    return edit_indicator(
        session=session,
        actor=actor,
        indicator_id=indicator_id,
        indicator=understood(written, terms_of(session)),
        version=version,
        reason=reason,
        client_key=client_key,
    )


def understood(written: Written, terms: Terms) -> Indicator:
    """The indicator of these texts; raises `Invalid` with every fault where some cannot be read.

    What can be read may still be wrong: the services say so.
    """
    lines, problems = lines_of(_sheets(written))
    if problems or not lines:
        faults = check([line.indicator for line in lines], terms)
        problems += without_echoes(problems_at(faults, lines), problems)
        told = [_in_form(problem) for problem in problems]
        raise Invalid(f"指标没有保存，有 {len(told)} 处不合规", problems=told)
    return lines[0].indicator


def _sheets(written: Written) -> list[Sheet]:
    code = written.fields.get("code", "").strip()
    codes = _codes(code, [metric.get("code", "").strip() for metric in written.metrics])
    metrics = [
        {**metric, "code": own, "leaf": code} for metric, own in zip(written.metrics, codes, strict=True)
    ]
    items = [
        {**line, "metric": line.get("code", "").partition("#")[0]}
        for line in _lines(written.items, ITEM_FIELDS)
    ]
    events = [{**line, "leaf": code} for line in _lines(written.events, EVENT_FIELDS)]
    tables = {"metrics": metrics, "items": items, "events": events}
    return [
        _sheet(SHEET, HEADERS, [written.fields]),
        *(_sheet(LAYOUTS[name].name, LAYOUTS[name].headers, rows) for name, rows in tables.items()),
    ]


def _codes(code: str, given: Sequence[str]) -> list[str]:
    """The codes of metrics: those they have, and for new ones the next number nobody has."""
    numbers = [int(each.rpartition("-")[2]) for each in given if each.rpartition("-")[2].isdecimal()]
    at = max(numbers, default=0)
    found = []
    for each in given:
        at += not each
        found.append(each or f"{code}-{at}")
    return found


def _sheet(name: str, headers: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Sheet:
    body = [tuple(str(row.get(field, "") or "") or None for field in headers) for row in rows]
    return Sheet(name, [tuple(headers.values()), *body])


def _lines(text: str, fields: Sequence[str]) -> list[dict[str, str]]:
    """One mapping a line; what stands behind the last bar expected belongs to the last field."""
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.translate(_BARS).split("｜", len(fields) - 1)]
        if any(parts):
            found.append(dict(zip(fields, parts, strict=False)))
    return found


def _in_form(problem: Problem) -> Problem:
    """The same fault, its place in the words of the form instead of those of a worksheet."""
    headers = HEADERS if problem.sheet == SHEET else _headers(problem.sheet)
    names = list(headers.values())
    at = column_index(problem.column) if problem.column else -1
    field = f"“{names[at]}”" if 0 <= at < len(names) else ""
    place = field if problem.sheet == SHEET else f"{problem.sheet} {max(problem.row - 1, 1)} {field}".strip()
    return Problem(f"{place}：{problem.rule}" if place else problem.rule, problem.value, problem.remedy)


def _headers(sheet: str) -> Mapping[str, str]:
    return next((layout.headers for layout in LAYOUTS.values() if layout.name == sheet), {})
