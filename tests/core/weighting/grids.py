"""Grids and groups the tests of weighing share."""

from decimal import Decimal
from fractions import Fraction

from core.weighting.judgements import Grid
from core.weighting.target import Item, Target

NAMES = ("汇聚", "治理", "共享")


def grid(text: str) -> Grid:
    """Rows by semicolon, numbers by space, a dot for a blank."""
    return tuple(
        tuple(None if cell == "." else Fraction(cell) for cell in row.split()) for row in text.split(";")
    )


def target(**changes: object) -> Target:
    """Three indicators at the top of a draft that share a hundred marks."""
    facts: dict[str, object] = {
        "system_code": "DRAFT",
        "system_title": "2021 草稿",
        "group": "",
        "group_name": "一级指标",
        "items": tuple(Item(code, name) for code, name in zip("ABC", NAMES, strict=True)),
        "whole": Decimal(100),
        "digits": 1,
        "share": Fraction(1),
    }
    return Target(**{**facts, **changes})  # type: ignore[arg-type]


# 汇聚 is twice 治理 and four times 共享: 4/7, 2/7, 1/7.
SOUND = grid("1 2 4; . 1 2; . . 1")
# 汇聚 > 治理 > 共享 > 汇聚.
CIRCLE = grid("1 5 1/5; . 1 5; . . 1")
