"""The sheets of a system workbook, read row by row into the parts of a system."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from core.errors import Problem
from core.indicators.layout import LAYOUTS, NODE_KINDS, SYSTEM_ROWS
from core.indicators.parameters import Parameters
from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    ChecklistItem,
    EventDeduction,
    GradeBand,
    IndicatorSystem,
    LedgerItem,
    LedgerLevel,
    Metric,
    Node,
)
from core.indicators.tables import SheetTable, TableRow, decimal_of, open_table, plain_text
from core.sheets.model import Sheet

_ZERO = Decimal(0)


@dataclass(slots=True)
class PartReader:
    """Reads every sheet once; keeps the problems, and the worksheet row of every part."""

    sheets: Sequence[Sheet]
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, SheetTable] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    head_rows: dict[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every sheet is there with the columns it must have."""
        return len(self.tables) == len(LAYOUTS) and not any(
            problem.rule.startswith("缺少“") for problem in self.problems
        )

    def system(self) -> IndicatorSystem:
        """The system as far as it can be read; look at `problems` before using it."""
        head = self._head()
        nodes = tuple(self._node(row) for row in self._rows("nodes"))
        metrics = tuple(self._metric(row) for row in self._rows("metrics"))
        items = tuple(
            ChecklistItem(
                code=row.text("编码"),
                metric=row.text("子项编码"),
                name=row.text("名称", required=True),
                weight=row.number_in("权重") or _ZERO,
                standard=row.text("判定标准"),
                prerequisite=row.text("前置项"),
            )
            for row in self._rows("items")
        )
        events = tuple(
            EventDeduction(
                row.text("编码"),
                row.text("指标编码"),
                row.text("事件", required=True),
                row.number_in("每次扣分") or _ZERO,
            )
            for row in self._rows("events")
        )
        system = IndicatorSystem(
            "", "", "", "", nodes, metrics, items, events, self._ledger(), self._grades()
        )
        return replace(system, **head)

    def _rows(self, table: str) -> list[TableRow]:
        layout = LAYOUTS[table]
        headers = [layout.headers[name] for name in layout.required]
        opened = open_table(self.sheets, layout.name, headers, self.problems)
        if opened is None:
            return []
        self.tables[table] = opened
        rows = list(opened.rows())
        self.rows[table] = [row.number for row in rows]
        return rows

    def _head(self) -> dict[str, Any]:
        given = {plain_text(row.cell("项目")): row for row in self._rows("system")}
        found: dict[str, Any] = {}
        for name, title in SYSTEM_ROWS.items():
            row = given.get(title)
            if row is None:
                if "system" in self.tables and name != "bonus_threshold":
                    self.tables["system"].problem(1, "项目", f"缺少“{title}”一行", "", "按模板补上这一行")
                continue
            self.head_rows[name] = row.number
            found[name] = self._head_value(name, row)
        return {name: value for name, value in found.items() if value is not None}

    def _head_value(self, name: str, row: TableRow) -> str | int | Decimal | None:
        if name in ("code", "name", "version"):
            return row.text("内容", required=True)
        if name == "audience":
            return row.choice("内容", AUDIENCES)
        number = row.number_in("内容", required=name != "bonus_threshold")
        if name.endswith("_digits") and number is not None:
            if number != int(number):
                row.note("内容", "小数位应为整数", "通常为 2")
            return int(number)
        return number

    def _node(self, row: TableRow) -> Node:
        texts = {
            name: row.text(header)
            for name, header in LAYOUTS["nodes"].headers.items()
            if name not in ("ledger", "full_marks")
        }
        ledger = row.choice("类型", NODE_KINDS, default="scored") == "ledger"
        return Node(**texts, ledger=ledger, full_marks=row.number_in("满分", required=False))

    def _metric(self, row: TableRow) -> Metric:
        rule_names = {kind.code: kind.name for kind in RULE_KINDS.values()}
        rule = row.choice("计分规则", rule_names)
        return Metric(
            code=row.text("编码"),
            leaf=row.text("指标编码"),
            name=row.text("名称", required=True),
            share=row.number_in("占比") or _ZERO,
            input=row.choice("取数方式", INPUTS),
            rule=rule,
            parameters=self._parameters(row, rule),
            empty=row.choice("空值处理", EMPTY_POLICIES),
            numerator=row.text("分子名称"),
            denominator=row.text("分母名称"),
            unit=row.text("单位"),
            formula=row.text("公式"),
        )

    def _parameters(self, row: TableRow, rule: str) -> Parameters:
        if rule not in RULE_KINDS:
            return ()
        form = RULE_KINDS[rule].form
        try:
            return form.read(row.text("参数"))
        except ValueError as error:
            row.note("参数", f"参数不合规：{error}", f"例：{form.example or '留空'}")
            return ()

    def _ledger(self) -> tuple[LedgerItem, ...]:
        items: dict[str, LedgerItem] = {}
        previous = ""
        for row in self._rows("ledger"):
            code = row.text("编码", required=True)
            item = LedgerItem(
                code,
                row.text("名称", required=True),
                row.choice("方向", DIRECTIONS),
                row.number_in("单项封顶") or _ZERO,
                (),
                row.text("规则"),
            )
            level = LedgerLevel(
                row.text("档次", required=True), row.number_in("每件分值") or _ZERO, row.text("等次上限")
            )
            known = items.setdefault(code, item)
            if replace(known, levels=()) != item or (code != previous and known.levels):
                rule = "同一加减分项各档次须连续列出，且名称、方向、封顶、规则相同"
                row.note("编码", rule, "与该项第一行保持一致")
            items[code] = replace(known, levels=(*known.levels, level))
            previous = code
        return tuple(items.values())

    def _grades(self) -> tuple[GradeBand, ...]:
        bands, uppers = [], []
        for row in self._rows("grades"):
            bands.append(
                GradeBand(
                    row.text("编码"), row.text("名称", required=True), row.number_in("下限（含）") or _ZERO
                )
            )
            uppers.append((row, row.number_in("上限（不含）", required=False)))
        bounds = sorted(band.lower for band in bands)
        above = dict(pairwise(bounds))
        for band, (row, upper) in zip(bands, uppers, strict=True):
            expected = above.get(band.lower)
            if upper is not None and upper != expected:
                wrong = "重叠" if expected is None or upper > expected else "空档"
                remedy = "留空" if expected is None else f"改为 {decimal_of(str(expected))} 或留空"
                row.note("上限（不含）", f"与相邻等次{wrong}", remedy)
        return tuple(bands)
