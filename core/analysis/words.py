"""How changes are written: real minus signs, places in words and arrows, never colour alone."""

from decimal import Decimal
from typing import Final

from core.analysis.contributions import Part, leading
from core.analysis.moves import Move

NONE: Final = "—"


def signed(points: Decimal | None) -> str:
    """Points gained or lost with two decimals: +1.20, −0.50, 0.00; a dash where nothing is compared."""
    if points is None:
        return NONE
    return f"+{points:.2f}" if points > 0 else f"−{-points:.2f}" if points < 0 else "0.00"


def counted(number: int | None, unit: str = "") -> str:
    """A whole number gained or lost: +2 家, −1 家, 持平."""
    if number is None:
        return NONE
    return "持平" if not number else f"{'+' if number > 0 else '−'}{abs(number)}{' ' + unit if unit else ''}"


def places(move: Move) -> str:
    """▲ 上升3位, ▼ 下降2位, 持平; a dash where nothing is compared."""
    number = move.places
    if number is None:
        return NONE
    if not number:
        return "持平"
    return f"▲ 上升{number}位" if number > 0 else f"▼ 下降{-number}位"


def reasons(parts: tuple[Part, ...], most: int = 2) -> str:
    """The leading causes with their points, and what remains: 主要是 C12 数据交互 +1.20 分…，其余 −0.10 分."""
    chosen, rest = leading(parts, most)
    if not chosen:
        return "各项得分未变"
    text = "、".join(f"{part.label} {signed(part.points)} 分" for part in chosen)
    return f"主要是 {text}" + (f"，其余合计 {signed(rest)} 分" if rest else "")


def moved(move: Move, parts: tuple[Part, ...]) -> str:
    """How far a unit moved and why; one that gained points and lost places is told so, not a wrong reason."""
    gone, points = move.places or 0, move.points or Decimal(0)
    text = f"{places(move)}至第{move.now.rank}名，总分 {signed(move.points)} 分"
    if gone < 0 < points:
        return f"{text}，升幅不及其他单位"
    if gone > 0 > points:
        return f"{text}，降幅小于其他单位"
    return f"{text}，{reasons(parts)}"


def percentage_points(change: Decimal | None) -> str:
    """A change of a percentage: +2.5 个百分点, 持平; a dash where nothing is compared."""
    if change is None:
        return NONE
    return f"{'+' if change > 0 else '−'}{abs(change):.1f} 个百分点" if change else "持平"
