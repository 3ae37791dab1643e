"""Scores of one or several periods as a workbook, CSV or JSON: what `shuping score` hands back."""

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any, Final

import numpy as np

from core.indicators.cells import number_cell
from core.scoring.explain import deductions
from core.scoring.lines import KINDS
from core.scoring.scores import Scores
from core.sheets.model import CellValue
from core.sheets.texts import looks_like_formula
from core.sheets.writing import SheetContent, build_workbook

# Boards of more units get no sheet of deduction sentences: nobody reads them, one unit can be asked for.
MOST_EXPLAINED: Final = 1_000
Period = tuple[str, Scores]


def score_workbook(periods: Sequence[Period]) -> bytes:
    """Sheets 得分, 指标得分, 子项得分比例 and, for boards of up to 1,000 units, 扣分说明."""
    first = periods[0][1]
    names = [f"{node.code} {node.title}" for node in first.system.nodes if not node.ledger]
    metrics = [f"{metric.code} {metric.name}" for metric in first.system.metrics]
    head = _unit_head(periods)
    sheets = [
        SheetContent(
            "得分",
            (*head, *_TOTAL_HEAD),
            [(*unit, *_totals(scores, row)) for scores, row, unit in _rows(periods)],
            (*(14 for _ in head), 10, 12, 12, 10, 10, 12, 10, 60),
            notes=(_origin(first),),
            freeze_columns=len(head),
        ),
        SheetContent(
            "指标得分",
            (*head, *names),
            [(*unit, *_nodes(scores, row)) for scores, row, unit in _rows(periods)],
            freeze_columns=len(head),
        ),
        SheetContent(
            "子项得分比例",
            (*head, *metrics),
            [(*unit, *_parts(scores, row)) for scores, row, unit in _rows(periods)],
            freeze_columns=len(head),
        ),
    ]
    if sum(len(scores.values.units) for _, scores in periods) <= MOST_EXPLAINED:
        sheets.append(_sentences(periods, head))
    return build_workbook(sheets)


def score_csv(periods: Sequence[Period]) -> bytes:
    """One line a unit and period: places, totals, then every node; UTF-8 with a mark for spreadsheets."""
    first = periods[0][1]
    names = [f"{node.code} {node.title}" for node in first.system.nodes if not node.ledger]
    target = StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([*_unit_head(periods), *_TOTAL_HEAD, *names])
    for scores, row, unit in _rows(periods):
        cells = (*unit, *_totals(scores, row), *_nodes(scores, row))
        writer.writerow([_harmless(cell) for cell in cells])
    return target.getvalue().encode("utf-8-sig")


def score_json(periods: Sequence[Period]) -> bytes:
    """The same by period, unit and code; what is missing is null."""
    system = periods[0][1].system
    document = {
        "system": {
            "code": system.code,
            "name": system.name,
            "version": system.version,
            "sha256": system.sha256,
        },
        "periods": [
            {"period": period, "units": [_unit_json(scores, row) for row in range(len(scores.values.units))]}
            for period, scores in periods
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def status(scores: Scores, row: int) -> str:
    """Why a unit has no final score, empty where it has one."""
    unit = scores.values.units[row].code
    return "；".join(f"{block.leaf} {block.reason}".strip() for block in scores.blocked if block.unit == unit)


def place(scores: Scores, row: int) -> CellValue:
    """A unit's place, None where it has no score."""
    if not scores.applicable_marks.ticks[row]:
        return None
    number = float(scores.rank[row])
    return int(number) if number.is_integer() else number


_TOTAL_HEAD: Final = ("名次", "总分", "基础分", "加分", "减分", "等次", "组内名次", "不能计分的原因")


def _unit_head(periods: Sequence[Period]) -> tuple[str, ...]:
    units = ("单位代码", "单位名称", "分组")
    return ("期次", *units) if any(period for period, _ in periods) else units


def _rows(periods: Sequence[Period]) -> list[tuple[Scores, int, tuple[CellValue, ...]]]:
    """Every unit of every period, best first."""
    named = any(period for period, _ in periods)
    found = []
    for period, scores in periods:
        for row in np.argsort(scores.rank, kind="stable").tolist():
            unit = scores.values.units[row]
            head: tuple[CellValue, ...] = (unit.code, unit.name, unit.group)
            found.append((scores, row, (period, *head) if named else head))
    return found


def _totals(scores: Scores, row: int) -> tuple[CellValue, ...]:
    reason = status(scores, row) if scores.blocked else ""
    if not scores.applicable_marks.ticks[row]:
        return None, None, None, None, None, "", None, reason
    group = float(scores.group_rank[row])
    return (
        place(scores, row),
        number_cell(scores.total.decimal(row)),
        number_cell(scores.base.decimal(row)),
        number_cell(scores.bonus.decimal(row)),
        number_cell(scores.deduction.decimal(row)),
        scores.bands[row].name,
        int(group) if group.is_integer() else group,
        reason,
    )


def _nodes(scores: Scores, row: int) -> list[CellValue]:
    return [
        number_cell(scores.nodes.decimal(row, at)) if scores.node_marks.ticks[row, at] else None
        for at, node in enumerate(scores.system.nodes)
        if not node.ledger
    ]


def _parts(scores: Scores, row: int) -> list[CellValue]:
    return [
        float(points) if applied else None
        for points, applied in zip(scores.earned.points[row], scores.earned.applied[row], strict=True)
    ]


def _sentences(periods: Sequence[Period], head: tuple[str, ...]) -> SheetContent:
    rows = [
        (
            *unit,
            KINDS[line.kind],
            line.metric or line.leaf,
            line.metric_name or line.leaf_name,
            number_cell(line.points),
            line.sentence,
        )
        for scores, row, unit in _rows(periods)
        for line in deductions(scores, scores.values.units[row].code)
    ]
    return SheetContent(
        "扣分说明",
        (*head, "类别", "编码", "名称", "扣分", "说明"),
        rows,
        (*(14 for _ in head), 14, 10, 26, 10, 120),
        freeze_columns=len(head),
    )


def _unit_json(scores: Scores, row: int) -> dict[str, Any]:
    unit = scores.values.units[row]
    totals = dict(zip(_JSON_TOTALS, _totals(scores, row), strict=True))
    nodes = [node.code for node in scores.system.nodes if not node.ledger]
    metrics = [metric.code for metric in scores.system.metrics]
    return {
        "code": unit.code,
        "name": unit.name,
        "group": unit.group,
        **totals,
        "nodes": dict(zip(nodes, _nodes(scores, row), strict=True)),
        "metrics": dict(zip(metrics, _parts(scores, row), strict=True)),
    }


_JSON_TOTALS: Final = ("rank", "total", "base", "bonus", "deduction", "grade", "group_rank", "blocked")


def _origin(scores: Scores) -> str:
    system = scores.system
    return f"指标体系：{system.name} {system.version}（{system.code}），校验码 {system.sha256[:16]}"


def _harmless(cell: CellValue) -> CellValue:
    return f"'{cell}" if isinstance(cell, str) and looks_like_formula(cell) else cell
