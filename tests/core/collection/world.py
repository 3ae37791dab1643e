"""A small board for imports: the county system's thirteen units under a tiny system of their own."""

from core.collection.values import Unit, Values, build_values
from core.evidence.service import XLSX, FileContent
from core.indicators.service import publish_system
from core.store.session import writing
from tests.builders.evaluation import listed
from tests.core.scoring.boards import entry, tiny_system

SYSTEM = tiny_system(audience="county")
SOURCE = FileContent("三季度县市区.xlsx", XLSX, b"values as they were handed in")


def published(people) -> int:
    """The tiny system, published for counties."""
    with writing() as session:
        return publish_system(
            session=session,
            actor=people["赵敏"].actor,
            system=SYSTEM,
            source=FileContent("小体系.xlsx", XLSX, b"system"),
        )


def values(units: tuple[Unit, ...] | None = None) -> Values:
    """Numbers for these units, by default every county; each knows its row."""
    units = listed("county") if units is None else units
    numbers = {(unit.code, "A-1/分子"): float(at) for at, unit in enumerate(units)}
    numbers |= {(unit.code, "A-1/分母"): 20.0 for unit in units}
    made = build_values(SYSTEM, units, numbers, ledger=[entry(units[0].code, "G-B1", "市级")])
    letters = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[3 : 3 + len(made.columns)])
    rows = tuple(range(2, 2 + len(units)))
    return Values(
        made.units,
        made.columns,
        made.numbers,
        made.states,
        ledger=made.ledger,
        sheet="指标值",
        rows=rows,
        letters=letters,
    )
