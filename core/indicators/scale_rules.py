"""The registry rows of the scales of composite indices: written form, sentence, faults, goal."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from core.indicators import scales
from core.indicators.numerals import Parameters
from core.indicators.rule_kind import NUMBERS, Reference, RuleKind, shown

_ZERO, _ONE = Fraction(0), Fraction(1)
_PLACES: Final = ("below", "equal", "count")
_BETWEEN_AMONG, _Z_AMONG, _PLACE_AMONG = 9, 9, 4


def _bound_references(among: int) -> Callable[[Parameters], tuple[Reference, ...]]:
    def found(parameters: Parameters) -> tuple[Reference, ...]:
        return tuple(Reference(code, bool(parameters[among])) for code in scales.bound_statistics(parameters))

    return found


def _place_references(parameters: Parameters) -> tuple[Reference, ...]:
    return tuple(Reference(code, bool(parameters[_PLACE_AMONG])) for code in _PLACES)


def _bound_text(choice: Fraction, number: Fraction, unit: str, group: bool) -> str:
    word = tuple(scales.STATISTICS)[int(choice)]
    return f"{'同组' if group else '全部单位的'}{word}" if choice else shown(number, unit)


def _ends(parameters: Parameters, unit: str) -> tuple[str, str]:
    """The low and the high end in words, the better one last."""
    group = bool(parameters[_BETWEEN_AMONG])
    low, high = (_bound_text(parameters[at], parameters[at + 1], unit, group) for at in (0, 2))
    return (high, low) if parameters[6] else (low, high)


def _between_standard(parameters: Parameters, unit: str) -> str:
    worst, best = _ends(parameters, unit)
    scale = ("按比例", "按对数比例", "按 ln(1+实测) 的比例")[int(parameters[4])]
    start, end = parameters[7:9]
    ends = f"{worst}计{shown(start, '')}，{best}计{shown(end, '')}，其间{scale}计分"
    return (
        ends
        + ("", "，低于下端的继续按比例", "，高于上端的继续按比例", "，两端之外继续按比例")[int(parameters[5])]
    )


def _distance_standard(parameters: Parameters, unit: str) -> str:
    group = bool(parameters[_BETWEEN_AMONG])
    start, target = (_bound_text(parameters[at], parameters[at + 1], unit, group) for at in (0, 2))
    zero = parameters[0] == 0 == parameters[1]
    own = "实测" if zero else f"（实测－{start}）"
    target = target if zero else f"（{target}－{start}）"
    curve = ("", "，各数取 ln", "，各数取 ln(1+x)")[int(parameters[4])]
    clip = ("", "，限在 0 到 1 之间", "，不超过 1", "，不低于 0")[int(parameters[5])]
    shift = (
        ""
        if parameters[7:9] == (_ZERO, _ONE)
        else f"，再落到 {shown(parameters[7], '')} 到 {shown(parameters[8], '')}"
    )
    return (
        f"按{target}÷{own}计分{curve}{clip}{shift}"
        if parameters[6]
        else f"按{own}÷{target}计分{curve}{clip}{shift}"
    )


def _z_standard(parameters: Parameters, unit: str) -> str:
    group = bool(parameters[_Z_AMONG])
    centre = _bound_text(parameters[0], parameters[1], unit, group)
    scale = _bound_text(parameters[2], parameters[3], unit, group)
    mean, deviation = (shown(number, "") for number in parameters[4:6])
    after = "" if parameters[4:6] == (_ZERO, _ONE) else f"，再乘以 {deviation}、加 {mean}"
    after = "，再换算为正态分布中低于它的部分" if parameters[7] else after
    return f"按（实测－{centre}）÷{scale} 标准化{'（取相反数）' if parameters[6] else ''}{after}"


def _place_standard(parameters: Parameters, unit: str) -> str:
    better = "越小越好" if parameters[1] else "越大越好"
    how = ("最差为 0、最好为 1", "取所占位置的中点", "名次÷单位数")[int(parameters[0])]
    among = "同组" if parameters[_PLACE_AMONG] else "全部单位"
    return f"按在{among}中的名次计分（{better}，{how}）"


def _between_fault(parameters: Parameters) -> str | None:
    if parameters[0] == parameters[2] and parameters[1] == parameters[3]:
        return "下限与上限相同"
    if parameters[4] == 1 and any(parameters[at] == 0 and parameters[at + 1] <= 0 for at in (0, 2)):
        return "取对数时上下限须大于 0"
    return _span_fault(parameters[7:9])


def _distance_fault(parameters: Parameters) -> str | None:
    if parameters[0] == parameters[2] and parameters[1] == parameters[3]:
        return "起点与参照相同"
    if parameters[4] == 1 and any(parameters[at] == 0 and parameters[at + 1] <= 0 for at in (0, 2)):
        return "取对数时起点与参照须大于 0"
    return _span_fault(parameters[7:9])


def _z_fault(parameters: Parameters) -> str | None:
    if parameters[2] == 0 and parameters[3] <= 0:
        return "尺度应大于 0"
    return None if parameters[5] > 0 else "结果标准差应大于 0"


def _place_fault(parameters: Parameters) -> str | None:
    return _span_fault(parameters[2:4])


def _span_fault(span: Parameters) -> str | None:
    return None if span[0] < span[1] else "区间的前一个数应小于后一个数"


def _between_rises(parameters: Parameters) -> bool:
    numbers = parameters[0] == 0 == parameters[2]
    return bool(parameters[6]) == (numbers and parameters[1] > parameters[3])


def _between_goal(parameters: Parameters) -> Fraction | None:
    best = 0 if parameters[6] else 2
    return parameters[best + 1] if parameters[best] == 0 and parameters[8] == 1 else None


def _between_fits_marks(parameters: Parameters) -> bool:
    inside = parameters[5] == 0 and parameters[7] >= 0 and parameters[8] <= 1
    return inside and not scales.bound_statistics(parameters)


def _never(parameters: Parameters) -> bool:
    return False


def _rises_unless(position: int) -> Callable[[Parameters], bool]:
    return lambda parameters: not parameters[position]


GOALPOSTS: Final = RuleKind(
    "goalposts",
    "标杆",
    NUMBERS,
    scales.GOALPOSTS,
    scales.between,
    _between_standard,
    _between_fault,
    goal=_between_goal,
    rises=_between_rises,
    references=_bound_references(_BETWEEN_AMONG),
    floor=scales.curve_floor,
    fits_marks=_between_fits_marks,
)
MIN_MAX: Final = RuleKind(
    "min_max",
    "极差归一",
    NUMBERS,
    scales.MIN_MAX,
    scales.between,
    _between_standard,
    _between_fault,
    rises=_between_rises,
    references=_bound_references(_BETWEEN_AMONG),
    floor=scales.curve_floor,
    fits_marks=_never,
)
DISTANCE: Final = RuleKind(
    "distance",
    "距参照",
    NUMBERS,
    scales.DISTANCE,
    scales.distance,
    _distance_standard,
    _distance_fault,
    rises=_rises_unless(6),
    references=_bound_references(_BETWEEN_AMONG),
    floor=scales.curve_floor,
    fits_marks=_never,
)
Z_SCORE: Final = RuleKind(
    "z_score",
    "标准分",
    NUMBERS,
    scales.Z_SCORE,
    scales.z_score,
    _z_standard,
    _z_fault,
    rises=_rises_unless(6),
    references=_bound_references(_Z_AMONG),
    fits_marks=_never,
)
RANK: Final = RuleKind(
    "rank",
    "名次",
    NUMBERS,
    scales.PLACE,
    scales.place,
    _place_standard,
    _place_fault,
    rises=_rises_unless(1),
    references=_place_references,
    fits_marks=_never,
)
PERCENTILE: Final = RuleKind(
    "percentile",
    "百分位",
    NUMBERS,
    scales.PLACE,
    scales.percentile,
    _place_standard,
    _place_fault,
    rises=_rises_unless(1),
    references=_place_references,
    fits_marks=_never,
)
