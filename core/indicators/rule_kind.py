"""What the product knows about a kind of scoring rule: one row of the registry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any, Final

from numpy.typing import NDArray

from core.indicators.numerals import Parameters, number_text
from core.indicators.parameters import ParameterForm

# float64 on the fast path, object (Fraction) on the exact one.
Numbers = NDArray[Any]
Function = Callable[[Numbers, Sequence[Any], Sequence[Numbers]], Numbers]

# Ways of measuring a rule may be given: see `core.indicators.system.INPUTS`.
RATES: Final = frozenset({"ratio", "complement", "value"})
NUMBERS: Final = RATES | {"count"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A statistic a rule compares with: of the same group, or of everybody on the board.

    `statistic` is min, max, mean, median, sd, psd, pNN, or a unit's own place: below, equal, count.
    """

    statistic: str
    group: bool = False


def _none(parameters: Parameters) -> tuple[Reference, ...]:
    return ()


def _no_goal(parameters: Parameters) -> Fraction | None:
    return None


def _no_floor(parameters: Parameters) -> float:
    return -inf


def _yes(parameters: Parameters) -> bool:
    return True


def no_fault(parameters: Parameters) -> str | None:
    """For rules whose parameters cannot be wrong once they could be read."""
    return None


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind of rule.

    `standard` writes the rule as a sentence for a unit of measurement; `fault` names what is wrong
    with parameters that could be read; `goal` gives the value from which P = 1, None where there is no
    fixed one; `rises` says whether more is better. `references` are the statistics the function wants,
    in order. `fits_marks` says whether the rule may earn full marks: its P lies within 0–1 and, unless
    the rule itself is about the group, does not move because a neighbour did. Values at or below `floor`
    take no part in the statistics.
    """

    code: str
    name: str
    inputs: frozenset[str]
    form: ParameterForm
    function: Function
    standard: Callable[[Parameters, str], str]
    fault: Callable[[Parameters], str | None] = no_fault
    goal: Callable[[Parameters], Fraction | None] = _no_goal
    rises: Callable[[Parameters], bool] = _yes
    references: Callable[[Parameters], tuple[Reference, ...]] = _none
    fits_marks: Callable[[Parameters], bool] = _yes
    floor: Callable[[Parameters], float] = _no_floor


def shown(number: Fraction, unit: str) -> str:
    """A threshold for people with its unit: 95%, 1000毫秒."""
    return number_text(number, True) if unit == "%" else f"{number_text(number, False)}{unit}"
