"""All kinds of scoring rules by code."""

from collections.abc import Mapping
from typing import Final

from core.indicators import curve_rules, scale_rules
from core.indicators.rule_kind import RuleKind

RULE_KINDS: Final[Mapping[str, RuleKind]] = {
    kind.code: kind
    for kind in (
        curve_rules.LINEAR,
        curve_rules.REVERSE,
        curve_rules.TIERS,
        curve_rules.PER_POINT,
        curve_rules.PER_ISSUE,
        curve_rules.CHECKLIST,
        curve_rules.GROUP_P90_LOG,
        curve_rules.EXPERT,
        curve_rules.TIERS_DOWN,
        curve_rules.LOOKUP,
        curve_rules.PIECEWISE,
        scale_rules.GOALPOSTS,
        scale_rules.MIN_MAX,
        scale_rules.DISTANCE,
        scale_rules.Z_SCORE,
        scale_rules.RANK,
        scale_rules.PERCENTILE,
    )
}
