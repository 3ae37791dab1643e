"""Expert scoring in rounds (Delphi): what experts think of each indicator, and how far they agree.

Experts score every indicator by importance; after a round they see how the group scored and may change
their minds. The last round counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Problem
from core.indicators.numerals import plain_number
from core.sheets.model import column_letter
from core.weighting.concordance import concordance
from core.weighting.judgements import name_problems

Floats = NDArray[np.float64]

# Our own proposal (建议值), no rule of any authority: above it experts differ too much to stop.
MOST_VARIATION: Final = 0.25
# One expert has no spread.
FEWEST: Final = 2
HIGHEST_SCORE: Final = 1000


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who scored, and experts × indicators scores, None where one is missing."""

    experts: tuple[str, ...]
    scores: tuple[tuple[Fraction | None, ...], ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """What a round says of every indicator, and of the experts' agreement.

    `coefficient` is Kendall's W with its χ², degrees of freedom and chance, None where nobody ranks.
    `scattered` are the positions of indicators whose variation calls for another round.
    """

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    variations: tuple[float, ...]
    full: tuple[float, ...]
    weights: tuple[float, ...]
    coefficient: float | None
    chi_square: float | None
    freedom: int
    chance: float | None
    scattered: tuple[int, ...]

    @property
    def goes_on(self) -> bool:
        """Whether another round is called for."""
        return bool(self.scattered)


def round_problems(items: Sequence[str], held: Round, full: Fraction, sheet: str = "") -> list[Problem]:
    """Every fault of one round; places are those of a worksheet with names in its first row and column."""
    if not 0 < full <= HIGHEST_SCORE:
        return [Problem(f"打分满分应大于 0、不超过 {HIGHEST_SCORE}", plain_number(full), "通常为 10 或 100")]
    found = name_problems(held.experts, "专家")
    if len(held.experts) < FEWEST:
        found.append(Problem(f"每轮至少 {FEWEST} 名专家", str(len(held.experts)), "增加专家", sheet))
    if not items or [len(row) for row in held.scores] != [len(items)] * len(held.experts):
        value = f"{len(held.scores)}×{max(map(len, held.scores), default=0)}"
        rule = f"打分表应为 {len(held.experts)}×{len(items)}"
        return [*found, Problem(rule, value, "一行一名专家，一列一个指标", sheet)]
    for row, scores in enumerate(held.scores):
        for column, score in enumerate(scores):
            place = (sheet, row + 2, column_letter(column + 1))
            what = f"“{held.experts[row]}”对“{items[column]}”"
            if score is None:
                found.append(Problem(f"{what}没有打分", "", "请专家补打，或去掉这名专家", *place))
            elif not 0 <= score <= full:
                rule = f"{what}的打分应在 0 到 {plain_number(full)} 之间"
                found.append(Problem(rule, plain_number(score), "改正打分", *place))
    if not found and not any(score for scores in held.scores for score in scores):
        found.append(Problem("所有打分都是 0，定不出权重", remedy="至少给一个指标打分", sheet=sheet))
    return found


def round_view(scores: Floats, full: float) -> RoundView:
    """Mean, sample standard deviation s (n − 1), variation s ÷ mean, part of full scores, and agreement.

    `scores` is experts × indicators without blanks, not all 0. Weights are the means made to add up to 1.
    Source: 王春枝、斯琴《德尔菲法中的数据统计处理方法及其应用研究》，内蒙古财经学院学报 2011(4).
    """
    means, deviations = scores.mean(axis=0), scores.std(axis=0, ddof=1)
    variations = np.where(means > 0, deviations / np.where(means > 0, means, 1.0), 0.0)
    agreed = concordance(scores)
    return RoundView(
        means=tuple(map(float, means)),
        deviations=tuple(map(float, deviations)),
        variations=tuple(map(float, variations)),
        full=tuple(map(float, (scores == full).mean(axis=0))),
        weights=tuple(map(float, means / means.sum())),
        coefficient=agreed.coefficient if agreed else None,
        chi_square=agreed.chi_square if agreed else None,
        freedom=scores.shape[1] - 1,
        chance=agreed.chance if agreed else None,
        scattered=tuple(map(int, np.flatnonzero(variations > MOST_VARIATION))),
    )
