"""What a source answered, read strictly: a row a unit, a number a column, or nothing at all; pure."""

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from core.collection.columns import DENOMINATOR, NUMERATOR
from core.errors import SourceMisconfigured

Record = Mapping[str, object]
# So many unknown units are named; the others are counted.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of days asked for, both ends included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A data source as connectors get it."""

    code: str
    name: str
    kind: str
    settings: Mapping[str, str]


class Fetch(Protocol):
    """Reaches outside; given to the core by whoever can.

    Raises `SourceUnavailable` where asking again may help and `SourceMisconfigured` where not.
    """

    def __call__(self, source: SourceFacts, query: str, window: Window) -> Sequence[Record]:
        """The records a query gives for a stretch of days."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Numbers by unit code and column code; `elsewhere` counts units of other boards, `unknown` are
    codes of no organisation, `unfilled` units the source gave no number for."""

    numbers: Mapping[tuple[str, str], float]
    rows: int
    units: int
    elsewhere: int
    unknown: tuple[str, ...]
    unfilled: tuple[str, ...]
    sha256: str

    @property
    def sentence(self) -> str:
        """What came of it, for the run's record."""
        text = f"取得 {self.rows} 行，写入 {self.units} 个单位"
        if self.unfilled:
            text += f"；{len(self.unfilled)} 个单位来源没有数：{_listed(self.unfilled)}"
        if self.elsewhere:
            text += f"；另有 {self.elsewhere} 行属于其他考核对象"
        if self.unknown:
            text += f"；{len(self.unknown)} 个代码没有对应机构，未写入：{_listed(self.unknown)}"
        return text


def read_records(
    records: Sequence[Record],
    unit_field: str,
    fields: Mapping[str, str],
    units: Sequence[str],
    others: Collection[str] = (),
) -> Reading:
    """The numbers of these units; `fields` maps column codes to fields, `others` are organisations besides.

    Raises `SourceMisconfigured` naming the first field that is missing, the first value that is no
    number of 0 or more, a unit that comes twice, a numerator above its denominator, or the fact that
    nothing came at all.
    """
    known, seen = set(units), set[str]()
    strange: list[str] = []
    numbers: dict[tuple[str, str], float] = {}
    for record in records:
        _check_fields(record, (unit_field, *fields.values()))
        unit = str(record[unit_field]).strip()
        if unit in seen:
            raise SourceMisconfigured(f"单位 {unit} 在结果中出现两次", remedy="请在查询中按单位汇总")
        seen.add(unit)
        if unit not in known:
            strange.append(unit)
            continue
        found = {column: _number(record[field], unit, field) for column, field in fields.items()}
        # Half a ratio is no value; what was known before stays.
        if None not in found.values():
            numbers |= {(unit, column): number for column, number in found.items() if number is not None}
            _check_ratio(unit, found)
    filled = {unit for unit, _ in numbers}
    if not filled:
        raise SourceMisconfigured(
            "来源没有返回任何考核对象的数，上一次的值保留", remedy="请核对查询、时段和单位代码"
        )
    unfilled = tuple(unit for unit in units if unit not in filled)
    unknown = tuple(code for code in strange if code not in others)
    elsewhere = len(strange) - len(unknown)
    return Reading(numbers, len(records), len(filled), elsewhere, unknown, unfilled, fingerprint(records))


def fingerprint(records: Sequence[Record]) -> str:
    """SHA-256 of the records as canonical JSON, whatever order the rows came in."""
    rows = sorted(json.dumps(dict(record), sort_keys=True, default=str) for record in records)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _check_fields(record: Record, wanted: Sequence[str]) -> None:
    missing = [field for field in wanted if field not in record]
    if missing:
        raise SourceMisconfigured(
            f"查询结果没有“{'、'.join(missing)}”列，现有：{'、'.join(record)}",
            remedy="来源的表结构可能变了，请修改查询或字段对照",
        )


def _number(value: object, unit: str, field: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise SourceMisconfigured(f"单位 {unit} 的“{field}”不是数：{value}", remedy="请在查询中转换为数")
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise SourceMisconfigured(f"单位 {unit} 的“{field}”须为不小于 0 的数，现为 {value}")
    return number


def _check_ratio(unit: str, found: Mapping[str, float | None]) -> None:
    tops = {column: number for column, number in found.items() if column.endswith(f"/{NUMERATOR}")}
    for column, top in tops.items():
        bottom = found.get(column.replace(f"/{NUMERATOR}", f"/{DENOMINATOR}"))
        if top is not None and bottom is not None and top > bottom:
            raise SourceMisconfigured(
                f"单位 {unit} 的 {column} {top:g} 大于分母 {bottom:g}", remedy="请核对查询的统计口径"
            )


def _listed(codes: Sequence[str]) -> str:
    return "、".join(codes[:_NAMED]) + ("等" if len(codes) > _NAMED else "")
