"""The registry rows of the absolute rules: written form, sentence, faults, goal."""

from fractions import Fraction
from itertools import pairwise
from typing import Final

from core.indicators import curves
from core.indicators.fields import Number
from core.indicators.numerals import Parameters, number_text
from core.indicators.parameters import NamedParameters, NoParameters, PairParameters, pairs
from core.indicators.rule_kind import NUMBERS, RATES, Reference, RuleKind, shown


def _linear_fault(parameters: Parameters) -> str | None:
    zero, full = parameters
    return None if zero < full else "零分线应小于满分线"


def _reverse_fault(parameters: Parameters) -> str | None:
    best, worst = parameters
    return None if best < worst else "满分线应小于零分线（越小越好）"


def _pair_fault(parameters: Parameters, same: str) -> str | None:
    ordered = sorted(pairs(parameters))
    if len({value for value, _ in ordered}) < len(ordered):
        return same
    return None


def _marks_within(parameters: Parameters) -> bool:
    return all(0 <= mark <= 1 for _, mark in pairs(parameters))


def _tier_fault(parameters: Parameters) -> str | None:
    rising = all(low[1] <= high[1] for low, high in pairwise(sorted(pairs(parameters))))
    return _pair_fault(parameters, "两档的下限相同") or (None if rising else "下限高的一档得分不应更低")


def _tier_down_fault(parameters: Parameters) -> str | None:
    falling = all(low[1] >= high[1] for low, high in pairwise(sorted(pairs(parameters))))
    return _pair_fault(parameters, "两档的上限相同") or (None if falling else "上限高的一档得分不应更高")


def _lookup_fault(parameters: Parameters) -> str | None:
    return _pair_fault(parameters, "同一取值写了两次")


def _piecewise_fault(parameters: Parameters) -> str | None:
    if len(parameters) < 4:
        return "至少要写两个点"
    return _pair_fault(parameters, "两个点的取值相同")


def _rate_fault(parameters: Parameters) -> str | None:
    return None if parameters[-1] > 0 else "每次扣减的比例应大于 0"


def _part(mark: Fraction) -> str:
    return "满分" if mark == 1 else f"该项的{number_text(mark, False)}"


def _tier_standard(parameters: Parameters, unit: str) -> str:
    ordered = sorted(pairs(parameters), reverse=True)
    written = "，".join(f"达到{shown(bound, unit)}得{_part(mark)}" for bound, mark in ordered if mark > 0)
    return f"{written}，其余不得分"


def _tier_down_standard(parameters: Parameters, unit: str) -> str:
    ordered = sorted(pairs(parameters))
    written = "，".join(f"不超过{shown(bound, unit)}得{_part(mark)}" for bound, mark in ordered if mark > 0)
    return f"{written}，其余不得分"


def _lookup_standard(parameters: Parameters, unit: str) -> str:
    written = "，".join(f"取值{shown(value, unit)}得{_part(mark)}" for value, mark in pairs(parameters))
    return f"{written}，其余取值不得分"


def _piecewise_standard(parameters: Parameters, unit: str) -> str:
    written = "、".join(f"{shown(value, unit)}得{_part(mark)}" for value, mark in sorted(pairs(parameters)))
    return f"{written}，其间按直线计分"


def _first_full(parameters: Parameters) -> Fraction | None:
    return min((value for value, mark in pairs(parameters) if mark == 1), default=None)


def _last_full(parameters: Parameters) -> Fraction | None:
    return max((value for value, mark in pairs(parameters) if mark == 1), default=None)


def _knots_rise(parameters: Parameters) -> bool:
    ordered = sorted(pairs(parameters))
    return ordered[0][1] <= ordered[-1][1]


def _falls(parameters: Parameters) -> bool:
    return False


