"""One node of an indicator tree."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the tree; the ledger node (加减分项) stands outside the scores.

    In a system of marks a leaf carries full marks. In a system of weights every node carries a weight
    among its siblings, may say how what hangs under it is averaged (`aggregation`, a key of
    `core.indicators.system.AGGREGATIONS`), which part and how many of them must be there (`availability`, `least`), and may
    put its own average on a scale again (`rule`, `parameters`). A leaf with metrics does so with its metrics.
    """

    code: str
    name: str
    parent: str = ""
    full_name: str = ""
    ledger: bool = False
    full_marks: Decimal | None = None
    definition: str = ""
    points: str = ""
    extra: str = ""
    source: str = ""
    platform: str = ""
    fields: str = ""
    evidence: str = ""
    frequency: str = ""
    direction: str = ""
    unit: str = ""
    english: str = ""
    weight: Fraction | None = None
    aggregation: str = ""
    availability: Fraction | None = None
    least: int = 0
    rule: str = ""
    parameters: tuple[Fraction, ...] = ()

    def __post_init__(self) -> None:
        if self.weight is not None:
            object.__setattr__(self, "weight", Fraction(self.weight))

    @property
    def title(self) -> str:
        """The name people read where there is room: the full name, or else the stored name."""
        return self.full_name or self.name
