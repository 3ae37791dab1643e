"""What the demonstration tells of every unit: read from the small tables in data/demo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from core.collection.values import LedgerEntry
from core.projects.periods import assessed_days
from core.projects.rounds import RoundDraft
from core.projects.rules import RoundKind
from core.settings import ROOT
from core.store.lists import read_rows

FOLDER: Final = ROOT / "data" / "demo"


@dataclass(frozen=True, slots=True)
class Period:
    """One assessed stretch of the year; `targets` is the column of units.csv with its totals."""

    name: str
    targets: str
    since: date
    until: date


def _period(name: str, targets: str) -> Period:
    days = assessed_days(name)
    if days is None:
        raise ValueError(f"演示考核期“{name}”认不出起止日期")
    return Period(name, targets, *days)


YEAR = _period("2020年度", "年度目标总分")
FIRST_QUARTER = _period("2020年一季度", "一季度目标总分")
SECOND_QUARTER = _period("2020年二季度", "二季度目标总分")
THIRD_QUARTER = _period("2020年三季度", "三季度目标总分")
FOURTH_QUARTER = _period("2020年四季度", "四季度目标总分")
PERIODS: Final = (FIRST_QUARTER, SECOND_QUARTER, THIRD_QUARTER, FOURTH_QUARTER, YEAR)
_KINDS: Final = {kind.label: kind for kind in RoundKind}


@dataclass(frozen=True, slots=True)
class RoundStory:
    """One round of the demonstration's project and what its edition is called.

    `absent` are the units excused from it, with the reason.
    """

    draft: RoundDraft
    period: Period
    title: str
    absent: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnitStory:
    """One unit: how big it is, where its totals should land, what it is good and bad at.

    `targets` has no entry for a period the unit takes no part in.
    `strong` and `weak` are codes of indicators or the beginnings of such codes (C means all of C);
    `excused` are leaves or metrics decided 不适用, `blank` metrics nobody reported, `cases` the
    applications experts mark.
    """

    code: str
    catalogues: int
    systems: int
    targets: Mapping[str, float]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    excused: frozenset[str]
    blank: frozenset[str]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonStory:
    """One demonstration account; the organisation code may be empty."""

    login: str
    name: str
    organisation: str
    roles: tuple[str, ...]


def unit_stories(folder: Path = FOLDER) -> dict[str, UnitStory]:
    """The units of both boards by code."""
    return {row["单位代码"]: _unit(row) for row in read_rows(folder / "units.csv")}


def event_counts(folder: Path = FOLDER) -> dict[tuple[str, str], int]:
    """How often a deductible event happened, by unit code and event code."""
    return {(row["单位代码"], row["编码"]): int(row["次数"]) for row in read_rows(folder / "events.csv")}


def ledger_entries(folder: Path = FOLDER) -> tuple[LedgerEntry, ...]:
    """Invented matters with invented documents, each marked 演示."""
    return tuple(
        LedgerEntry(
            row["单位代码"],
            row["编码"],
            row["档次"],
            Decimal(row["数量"]),
            row["事项"],
            row["依据文号"],
            date.fromisoformat(row["日期"]),
        )
        for row in read_rows(folder / "ledger.csv")
    )


def rounds(folder: Path = FOLDER) -> tuple[RoundStory, ...]:
    """The rounds of the year in their order."""
    periods = {period.name: period for period in PERIODS}
    away: dict[str, dict[str, str]] = {}
    for row in read_rows(folder / "absences.csv"):
        away.setdefault(row["轮次"], {})[row["单位代码"]] = row["原因"]
    return tuple(
        RoundStory(
            RoundDraft(
                row["编号"],
                row["名称"],
                row["考核期"],
                _KINDS[row["类别"]],
                date.fromisoformat(row["开放日"]),
                date.fromisoformat(row["截止日"]),
            ),
            periods[row["考核期"]],
            row["版次标题"],
            away.get(row["编号"], {}),
        )
        for row in read_rows(folder / "rounds.csv")
    )


def people(folder: Path = FOLDER) -> tuple[PersonStory, ...]:
    """The demonstration accounts; every name is invented."""
    return tuple(
        PersonStory(row["账号"], row["姓名"], row["单位代码"], tuple(row["角色"].split()))
        for row in read_rows(folder / "people.csv")
    )


def _unit(row: Mapping[str, str]) -> UnitStory:
    return UnitStory(
        row["单位代码"],
        int(row["目录数"]),
        int(row["系统数"]),
        {period.targets: float(row[period.targets]) for period in PERIODS if row[period.targets]},
        tuple(row["强项"].split()),
        tuple(row["弱项"].split()),
        frozenset(row["不适用"].split()),
        frozenset(row["留空"].split()),
        tuple(row["应用案例"].split()),
    )
