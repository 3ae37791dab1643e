"""What an indicator of the library is: everything a leaf of a system says, and what people ask of it besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from core.indicators.canonical import fingerprint, plain, rebuilt
from core.indicators.node import Node
from core.indicators.numerals import number_text
from core.indicators.rules import RULE_KINDS
from core.indicators.system import ChecklistItem, EventDeduction, Metric

WAYS: Final[Mapping[str, str]] = {
    "system": "系统采集",
    "questionnaire": "问卷",
    "filing": "单位填报",
    "experts": "专家",
}
SENSES: Final[Mapping[str, str]] = {"positive": "正向", "negative": "负向", "mixed": "正负并存"}
UNSCORED: Final = "不计分，只作趋势监测"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as one version keeps it.

    `scope` is a key of `core.indicators.system.AUDIENCES`, `way` of `WAYS`, `sense` of `SENSES`; `dimension` and
    `frequency` are the words of their dictionaries. Without `full_marks` it is only watched, and its
    metrics may do without a rule. Metrics and events name `code` as their leaf.
    """

    code: str
    name: str
    dimension: str = ""
    scope: str = "general"
    meaning: str = ""
    definition: str = ""
    application: str = ""
    document: str = ""
    platform: str = ""
    evidence: str = ""
    frequency: str = ""
    way: str = "system"
    sense: str = "positive"
    unit: str = ""
    full_marks: Decimal | None = None
    full_name: str = ""
    points: str = ""
    extra: str = ""
    fields: str = ""
    english: str = ""
    metrics: tuple[Metric, ...] = ()
    items: tuple[ChecklistItem, ...] = ()
    events: tuple[EventDeduction, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Indicator":
        """The inverse of `to_dict`."""
        return rebuilt(cls, data)

    def to_dict(self) -> dict[str, Any]:
        """The indicator as dictionaries, lists and strings only; numbers are exact text."""
        content: dict[str, Any] = plain(self)
        return content

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the canonical JSON of `to_dict`."""
        return fingerprint(self.to_dict())

    def items_of(self, metric: str) -> tuple[ChecklistItem, ...]:
        """The checklist items of one metric."""
        return tuple(item for item in self.items if item.metric == metric)


Leaf = tuple[Node, tuple[Metric, ...], tuple[ChecklistItem, ...], tuple[EventDeduction, ...]]


def draft_leaf(indicator: Indicator) -> Leaf:
    """The leaf a system begins with when it takes the indicator up, and what hangs under it.

    The leaf has no parent yet and carries the indicator's usual full marks.
    """
    node = Node(
        indicator.code,
        indicator.name,
        full_name=indicator.full_name,
        full_marks=indicator.full_marks,
        definition=indicator.definition,
        points=indicator.points,
        extra=indicator.extra,
        source=WAYS.get(indicator.way, indicator.way),
        platform=indicator.platform,
        fields=indicator.fields,
        evidence=indicator.evidence,
        frequency=indicator.frequency,
        direction=SENSES.get(indicator.sense, indicator.sense),
        unit=indicator.unit,
        english=indicator.english,
    )
    return node, indicator.metrics, indicator.items, indicator.events


def standard(metric: Metric) -> str:
    """The rule of a metric as a sentence people read."""
    kind = RULE_KINDS.get(metric.rule)
    if kind is None:
        return UNSCORED
    return f"{kind.name}：{kind.standard(metric.parameters, metric.unit)}"


def share_text(metric: Metric) -> str:
    """A metric's part of its indicator in per cent."""
    return f"{number_text(metric.share, False)}%"
