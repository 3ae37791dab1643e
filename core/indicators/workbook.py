"""Indicator systems as workbooks: written so that reading them back gives the same system."""

from collections.abc import Iterable
from itertools import pairwise

from core.errors import Invalid, Problem
from core.indicators.cells import availability_text, number_cell
from core.indicators.checks import check_system
from core.indicators.fault import Fault
from core.indicators.layout import CHOICES, LAYOUTS, NODE_KINDS, ROW_REMARKS, SYSTEM_ROWS
from core.indicators.node import Node
from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    AGGREGATIONS,
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    SCHEMES,
    TIES,
    ChecklistItem,
    EventDeduction,
    IndicatorSystem,
    Metric,
)
from core.indicators.workbook_parts import PartReader
from core.sheets.annotating import annotate
from core.sheets.model import CellValue
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook

# What only a system of weights says about its total.
_WEIGHT_ROWS = frozenset({"aggregation", "availability", "rule", "parameters", "level_digits", "rank_digits"})


def read_system(data: bytes, file_name: str, *, allow_any_depth: bool = False) -> IndicatorSystem:
    """The system in a workbook.

    Raises Invalid with every problem found, each with sheet, row and column, and the person's own
    file with a 失败原因 column.
    """
    reader = PartReader(read_workbook(data, file_name))
    system = reader.system()
    problems = [*_forgotten_scheme(reader), *reader.problems]
    if reader.complete:
        problems += _problems(check_system(system, allow_any_depth=allow_any_depth), reader)
    if problems:
        message = f"指标体系工作簿有 {len(problems)} 处问题，没有导入"
        raise Invalid(message, problems=problems, annotated=annotate(data, file_name, problems))
    return system


def _forgotten_scheme(reader: PartReader) -> list[Problem]:
    """Where full marks are missing and nobody said what kind of system this is, that comes first."""
    if "scheme" in reader.head_rows or not any(p.rule == "缺少“满分”列" for p in reader.problems):
        return []
    rule = "体系表没有写“计分方式”，按满分制检查"
    remedy = "如果这是综合指数，请在体系表加一行：计分方式，权重制"
    return [Problem(rule, "", remedy, LAYOUTS["system"].name)]


def write_system(system: IndicatorSystem) -> bytes:
    """The system as an .xlsx file with Chinese headers; `read_system` of it is the same system."""
    head = [_sheet("system", _system_rows(system)), _sheet("nodes", map(_node_row, system.nodes))]
    metrics, *others = part_sheets(system.metrics, system.items, system.events)
    if system.divisors:
        rows = ((part.code, part.name, part.unit) for part in system.divisors)
        others.insert(0, _sheet("divisors", rows))
    if system.monitored:
        names = LAYOUTS["monitored"].headers
        watched = (tuple(getattr(part, name) for name in names) for part in system.monitored)
        others.insert(1 if system.divisors else 0, _sheet("monitored", watched))
    tail = [_sheet("ledger", _ledger_rows(system)), _sheet("grades", _grade_rows(system))]
    return build_workbook([*head, metrics, *others, *tail])


def part_sheets(
    metrics: Iterable[Metric], items: Iterable[ChecklistItem], events: Iterable[EventDeduction]
) -> list[SheetContent]:
    """The sheets 子项, 清单项 and 附加扣分, in the form `PartReader` reads."""
    deducted = ((event.code, event.leaf, event.name, number_cell(event.points_each)) for event in events)
    return [
        _sheet("metrics", map(_metric_row, metrics)),
        _sheet("items", map(_item_row, items)),
        _sheet("events", deducted),
    ]


