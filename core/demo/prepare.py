"""The demonstration's files, made and read back as if a person had handed them in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from core.collection.service import ValueSetDraft
from core.collection.values import BLANK, NUMBER, Unit, Values
from core.collection.workbook import read_values, write_values
from core.demo.stories import Period
from core.demo.values import dezhou_values, present
from core.errors import Unavailable
from core.evidence.service import XLSX, FileContent
from core.indicators.system import AUDIENCES, IndicatorSystem
from core.indicators.workbook import read_system
from core.settings import REFERENCE

SYSTEM_FILES: Final[Mapping[str, str]] = {
    "department": "德州市2020市级部门指标体系.xlsx",
    "county": "德州市2020县市区指标体系.xlsx",
}


@dataclass(frozen=True, slots=True)
class PreparedValues:
    """One values workbook of one period, with what was read from it; `whole` is what came about, also
    where the workbook leaves a column to be collected."""

    period: Period
    values: Values
    source: FileContent
    whole: Values

    def draft(self, system_version_id: int, audience: str, round_id: int | None = None) -> ValueSetDraft:
        """What its import is called, and the round it is for."""
        title = f"{self.period.name}{AUDIENCES[audience]}指标值（演示）"
        return ValueSetDraft(title, self.period.name, system_version_id, round_id)


@dataclass(frozen=True, slots=True)
class PreparedBoard:
    """One indicator system with its own workbook, and the values of every period."""

    audience: str
    system: IndicatorSystem
    source: FileContent
    values: tuple[PreparedValues, ...]


def committed_system(
    audience: str, folder: Path = REFERENCE / "indicator_systems"
) -> tuple[IndicatorSystem, FileContent]:
    """The committed indicator system for departments or counties; raises `Unavailable` without its file."""
    name = SYSTEM_FILES[audience]
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise Unavailable(f"读不到指标体系文件 {name}", remedy="从安装包恢复 data/reference") from error
    return read_system(data, name), FileContent(name, XLSX, data)


def prepare_board(
    audience: str,
    units: Sequence[Unit],
    periods: Sequence[Period],
    collected: Collection[str] = (),
) -> PreparedBoard:
    """Everything one board needs, without a database: takes seconds, so no lock is held meanwhile.

    The values of a period hold the units that take part in it; nobody reports a `collected` column.
    """
    system, source = committed_system(audience)
    return PreparedBoard(
        audience, system, source, tuple(_values(system, units, period, collected) for period in periods)
    )


def _values(
    system: IndicatorSystem, units: Sequence[Unit], period: Period, collected: Collection[str]
) -> PreparedValues:
    taking_part = present(units, period)
    whole = dezhou_values(system, taking_part, period=period)
    data = write_values(_reported(whole, collected), system)
    name = f"{period.name}{system.audience_name}指标值（演示）.xlsx"
    values = read_values(data, name, system, units=taking_part)
    return PreparedValues(period, values, FileContent(name, XLSX, data), whole)


def _reported(whole: Values, collected: Collection[str]) -> Values:
    """The values without the numbers of these columns; what was decided 不适用 stays said."""
    left_out = np.array([column in collected for column in whole.columns]) & (whole.states == NUMBER)
    return replace(
        whole,
        numbers=np.where(left_out, np.nan, whole.numbers),
        states=np.where(left_out, BLANK, whole.states).astype(np.uint8),
    )
