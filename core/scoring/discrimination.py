"""Whether metrics tell units apart, tried on values of an earlier period: part of the health check."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from core.indicators.health import Finding, Light
from core.scoring.scores import Scores

# Parts of the units beyond which a metric says nothing about them, and correlation of twins.
MOST_FULL: Final = 0.8
MOST_NOTHING: Final = 0.8
MOST_MISSING: Final = 0.5
TWINS: Final = 0.95
_FEWEST_UNITS: Final = 5


def examine_values(scores: Scores) -> tuple[Finding, ...]:
    """Metrics that most units earn fully, or not at all, or have no data for; pairs that say the same."""
    if len(scores.values.units) < _FEWEST_UNITS:
        return (
            Finding(
                Light.AMBER, "区分度", f"单位不足 {_FEWEST_UNITS} 个，无法判断", "用一个完整期次的数据试算"
            ),
        )
    found = [*_flat(scores), *_twins(scores)]
    return tuple(found) or (Finding(Light.GREEN, "区分度", "各子项都能拉开差距，没有高度相关的子项"),)


def _flat(scores: Scores) -> Iterator[Finding]:
    points, applied = scores.earned.points, scores.earned.applied
    missing = scores.measured.blank | ~applied
    for index, metric in enumerate(scores.system.metrics):
        name, at = f"{metric.code} {metric.name}", (metric.leaf,)
        known = ~missing[:, index]
        part = 1 - known.mean()
        if part > MOST_MISSING:
            yield Finding(
                Light.AMBER, "区分度", f"{name}：{part:.0%} 的单位没有数据", "核对数据来源或改为不计分", at
            )
        if not known.any():
            continue
        own = points[known, index]
        full, nothing = (own >= 1 - 1e-12).mean(), (own <= 1e-12).mean()
        if full > MOST_FULL:
            yield Finding(
                Light.AMBER, "区分度", f"{name}：满分率 {full:.0%}", "提高满分线，或改为监测不计分", at
            )
        elif nothing > MOST_NOTHING:
            yield Finding(
                Light.AMBER, "区分度", f"{name}：零分率 {nothing:.0%}", "降低零分线，或分年推进", at
            )
        elif own.size > 1 and np.ptp(own) < 1e-12:
            yield Finding(Light.AMBER, "区分度", f"{name}：各单位得分相同", "改用能拉开差距的规则", at)


def _twins(scores: Scores) -> Iterator[Finding]:
    points = np.where(scores.earned.applied & ~scores.measured.blank, scores.earned.points, np.nan)
    metrics = scores.system.metrics
    for left in range(len(metrics)):
        for right in range(left + 1, len(metrics)):
            both = ~np.isnan(points[:, left]) & ~np.isnan(points[:, right])
            pair = points[both][:, (left, right)]
            if len(pair) < _FEWEST_UNITS or (np.ptp(pair, axis=0) < 1e-12).any():
                continue
            correlation = float(np.corrcoef(pair.T)[0, 1])
            if abs(correlation) > TWINS:
                names = f"{metrics[left].code} {metrics[left].name} 与 {metrics[right].code} {metrics[right].name}"
                at = tuple(dict.fromkeys((metrics[left].leaf, metrics[right].leaf)))
                yield Finding(
                    Light.AMBER, "区分度", f"{names}：高度相关（{correlation:.2f}）", "考虑合并或取其一", at
                )
