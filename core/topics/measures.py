"""What the heat map can show besides the index: how each figure is read, written and compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.indicators.numerals import percent_text
from core.topics.parameters import Parameters
from core.topics.rules import Heat

UP, DOWN = "▲", "▼"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a topic in a month; `rule` says when a month's arrow is drawn."""

    code: str
    label: str
    unit: str
    value: Callable[[Heat], float]
    text: Callable[[float], str]
    exact: Callable[[float], str]
    moved: Callable[[float, float, Parameters], float]
    rule: Callable[[Parameters], str]

    def arrow(self, now: Heat, before: Heat | None, parameters: Parameters) -> str:
        """▲ or ▼ where the month moved by the threshold or more, else nothing."""
        if before is None:
            return ""
        # A hair of tolerance, so that 2.0 points are 2.0 points.
        moved = self.moved(self.value(now), self.value(before), parameters) + 1e-9
        if moved >= 1:
            return UP
        return DOWN if moved <= 2e-9 - 1 else ""


def amount(value: float) -> str:
    """A large count in 万 or 亿 with four figures at most: 3,345, 1.29万, 2.21亿."""
    if abs(value) >= 1e8:
        return f"{value / 1e8:.2f}亿"
    if abs(value) >= 1e6:
        return f"{value / 1e4:.0f}万"
    return f"{value / 1e4:.2f}万" if abs(value) >= 1e4 else f"{value:,.0f}"


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _share(value: float) -> str:
    return percent_text(value)


def _by_share(now: float, before: float, parameters: Parameters) -> float:
    return (now - before) / before / parameters.arrow_share if before else float(bool(now))


def _share_rule(parameters: Parameters) -> str:
    return f"比上月升降 {parameters.arrow_share:.0%} 及以上"


MEASURES: Mapping[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure(
            "heat", "热度", "分", lambda heat: float(heat.published), "{:.1f}".format, "{:.1f} 分".format,
            lambda now, before, p: (now - before) / p.arrow_points,
            lambda p: f"比上月升降 {p.arrow_points:g} 分及以上",
        ),
        Measure(
            "calls", "调用", "次", lambda heat: float(heat.measures.calls), amount,
            lambda value: f"{_whole(value)} 次", _by_share, _share_rule,
        ),
        Measure(
            "rows", "交换", "条", lambda heat: float(heat.measures.rows), amount,
            lambda value: f"{_whole(value)} 条", _by_share, _share_rule,
        ),
        Measure(
            "consumers", "使用单位", "个", lambda heat: float(heat.measures.consumers), _whole,
            lambda value: f"{_whole(value)} 个", _by_share, _share_rule,
        ),
        Measure(
            "failures", "失败率", "", lambda heat: heat.measures.failure_rate, _share, _share,
            lambda now, before, p: (now - before) / p.arrow_failure,
            lambda p: f"比上月升降 {p.arrow_failure * 100:g} 个百分点及以上",
        ),
    )
}  # fmt: skip
