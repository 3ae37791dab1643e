"""From the quarters to the year, by the published formula in data/reference/annual_rollup.csv; pure.

A quarter's daily score is its evaluation's and its verified tasks' by `task_weight`; the daily score is the
mean of the quarters there are; the year is the formal evaluation's and the daily score by their weights.
Exact decimals, rounded half up to the digits of the results at the end of each step that is published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DIGITS = Decimal("0.01")
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class RollupRule:
    """The published parameters; raises ValueError where the weights do not make one."""

    formal_weight: Decimal
    daily_weight: Decimal
    task_weight: Decimal
    least_quarters: int

    def __post_init__(self) -> None:
        """Refuse weights that do not make one."""
        if self.formal_weight + self.daily_weight != 1 or not 0 <= self.task_weight <= 1:
            raise ValueError("年度汇总的占比不合理：正式与日常之和须为 1，任务占比须在 0 到 1 之间")

    @property
    def said(self) -> str:
        """The formula as it stands on the screen."""
        evaluated = 1 - self.task_weight
        return (
            f"年度得分 = 正式评估得分×{self.formal_weight} + 日常得分×{self.daily_weight}；"
            f"日常得分 = 有得分各季的平均；季度日常得分 = 季度考核得分×{evaluated} + 任务完成得分×{self.task_weight}"
            "（当季没有已核定的任务节点时按季度考核得分计）。缺季不计入平均，也不按零分算；"
            f"有得分的季度少于 {self.least_quarters} 个的，不计算年度得分。"
        )


@dataclass(frozen=True, slots=True)
class Annual:
    """One unit's year: the quarters as they went in, and what came of them; None where it cannot be told."""

    quarters: Mapping[int, Decimal | None]
    missing: tuple[int, ...]
    daily: Decimal | None
    formal: Decimal | None
    total: Decimal | None
    note: str


def task_score(verified: Sequence[int]) -> Decimal | None:
    """The mean of the verified rates (0–100) of a quarter's nodes; None without one."""
    if not verified:
        return None
    return _rounded(Fraction(sum(verified), len(verified)))


def quarter_score(evaluated: Decimal | None, task: Decimal | None, rule: RollupRule) -> Decimal | None:
    """A quarter's daily score; tasks alone make none, because nobody was evaluated."""
    if evaluated is None or task is None:
        return evaluated
    weight = Fraction(rule.task_weight)
    return _rounded(Fraction(evaluated) * (1 - weight) + Fraction(task) * weight)


def annual(quarters: Mapping[int, Decimal | None], formal: Decimal | None, rule: RollupRule) -> Annual:
    """The year of one unit from its quarters' daily scores and its formal score."""
    held = {quarter: quarters.get(quarter) for quarter in QUARTERS}
    present = [score for score in held.values() if score is not None]
    missing = tuple(quarter for quarter, score in held.items() if score is None)
    daily = _rounded(Fraction(sum(present)) / len(present)) if present else None
    total = None
    if daily is not None and formal is not None and len(present) >= rule.least_quarters:
        parts = Fraction(formal) * Fraction(rule.formal_weight), Fraction(daily) * Fraction(rule.daily_weight)
        total = _rounded(sum(parts, Fraction(0)))
    return Annual(held, missing, daily, formal, total, _note(missing, formal, len(present), rule))


def _note(missing: tuple[int, ...], formal: Decimal | None, present: int, rule: RollupRule) -> str:
    notes = []
    if missing:
        names = "、".join("一二三四"[quarter - 1] for quarter in missing)
        notes.append(f"缺{names}季度，按其余 {present} 季平均" if present else "四季都没有得分")
    if present < rule.least_quarters:
        notes.append(f"不足 {rule.least_quarters} 季，不计算年度得分")
    if formal is None:
        notes.append("还没有正式评估得分")
    return "；".join(notes)


def _rounded(value: Fraction) -> Decimal:
    """Half up to two digits, exactly."""
    scaled = value * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole) / 100).quantize(DIGITS, ROUND_HALF_UP)
