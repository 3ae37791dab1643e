"""Expert marks and the ledger of the demonstration."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Final

from core.collection.values import ExpertMark, LedgerEntry, Unit
from core.demo.qualities import Qualities
from core.demo.stories import Period, UnitStory, ledger_entries
from core.indicators.system import IndicatorSystem

EXPERTS: Final = ("陆怀谷", "苏景行", "叶承舟", "顾文澜", "唐柏年")
_FEWEST_EXPERTS = 3
_LOWEST_MARK, _HIGHEST_MARK = 30, 98
# The best case stands above the unit's level and the second below it; a lone case above both, for
# a missing second one counts as nothing.
_FIRST, _SECOND, _ALONE = 4.0, -9.0, 12.0
_NEVER_CALLED = 0.04
_MOST_USED = "G-B5"
_MOST_USED_PLACES = 5


def expert_marks(
    system: IndicatorSystem, story: UnitStory, qualities: Qualities, level: float
) -> list[ExpertMark]:
    """Three to five experts on each case of a unit, for every metric experts mark."""
    metrics = [metric for metric in system.metrics if metric.input == "experts"]
    marks = []
    for metric in metrics:
        if {metric.code, metric.leaf} & (story.excused | story.blank):
            continue
        around = 100 * (level + qualities.aim(story, metric))
        shifts = (_FIRST, _SECOND) if len(story.cases) > 1 else (_ALONE,)
        for case, shift in zip(story.cases, shifts, strict=False):
            marks += _case(story.code, metric.code, case, around + shift, qualities)
    return marks


def _case(unit: str, metric: str, case: str, around: float, qualities: Qualities) -> list[ExpertMark]:
    draws = qualities.draws
    panel = EXPERTS[: draws.whole(_FEWEST_EXPERTS, len(EXPERTS), unit, case, "panel")]
    called = draws.uniform(unit, case, "called") > _NEVER_CALLED
    marks = []
    for expert in panel:
        mark = round(around + 4 * draws.normal(unit, case, expert))
        held = Decimal(min(max(mark, _LOWEST_MARK), _HIGHEST_MARK))
        marks.append(ExpertMark(unit, metric, f"演示：{case}", expert, held, called))
    return marks


def matters_until(period: Period, units: Collection[str]) -> tuple[LedgerEntry, ...]:
    """The invented matters of these units that had happened by the end of the period."""
    return tuple(
        entry
        for entry in ledger_entries()
        if entry.unit in units and entry.happened_on is not None and entry.happened_on <= period.until
    )


def most_used(
    system: IndicatorSystem, units: Sequence[Unit], period: Period, volumes: Mapping[str, float]
) -> list[LedgerEntry]:
    """A bonus for the five units of every group whose data were used most, where the system has one."""
    item = system.ledger_by_code.get(_MOST_USED)
    if item is None:
        return []
    entries = []
    for group in dict.fromkeys(unit.group for unit in units):
        members = [unit.code for unit in units if unit.group == group]
        best = sorted(members, key=lambda code: -volumes.get(code, 0))[:_MOST_USED_PLACES]
        entries += [
            LedgerEntry(
                code,
                _MOST_USED,
                item.levels[0].name,
                Decimal(1),
                f"演示：{period.name}被调用量列同组前五名",
                "演示德数统〔2020〕1号",
                period.until,
            )
            for code in sorted(best)
        ]
    return entries
