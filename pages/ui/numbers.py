"""How numbers are written on screens: scores two decimals, deductions with a real minus sign."""

from decimal import Decimal


def score(points: Decimal | float) -> str:
    """Points with two decimals: 92.30."""
    return f"{points:.2f}"


def marks(points: Decimal) -> str:
    """Full marks without idle zeros: 5, 12.5."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return text or "0"


def signed(points: Decimal) -> str:
    """Points gained or lost: +6.00, −0.50, 0.00."""
    if not points:
        return "0.00"
    return f"+{points:.2f}" if points > 0 else f"−{-points:.2f}"
