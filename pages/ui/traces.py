"""How a metric's way from its sources to its points is written, wherever it is opened."""

from fractions import Fraction

from core.indicators.numerals import percent_text, rounded_text
from core.scoring.trace import STATES, Trace


def measured(found: Trace) -> str:
    """What was measured, 174 ÷ 204 = 85.29%, in the measure of the deduction sentences; or why there is none."""
    value = found.value if found.raw is None else found.raw
    if found.state != "number" or value is None:
        return STATES[found.state]
    treated = "" if found.raw is None else f"，异常值处理后 {amount(found.value)} {found.measure}".rstrip()
    return f"{_division(found)}{_value(found, value)}{treated}"


def amount(number: Fraction | float | None, digits: int = 4) -> str:
    """A number with separators and no idle zeros, with at most `digits` decimals; a dash where there is none."""
    if number is None:
        return "—"
    whole, _, decimals = rounded_text(number, digits).partition(".")
    return f"{int(whole):,}" + (f".{kept}" if (kept := decimals.rstrip("0")) else "")


def _division(found: Trace) -> str:
    if found.numerator is None or found.denominator is None:
        return ""
    sign = "1 − " if found.input == "complement" else ""
    times = "" if found.factor == 1 else f" × {amount(found.factor)}"
    return f"{sign}{amount(found.numerator)} ÷ {amount(found.denominator)}{times} = "


def _value(found: Trace, value: Fraction) -> str:
    if found.input == "items":
        return f"清单量化 {percent_text(value, 2)}"
    if found.input == "experts":
        return f"{rounded_text(value * 100, 2)} 分"
    if found.input in ("ratio", "complement") or found.measure == "%":
        return percent_text(value, 2)
    return f"{amount(value)} {found.measure}".rstrip()
