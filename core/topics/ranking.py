"""Who is hottest in a month, who moved and why: from cells to places and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.indicators.numerals import percent_text
from core.topics.measures import DOWN, UP, amount
from core.topics.queries import HeatView
from core.topics.rules import Heat, Measures, Part, PartKind, ranks

HISTORY = 6
BARS = "▁▂▃▄▅▆▇█"
# Points; less than this in half a year is no movement to draw.
LEVEL = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """One topic's place in a month; `moved` counts places gained, `change` points, None in the first month."""

    topic: str
    name: str
    rank: int
    heat: Heat
    moved: int | None
    change: Decimal | None
    history: tuple[Heat, ...]

    @property
    def moved_text(self) -> str:
        """The rank change in words with its arrow."""
        if self.moved is None:
            return "首月"
        if not self.moved:
            return "持平"
        return f"{UP} 升 {self.moved} 位" if self.moved > 0 else f"{DOWN} 降 {-self.moved} 位"

    @property
    def change_text(self) -> str:
        """Points against the month before, signed."""
        return "—" if self.change is None else signed(self.change)

    @property
    def bars(self) -> str:
        """The last six months as heights between the topic's own lowest and highest; level where it hardly moved."""
        values = [float(heat.published) for heat in self.history]
        low, span = min(values), max(values) - min(values)
        if span < LEVEL:
            return BARS[3] * len(values)
        return "".join(BARS[round((value - low) / span * (len(BARS) - 1))] for value in values)

    @property
    def history_text(self) -> str:
        """What the last six months brought, signed."""
        return signed(self.heat.published - self.history[0].published)


def signed(points: Decimal) -> str:
    """+2.4, −0.3, 0.0."""
    return f"+{points}" if points > 0 else str(points).replace("-", "−")


def places(view: HeatView, month: str) -> tuple[Place, ...]:
    """Every topic by its place in a month, equals by code."""
    before = view.before(month)
    now = ranks({topic: view.heat(topic, month).published for topic in view.names})
    then = ranks({topic: view.heat(topic, before).published for topic in view.names}) if before else {}
    held = view.months[: view.months.index(month) + 1][-HISTORY:]
    found = []
    for topic, name in view.names.items():
        heat = view.heat(topic, month)
        change = heat.published - view.heat(topic, before).published if before else None
        moved = then[topic] - now[topic] if before else None
        past = tuple(view.heat(topic, each) for each in held)
        found.append(Place(topic, name, now[topic], heat, moved, change, past))
    return tuple(sorted(found, key=lambda place: (place.rank, place.topic)))


def riser(found: Sequence[Place]) -> Place | None:
    """Who gained most points, if anybody did."""
    gained = [place for place in found if place.change is not None and place.change > 0]
    return max(gained, key=lambda place: (place.change or Decimal(), -place.rank), default=None)


def reason(view: HeatView, topic: str, month: str, most: int = 2) -> str:
    """The parts that moved the index most in its direction since the month before, with their raw values."""
    before = view.before(month)
    if not before:
        return ""
    now, then = view.heat(topic, month), view.heat(topic, before)
    rises = now.published >= then.published
    old = {part.kind: part for part in then.parts}
    moves = sorted(
        ((_moved(part, old.get(part.kind)), part) for part in now.parts),
        key=lambda move: move[0],
        reverse=rises,
    )
    return "、".join(
        f"{part.kind} {value_text(part.kind, then)} → {value_text(part.kind, now)}（{signed(points)} 分）"
        for points, part in moves[:most]
        if (points > 0) == rises and points
    )


def value_text(kind: PartKind, heat: Heat) -> str:
    """The raw value of a part as people read it."""
    measures = heat.measures
    match kind:
        case PartKind.CALLS:
            return f"{amount(measures.counted)} 次"
        case PartKind.CONSUMERS:
            return f"{measures.consumers:,} 个"
        case PartKind.ROWS:
            return f"{amount(measures.rows)}条"
        case PartKind.USAGE:
            return percent_text(measures.usage)
        case PartKind.GROWTH:
            ratio = next(part.value for part in heat.parts if part.kind is PartKind.GROWTH)
            return f"{ratio:.2f} 倍"
        case PartKind.QUALITY:
            return percent_text(measures.failure_rate)


def dropped_text(measures: Measures) -> str:
    """What cleaning took away, in counts."""
    parts = (
        ("本单位自调", measures.self_calls),
        ("健康探测", measures.probes),
        ("压测", measures.load_tests),
        ("请求错误", measures.client_errors),
    )
    dropped = "、".join(f"{name} {number:,}" for name, number in parts if number)
    capped = measures.calls - measures.counted
    text = f"原始调用 {measures.raw:,} 次，剔除{dropped or '无'}，计 {measures.calls:,} 次"
    return f"{text}；封顶减去 {capped:,.0f} 次" if capped >= 0.5 else text


def _moved(part: Part, old: Part | None) -> Decimal:
    return part.points - (old.points if old else Decimal())