LINEAR: Final = RuleKind(
    "linear",
    "线性",
    RATES,
    NamedParameters((Number("零分线"), Number("满分线")), "零分线=70%；满分线=100%"),
    curves.linear,
    lambda p, unit: f"达到{shown(p[1], unit)}得满分，不高于{shown(p[0], unit)}不得分，其间按比例计分",
    _linear_fault,
    goal=lambda p: p[1],
)
REVERSE: Final = RuleKind(
    "reverse",
    "逆向",
    NUMBERS,
    NamedParameters((Number("满分线"), Number("零分线")), "满分线=2%；零分线=20%"),
    curves.reverse,
    lambda p, unit: f"不超过{shown(p[0], unit)}得满分，达到{shown(p[1], unit)}不得分，其间按比例计分",
    _reverse_fault,
    goal=lambda p: p[0],
    rises=_falls,
)
TIERS: Final = RuleKind(
    "tiers",
    "分档",
    RATES,
    PairParameters("≥95%：1；≥80%：2/3；≥60%：1/3", ("≥", ">=")),
    curves.tiers,
    _tier_standard,
    _tier_fault,
    goal=_first_full,
    fits_marks=_marks_within,
)
TIERS_DOWN: Final = RuleKind(
    "tiers_down",
    "逆向分档",
    NUMBERS,
    PairParameters("≤2%：1；≤5%：0.5", ("≤", "<=")),
    curves.tiers_down,
    _tier_down_standard,
    _tier_down_fault,
    goal=_last_full,
    rises=_falls,
    fits_marks=_marks_within,
)
PER_POINT: Final = RuleKind(
    "per_point",
    "每点扣",
    RATES,
    NamedParameters(
        (Number("目标"), Number("每低1个百分点扣", percent=True)), "目标=100%；每低1个百分点扣=5%"
    ),
    curves.per_point,
    lambda p, unit: f"目标{shown(p[0], unit)}，每低1个百分点扣该项的{shown(p[1], '%')}",
    _rate_fault,
    goal=lambda p: p[0],
)
PER_ISSUE: Final = RuleKind(
    "per_issue",
    "每项扣",
    frozenset({"count"}),
    NamedParameters((Number("每项扣", percent=True),), "每项扣=20%"),
    curves.per_issue,
    lambda p, unit: f"每发现1{unit or '项'}扣该项的{shown(p[0], '%')}，扣完为止",
    _rate_fault,
    goal=lambda p: Fraction(0),
    rises=_falls,
)
LOOKUP: Final = RuleKind(
    "lookup",
    "取值对应",
    NUMBERS,
    PairParameters("0：0；1：0.5；2：1"),
    curves.lookup,
    _lookup_standard,
    _lookup_fault,
    fits_marks=_marks_within,
)
PIECEWISE: Final = RuleKind(
    "piecewise",
    "分段线性",
    NUMBERS,
    PairParameters("0：0；60：0.6；100：1"),
    curves.piecewise,
    _piecewise_standard,
    _piecewise_fault,
    goal=lambda p: _first_full(p) if _knots_rise(p) else _last_full(p),
    rises=_knots_rise,
    fits_marks=_marks_within,
)
CHECKLIST: Final = RuleKind(
    "checklist",
    "清单",
    frozenset({"items"}),
    NoParameters(),
    curves.checklist,
    lambda p, unit: "清单逐项按权重V×量化值P计分，各项均达到1得满分",
)
GROUP_P90_LOG: Final = RuleKind(
    "group_p90_log",
    "同组P90对数归一",
    frozenset({"value", "count"}),
    NoParameters(),
    curves.group_p90_log,
    lambda p, unit: "按 ln(1+实测)÷ln(1+同组P90) 计分，达到同组P90得满分",
    references=lambda p: (Reference("p90", group=True),),
)
EXPERT: Final = RuleKind(
    "expert",
    "专家评分",
    frozenset({"experts"}),
    NoParameters(),
    curves.expert,
    lambda p, unit: "按（0.7×最优案例分＋0.3×次优案例分）÷100 计分",
)