def _problems(faults: Iterable[Fault], reader: PartReader) -> list[Problem]:
    """Faults at their cells; sums over cells that could not be read would only mislead."""
    found = []
    for fault in faults:
        layout = LAYOUTS[fault.table]
        header = layout.headers.get(fault.field, "")
        table = reader.tables.get(fault.table)
        if table is None:
            found.append(Problem(fault.rule, fault.value, fault.remedy, layout.name))
            continue
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
    """The sheet of these rows; columns nobody needs are left out where the layout says so."""
    layout, given = LAYOUTS[table], tuple(rows)
    kept = [
        at
        for at, name in enumerate(layout.headers)
        if name not in layout.added or any(row[at] not in (None, "") for row in given)
    ]
    headers, fields = tuple(layout.headers.values()), tuple(layout.headers)
    offered = CHOICES.get(table, {})
    return SheetContent(
        layout.name,
        tuple(headers[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in given),
        tuple(layout.widths[at] for at in kept),
        choices={place: offered[fields[at]] for place, at in enumerate(kept) if fields[at] in offered},
    )


def _system_rows(system: IndicatorSystem) -> list[tuple[CellValue, ...]]:
    kind = RULE_KINDS.get(system.rule)
    values: dict[str, CellValue] = {
        "code": system.code,
        "name": system.name,
        "version": system.version,
        "audience": AUDIENCES.get(system.audience, system.audience),
        "leaf_digits": system.leaf_digits,
        "total_digits": system.total_digits,
        "scheme": SCHEMES[system.scheme],
        "aggregation": AGGREGATIONS[system.aggregation],
        "availability": availability_text(system.availability, system.least),
        "rule": kind.name if kind else "",
        "parameters": kind.form.write(system.parameters, False) if kind else "",
        "level_digits": "；".join(map(str, system.level_digits)),
        "rank_digits": system.rank_digits,
        "ties": TIES[system.ties],
    }
    hidden = _WEIGHT_ROWS if system.scheme == "marks" else frozenset()
    if system.scheme == "marks" and system.ties == "competition":
        hidden |= {"scheme", "ties"}
    return [
        (
            title,
            values[field] if field in values else number_cell(getattr(system, field)),
            ROW_REMARKS.get(field, ""),
        )
        for field, title in SYSTEM_ROWS.items()
        if field not in hidden
    ]


def _node_row(node: Node) -> tuple[CellValue, ...]:
    kind = RULE_KINDS.get(node.rule)
    special: dict[str, CellValue] = {
        "ledger": NODE_KINDS["ledger" if node.ledger else "scored"],
        "full_marks": number_cell(node.full_marks),
        "weight": number_cell(node.weight),
        "aggregation": AGGREGATIONS.get(node.aggregation, ""),
        "availability": availability_text(node.availability, node.least),
        "rule": kind.name if kind else "",
        "parameters": kind.form.write(node.parameters, False) if kind else "",
    }
    return tuple(
        special[field] if field in special else getattr(node, field) for field in LAYOUTS["nodes"].headers
    )


def _metric_row(metric: Metric) -> tuple[CellValue, ...]:
    kind = RULE_KINDS.get(metric.rule)
    special: dict[str, CellValue] = {
        "share": number_cell(metric.share),
        "input": INPUTS[metric.input],
        "rule": kind.name if kind else "",
        "parameters": kind.form.write(metric.parameters, metric.unit == "%") if kind else "",
        "empty": EMPTY_POLICIES[metric.empty],
        "factor": None if metric.factor == 1 else number_cell(metric.factor),
    }
    return tuple(
        special[field] if field in special else getattr(metric, field) for field in LAYOUTS["metrics"].headers
    )


def _item_row(item: ChecklistItem) -> tuple[CellValue, ...]:
    return item.code, item.metric, item.name, number_cell(item.weight), item.standard, item.prerequisite


def _ledger_rows(system: IndicatorSystem) -> list[tuple[CellValue, ...]]:
    return [
        (
            item.code,
            item.name,
            DIRECTIONS[item.direction],
            number_cell(item.cap),
            level.name,
            number_cell(level.points),
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
        (band.code, band.name, number_cell(band.lower), number_cell(above.get(band.lower)))
        for band in system.grades
    ]
