"""The sheets 专家评分 and 加减分台账: one row a mark, one row a matter."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from core.collection.values import ExpertMark, LedgerEntry, Place
from core.errors import Problem
from core.indicators.system import IndicatorSystem
from core.indicators.tables import SheetTable, TableRow, open_table
from core.sheets.model import Sheet

MARKS, LEDGER, PERIOD = "专家评分", "加减分台账", "期次"
_MARK_HEADERS = ("单位代码", "子项编码", "案例", "专家", "得分", "近90天有调用")
_LEDGER_HEADERS = ("单位代码", "编码", "档次", "数量", "事项", "依据文号", "日期")
_YES_NO = {"yes": "是", "no": "否"}


# The units of the sheet 指标值 by period; a sheet without periods has the one period "".
Units = Mapping[str, Collection[str]]


def read_marks(
    sheets: Sequence[Sheet], system: IndicatorSystem, units: Units, problems: list[Problem]
) -> tuple[tuple[str, ExpertMark], ...]:
    """Period and mark in sheet order; a system without expert metrics needs no such sheet."""
    metrics = {metric.code for metric in system.metrics if metric.input == "experts"}
    present = any(sheet.name.strip() == MARKS for sheet in sheets)
    table = open_table(sheets, MARKS, _MARK_HEADERS, problems) if metrics or present else None
    marks: list[tuple[str, ExpertMark]] = []
    seen: dict[tuple[str, ...], int] = {}
    called: dict[tuple[str, ...], tuple[bool, int]] = {}
    for row, period in _rows(table, units):
        mark = _mark(row, metrics, units.get(period, ()))
        key = (period, mark.unit, mark.metric, mark.case)
        if (first := seen.setdefault((*key, mark.expert), row.number)) != row.number:
            row.note("专家", f"同一专家对同一案例已在第 {first} 行评过分", "只保留一行")
        known, number = called.setdefault(key, (mark.called, row.number))
        if known != mark.called:
            row.note("近90天有调用", f"与第 {number} 行同一案例填写不一致", "同一案例各行须相同")
        marks.append((period, mark))
    return tuple(marks)


def read_ledger(
    sheets: Sequence[Sheet], system: IndicatorSystem, units: Units, problems: list[Problem]
) -> tuple[tuple[str, LedgerEntry], ...]:
    """Period and entry in sheet order; one matter counts once, and every matter names its document."""
    present = any(sheet.name.strip() == LEDGER for sheet in sheets)
    table = open_table(sheets, LEDGER, _LEDGER_HEADERS, problems) if system.ledger or present else None
    entries: list[tuple[str, LedgerEntry]] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for row, period in _rows(table, units):
        entry = _entry(row, system, units.get(period, ()))
        matter = re.sub(r"\s", "", unicodedata.normalize("NFKC", entry.matter))
        first = seen.setdefault((period, entry.unit, entry.item, matter), row.number)
        if first != row.number and entry.matter:
            row.note(
                "事项",
                f"一事不重复：第 {first} 行与第 {row.number} 行是同一单位同一项的同一事项",
                "只保留最高的一行",
            )
        entries.append((period, entry))
    return tuple(entries)


def _rows(table: SheetTable | None, units: Units) -> Iterator[tuple[TableRow, str]]:
    """Every row and the period it belongs to: the one it names, or the only one there is."""
    rows = list(table.rows()) if table else []
    if table and rows and len(units) > 1 and PERIOD not in table.columns:
        table.problem(1, PERIOD, f"缺少“{PERIOD}”列", "", "“指标值”表有几个期次时，这里每行也要写明期次")
        return
    for row in rows:
        period = row.text(PERIOD, required=len(units) > 1)
        if not period and len(units) == 1:
            (period,) = units
        elif period and period not in units:
            row.note(PERIOD, "期次不在“指标值”表中", f"可填：{'、'.join(filter(None, units)) or '留空'}")
        yield row, period


def _mark(row: TableRow, metrics: Collection[str], units: Collection[str]) -> ExpertMark:
    metric = row.text("子项编码", required=True)
    if metric and metric not in metrics:
        row.note("子项编码", "不是专家评分的子项", f"可填：{'、'.join(sorted(metrics))}")
    score = row.number_in("得分")
    if score is not None and not 0 <= score <= 100:
        row.note("得分", "专家评分应在 0 到 100 之间", "按百分制填写")
    return ExpertMark(
        _unit(row, units),
        metric,
        row.text("案例", required=True),
        row.text("专家", required=True),
        score or Decimal(0),
        row.choice("近90天有调用", _YES_NO) == "yes",
        Place(MARKS, row.number, row.table.letter("得分")),
    )


def _entry(row: TableRow, system: IndicatorSystem, units: Collection[str]) -> LedgerEntry:
    code, level = row.text("编码", required=True), row.text("档次", required=True)
    item = system.ledger_by_code.get(code)
    if code and item is None:
        row.note("编码", "不认识的加减分项编码", f"可填：{'、'.join(system.ledger_by_code)}")
    if item is not None and level and item.level(level) is None:
        row.note("档次", f"{code} 没有这个档次", f"可填：{'、'.join(known.name for known in item.levels)}")
    quantity = row.number_in("数量")
    if quantity is not None and (quantity <= 0 or quantity != int(quantity)):
        row.note("数量", "数量应为正整数", "填 1 或更大的整数")
    return LedgerEntry(
        _unit(row, units),
        code,
        level,
        quantity or Decimal(0),
        row.text("事项", required=True),
        row.text("依据文号", required=True),
        _date(row),
        Place(LEDGER, row.number, row.table.letter("数量")),
    )


def _unit(row: TableRow, units: Collection[str]) -> str:
    code = row.text("单位代码", required=True)
    if code and code not in units:
        row.note("单位代码", "单位代码不在“指标值”表中", "改正代码，或在“指标值”表增加这个单位")
    return code


def _date(row: TableRow) -> date | None:
    value = row.cell("日期")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = row.text("日期")
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", unicodedata.normalize("NFKC", text))
    with suppress(ValueError):
        if found:
            return date(*(int(part) for part in found.groups()))
    row.note("日期", "日期不合规", "写成 2020-12-31")
    return None
