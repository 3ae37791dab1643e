"""The sheets of a system workbook, read row by row into the parts of a system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from core.errors import Problem
from core.indicators.cells import (
    RULE_NAMES,
    availability_in,
    digits_in,
    equal_weights,
    fraction_in,
    parameters_in,
    rule_in,
    treatment_in,
)
from core.indicators.layout import LAYOUTS, NODE_KINDS, OPTIONAL_ROWS, SYSTEM_ROWS, SheetLayout
from core.indicators.node import Node
from core.indicators.system import (
    AGGREGATIONS,
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    SCHEMES,
    TIES,
    ChecklistItem,
    Divisor,
    EventDeduction,
    GradeBand,
    IndicatorSystem,
    LedgerItem,
    LedgerLevel,
    Metric,
    Monitored,
)
from core.indicators.tables import SheetTable, TableRow, decimal_of, open_table, plain_text
from core.sheets.model import Sheet

_ZERO, _ONE = Decimal(0), Decimal(1)
# A share left blank, until it is known whether all its siblings' are.
_BLANK = Fraction(0)
_NONE = "（无）"
_REMARK = "备注"
_NODE_NUMBERS = frozenset(
    {"ledger", "full_marks", "weight", "aggregation", "availability", "rule", "parameters"}
)
# What people call rows that explain themselves in brackets.
_SHORT_ROWS = {title.partition("（")[0]: title for title in SYSTEM_ROWS.values()}
_HEAD_CHOICES = {"audience": AUDIENCES, "scheme": SCHEMES, "aggregation": AGGREGATIONS, "ties": TIES}
_HEAD_DEFAULTS = {"scheme": "marks", "aggregation": "arithmetic", "ties": "competition"}


@dataclass(slots=True)
class PartReader:
    """Reads every sheet once; keeps the problems, and the worksheet row of every part."""

    sheets: Sequence[Sheet]
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, SheetTable] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    head_rows: dict[str, int] = field(default_factory=dict)
    scheme: str = "marks"
    # Whether metrics may do without a rule, as those of indicators that are only watched.
    ruleless: bool = False

    @property
    def complete(self) -> bool:
        """Whether every sheet is there with the columns it must have."""
        needed = {table for table, layout in LAYOUTS.items() if not self._may_miss(table, layout)}
        return needed <= set(self.tables) and not any(
            problem.rule.startswith("缺少“") for problem in self.problems
        )

    def system(self) -> IndicatorSystem:
        """The system as far as it can be read; look at `problems` before using it."""
        head = self._head()
        self.scheme = head.setdefault("scheme", self._likely_scheme())
        nodes = tuple(self._node(row) for row in self._rows("nodes"))
        metrics = tuple(self._metric(row) for row in self._rows("metrics"))
        if self.scheme == "weights":
            nodes, metrics = equal_weights(nodes, metrics)
        system = IndicatorSystem(
            "", "", "", "", nodes, metrics, self._items(), self._events(), self._ledger(), self._grades()
        )
        return replace(system, divisors=self._divisors(), monitored=self._monitored(), **head)

    def parts(self) -> tuple[tuple[Metric, ...], tuple[ChecklistItem, ...], tuple[EventDeduction, ...]]:
        """The metrics, items and events alone, for workbooks of indicators that are no system yet."""
        return tuple(map(self._metric, self._rows("metrics"))), self._items(), self._events()

    def _likely_scheme(self) -> str:
        """What a workbook that does not say is: one with weights, or means, and no full marks is one of weights."""
        sheet = next((each for each in self.sheets if each.name.strip() == LAYOUTS["nodes"].name), None)
        headers = {plain_text(cell) for cell in sheet.row(1)} if sheet else set()
        means = headers & {"权重", "合成方式", "换算规则"} or "aggregation" in self.head_rows
        return "weights" if means and "满分" not in headers else "marks"

    def _items(self) -> tuple[ChecklistItem, ...]:
        return tuple(
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

    def _events(self) -> tuple[EventDeduction, ...]:
        return tuple(
            EventDeduction(
                row.text("编码"),
                row.text("指标编码"),
                row.text("事件", required=True),
                row.number_in("每次扣分") or _ZERO,
            )
            for row in self._rows("events")
        )

    def _divisors(self) -> tuple[Divisor, ...]:
        return tuple(
            Divisor(row.text("编码"), row.text("名称", required=True), row.text("单位"))
            for row in self._rows("divisors")
        )

    def _monitored(self) -> tuple[Monitored, ...]:
        headers = LAYOUTS["monitored"].headers
        return tuple(
            Monitored(**{name: row.text(header, required=name == "name") for name, header in headers.items()})
            for row in self._rows("monitored")
        )

    def _may_miss(self, table: str, layout: SheetLayout) -> bool:
        return layout.optional or (table == "grades" and self.scheme == "weights")

    def _rows(self, table: str) -> list[TableRow]:
        layout = LAYOUTS[table]
        present = any(sheet.name.strip() == layout.name for sheet in self.sheets)
        if not present and self._may_miss(table, layout):
            return []
        headers = [layout.headers[name] for name in layout.needed(self.scheme)]
        opened = open_table(self.sheets, layout.name, headers, self.problems)
        if opened is None:
            return []
        self.tables[table] = opened
        for header in opened.columns:
            if header not in layout.headers.values() and header != _REMARK:
                remedy = (
                    f"删去这一列，或把列名改为“{_REMARK}”；可用的列：{'、'.join(layout.headers.values())}"
                )
                opened.problem(1, header, "不认识的列", header, remedy)
        rows = list(opened.rows())
        self.rows[table] = [row.number for row in rows]
        return rows

    def _head(self) -> dict[str, Any]:
        given: dict[str, TableRow] = {}
        for line in self._rows("system"):
            title = plain_text(line.cell("项目"))
            if _SHORT_ROWS.get(title, title) in given:
                line.note("项目", f"“{title}”写了两次", "只保留一行")
            given.setdefault(_SHORT_ROWS.get(title, title), line)
        found: dict[str, Any] = {}
        for name, title in SYSTEM_ROWS.items():
            row = given.pop(title, None)
            if row is None:
                if "system" in self.tables and name not in OPTIONAL_ROWS:
                    self.tables["system"].problem(1, "项目", f"缺少“{title}”一行", "", "按模板补上这一行")
                continue
            self.head_rows[name] = row.number
            found.update(self._head_value(name, row, given))
        for title, row in given.items():
            if title and title != _REMARK:
                row.note("项目", "不认识的项目", f"删去这一行，或改为：{'、'.join(SYSTEM_ROWS.values())}")
        return {name: value for name, value in found.items() if value is not None}

    def _head_value(self, name: str, row: TableRow, rest: Mapping[str, TableRow]) -> dict[str, Any]:
        if name in ("code", "name", "version"):
            return {name: row.text("内容", required=True)}
        if name in _HEAD_CHOICES:
            default = _HEAD_DEFAULTS.get(name, "")
            return {name: row.choice("内容", _HEAD_CHOICES[name], default=default, label=SYSTEM_ROWS[name])}
        if name == "availability":
            return availability_in(row, "内容")
        if name == "rule":
            return {"rule": rule_in(row, "内容")}
        if name == "parameters":
            ruled = self.head_rows.get("rule")
            rule = rule_in(TableRow(row.table, ruled), "内容") if ruled else ""
            return {"parameters": parameters_in(row, "内容", rule)}
        if name == "level_digits":
            return {name: digits_in(row)}
        number = row.number_in("内容", required=name not in OPTIONAL_ROWS, label=SYSTEM_ROWS[name])
        if name.endswith("_digits") and number is not None:
            if number != int(number):
                row.note("内容", "小数位应为整数", "通常为 2")
            return {name: int(number)}
        return {name: number}

    def _node(self, row: TableRow) -> Node:
        texts: dict[str, Any] = {
            name: row.text(header)
            for name, header in LAYOUTS["nodes"].headers.items()
            if name not in _NODE_NUMBERS
        }
        rule = rule_in(row, "换算规则")
        node = Node(
            texts.pop("code"),
            texts.pop("name"),
            ledger=row.choice("类型", NODE_KINDS, default="scored") == "ledger",
            full_marks=row.number_in("满分", required=False),
            weight=fraction_in(row, "权重", required=False),
            aggregation=row.choice("合成方式", AGGREGATIONS, default=_NONE).replace(_NONE, ""),
            rule=rule,
            parameters=parameters_in(row, "换算参数", rule),
            **availability_in(row, "最低可得"),
        )
        return replace(node, **texts)

    def _metric(self, row: TableRow) -> Metric:
        rule = rule_in(row, "计分规则") if self.ruleless else row.choice("计分规则", RULE_NAMES)
        loose = self.scheme == "weights"
        share = fraction_in(row, "占比", required=not loose)
        return Metric(
            code=row.text("编码"),
            leaf=row.text("指标编码"),
            name=row.text("名称", required=True),
            share=_BLANK if share is None else share,
            input=row.choice("取数方式", INPUTS, default="value" if loose else ""),
            rule=rule,
            parameters=parameters_in(row, "参数", rule),
            empty=row.choice("空值处理", EMPTY_POLICIES, default="na" if loose else ""),
            numerator=row.text("分子名称"),
            denominator=row.text("分母名称"),
            unit=row.text("单位"),
            formula=row.text("公式"),
            divisor=row.text("公用分母"),
            factor=row.number_in("倍数", required=False) or _ONE,
            treatment=treatment_in(row),
        )

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
