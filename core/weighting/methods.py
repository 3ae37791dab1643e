"""The four ways of weighing: what each is given, and the facts that come with its weights."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from core.weighting.entropy import Entropy, Table
from core.weighting.experts import Round, RoundView
from core.weighting.judgements import Grid
from core.weighting.priorities import Priorities

METHODS: Final = {"experts": "专家打分", "ahp": "层次分析", "entropy": "熵权", "combination": "组合"}


@dataclass(frozen=True, slots=True)
class Scored:
    """Expert scoring: the highest score, and the rounds in their order; the last one counts."""

    full: Fraction
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One expert's judgements, and how much they count in the group."""

    expert: str
    grid: Grid
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Judged:
    """The analytic hierarchy process: one grid an expert."""

    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The entropy method: units × indicators, a key of `core.weighting.entropy.SCALINGS`, and the codes of
    those indicators of which less is better (only where columns are scaled to their range)."""

    units: tuple[str, ...]
    values: Table
    scaling: str = "share"
    falling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Combined:
    """Two earlier records of the same group, by id; `rule` is a key of `core.weighting.combination.RULES`."""

    rule: str
    subjective: int
    objective: int
    share: Fraction = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ScoredFacts:
    """What every round said."""

    rounds: tuple[RoundView, ...]


@dataclass(frozen=True, slots=True)
class JudgedFacts:
    """Consistency of every expert in their order, and of the group."""

    opinions: tuple[Priorities, ...]
    group: Priorities


@dataclass(frozen=True, slots=True)
class CombinedFacts:
    """The two sets that were combined."""

    subjective: tuple[float, ...]
    objective: tuple[float, ...]


Inputs = Scored | Judged | Measured | Combined
Facts = ScoredFacts | JudgedFacts | Entropy | CombinedFacts

# By method; both are read back from a record.
INPUTS: Final[dict[str, Any]] = {
    "experts": Scored,
    "ahp": Judged,
    "entropy": Measured,
    "combination": Combined,
}
FACTS: Final[dict[str, Any]] = {
    "experts": ScoredFacts,
    "ahp": JudgedFacts,
    "entropy": Entropy,
    "combination": CombinedFacts,
}


def method_of(inputs: Inputs) -> str:
    """The key of `METHODS` for what is given."""
    return next(code for code, kind in INPUTS.items() if isinstance(inputs, kind))
