"""What questionnaires feed, as the values workbook the import of values takes: matched to the system's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, select

from core.audit.actor import Actor
from core.collection.columns import denominator, numerator, value_columns
from core.collection.queries import assessed_units
from core.collection.values import Unit, build_values
from core.collection.workbook import write_values
from core.errors import NotFound
from core.indicators.queries import published
from core.indicators.system import IndicatorSystem
from core.projects.models import ProjectRound, ProjectSystem
from core.responses.feeding import Fed


@dataclass(frozen=True, slots=True)
class Matched:
    """The fed numbers of one kind of unit by (unit, column), and why the others have no column."""

    system: IndicatorSystem
    units: tuple[Unit, ...]
    numbers: Mapping[tuple[str, str], Decimal]
    unmatched: Mapping[str, str]

    def workbook(self) -> bytes:
        """The workbook the import of values takes; columns nothing feeds are empty."""
        numbers = {place: float(number) for place, number in self.numbers.items()}
        return write_values(build_values(self.system, self.units, numbers), self.system)


def matched(
    *, session: Session, actor: Actor, round_id: int | None, audience: str, rows: Sequence[Fed]
) -> Matched:
    """The rows matched to the system the round's project measures this kind of unit by.

    Raises `NotFound` where there is no round or no system.
    """
    row = session.get(ProjectRound, round_id) if round_id is not None else None
    query = select(ProjectSystem.system_version_id).where(
        ProjectSystem.project_id == (row.project_id if row else 0), ProjectSystem.audience == audience
    )
    version_id = session.exec(query).first()
    if version_id is None:
        raise NotFound("这份问卷没有对应的指标体系", remedy="请把问卷挂到项目轮次上，并在项目中选定指标体系")
    units = assessed_units(session=session, actor=actor, version_id=version_id, round_id=round_id)
    system = published(session, version_id)
    return _matched(system, units, rows)


def _matched(system: IndicatorSystem, units: Sequence[Unit], rows: Sequence[Fed]) -> Matched:
    known, columns = {unit.code for unit in units}, {column.code for column in value_columns(system)}
    numbers: dict[tuple[str, str], Decimal] = {}
    unmatched: dict[str, str] = {}
    for fed in rows:
        if fed.unit_code not in known:
            continue
        named = {
            numerator(fed.metric): fed.numerator,
            denominator(fed.metric): fed.denominator,
            fed.metric: fed.value,
        }
        for column, number in named.items():
            if number is None:
                continue
            if column in columns:
                numbers[fed.unit_code, column] = number
            else:
                unmatched[column] = f"“{system.name}”没有“{column}”这一列"
    return Matched(system, tuple(units), numbers, unmatched)
