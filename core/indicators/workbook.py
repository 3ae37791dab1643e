"""Indicator systems as workbooks: written so that reading them back gives the same system."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from core.errors import Invalid, Problem
from core.indicators.canonical import plain_decimal
from core.indicators.checks import Fault, check_system
from core.indicators.layout import LAYOUTS, NODE_KINDS, SYSTEM_ROWS
from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    IndicatorSystem,
    Metric,
    Node,
)
from core.indicators.workbook_parts import PartReader
from core.sheets.annotating import annotate
from core.sheets.model import CellValue
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook


def read_system(data: bytes, file_name: str, *, allow_any_depth: bool = False) -> IndicatorSystem:
    """The system in a workbook.

    Raises Invalid with every problem found, each with sheet, row and column, and the person's own
    file with a 失败原因 column.
    """
    reader = PartReader(read_workbook(data, file_name))
    system = reader.system()
    problems = list(reader.problems)
    if reader.complete:
        problems += _problems(check_system(system, allow_any_depth=allow_any_depth), reader)
    if problems:
        message = f"指标体系工作簿有 {len(problems)} 处问题，没有导入"
        raise Invalid(message, problems=problems, annotated=annotate(data, file_name, problems))
    return system


def write_system(system: IndicatorSystem) -> bytes:
    """The system as an .xlsx file with Chinese headers; `read_system` of it is the same system."""
    return build_workbook(
        [
            _sheet("system", _system_rows(system)),
            _sheet("nodes", map(_node_row, system.nodes)),
            _sheet("metrics", map(_metric_row, system.metrics)),
            _sheet(
                "items",
                (
                    (
                        item.code,
                        item.metric,
                        item.name,
                        _number(item.weight),
                        item.standard,
                        item.prerequisite,
                    )
                    for item in system.items
                ),
            ),
            _sheet(
                "events",
                ((event.code, event.leaf, event.name, _number(event.points_each)) for event in system.events),
            ),
            _sheet("ledger", _ledger_rows(system)),
            _sheet("grades", _grade_rows(system)),
        ]
    )


def _problems(faults: Iterable[Fault], reader: PartReader) -> list[Problem]:
    """Faults at their cells; sums over cells that could not be read would only mislead."""
    found = []
    for fault in faults:
        layout = LAYOUTS[fault.table]
        header = layout.headers.get(fault.field, "")
        table = reader.tables[fault.table]
        if fault.total and header in table.broken:
            continue
        rows = reader.rows[fault.table]
        if fault.table == "system":
            row, column = reader.head_rows.get(fault.field, 0), table.letter("内容")
        else:
            row = rows[fault.index] if 0 <= fault.index < len(rows) else 1
            column = table.letter(header)
        problem = Problem(fault.rule, fault.value, fault.remedy, layout.name, row, column)
        if not _said_already(problem, reader.problems):
            found.append(problem)
    return found


def _said_already(problem: Problem, problems: Iterable[Problem]) -> bool:
    """Whether reading the very same cell has failed already."""
    place = (problem.sheet, problem.row, problem.column)
    return any((known.sheet, known.row, known.column) == place for known in problems)


def _sheet(table: str, rows: Iterable[tuple[CellValue, ...]]) -> SheetContent:
    layout = LAYOUTS[table]
    return SheetContent(layout.name, tuple(layout.headers.values()), tuple(rows), layout.widths)


def _number(value: Decimal | None) -> CellValue:
    """A decimal as the cell's number; whole ones as integers so that they look so."""
    if value is None:
        return None
    text = plain_decimal(value)
    return float(text) if "." in text else int(text)


def _system_rows(system: IndicatorSystem) -> list[tuple[CellValue, ...]]:
    values: dict[str, CellValue] = {
        "code": system.code,
        "name": system.name,
        "version": system.version,
        "audience": AUDIENCES.get(system.audience, system.audience),
        "leaf_digits": system.leaf_digits,
        "total_digits": system.total_digits,
    }
    return [
        (title, values[field] if field in values else _number(getattr(system, field)))
        for field, title in SYSTEM_ROWS.items()
    ]


def _node_row(node: Node) -> tuple[CellValue, ...]:
    special: dict[str, CellValue] = {
        "ledger": NODE_KINDS["ledger" if node.ledger else "scored"],
        "full_marks": _number(node.full_marks),
    }
    return tuple(
        special[field] if field in special else getattr(node, field) for field in LAYOUTS["nodes"].headers
    )


def _metric_row(metric: Metric) -> tuple[CellValue, ...]:
    kind = RULE_KINDS[metric.rule]
    special: dict[str, CellValue] = {
        "share": _number(metric.share),
        "input": INPUTS[metric.input],
        "rule": kind.name,
        "parameters": kind.form.write(metric.parameters, metric.unit == "%"),
        "empty": EMPTY_POLICIES[metric.empty],
    }
    return tuple(
        special[field] if field in special else getattr(metric, field) for field in LAYOUTS["metrics"].headers
    )


def _ledger_rows(system: IndicatorSystem) -> list[tuple[CellValue, ...]]:
    return [
        (
            item.code,
            item.name,
            DIRECTIONS[item.direction],
            _number(item.cap),
            level.name,
            _number(level.points),
            level.grade_cap,
            item.rule,
        )
        for item in system.ledger
        for level in item.levels
    ]


def _grade_rows(system: IndicatorSystem) -> list[tuple[CellValue, ...]]:
    bounds = sorted(band.lower for band in system.grades)
    above = dict(pairwise(bounds))
    return [
        (band.code, band.name, _number(band.lower), _number(above.get(band.lower))) for band in system.grades
    ]
