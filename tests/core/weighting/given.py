"""What people hand in for each method, for the three indicators of `grids.target`."""

from fractions import Fraction

from core.weighting.experts import Round
from core.weighting.methods import Combined, Judged, Measured, Opinion, Scored
from tests.core.weighting.grids import SOUND, grid

EXPERTS = ("张三", "李四")


def numbers(text: str):
    """Rows by semicolon, numbers by space, a dot for a blank."""
    return grid(text)


SCORED = Scored(
    Fraction(10),
    (Round(EXPERTS, numbers("10 2 4; 4 6 8")), Round(EXPERTS, numbers("9 6 5; 9 6 5"))),
)
JUDGED = Judged((Opinion("张三", SOUND), Opinion("李四", grid("1 1 2; . 1 2; . . 1"))))
MEASURED = Measured(("发改委", "教育局", "公安局"), numbers("10 5 7; 20 5 8; 30 5 9"))
COMBINED = Combined("linear", 1, 2, Fraction(3, 5))
EARLIER = {1: (0.5, 0.3, 0.2), 2: (0.8, 0.2, 0.0)}
