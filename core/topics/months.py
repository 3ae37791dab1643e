"""Which months of a year people look at together."""

from collections.abc import Mapping

from core.topics.queries import HeatView

# Code in addresses -> name and the months it covers.
SPANS: Mapping[str, tuple[str, range]] = {
    "all": ("全年", range(1, 13)),
    "h1": ("上半年", range(1, 7)),
    "h2": ("下半年", range(7, 13)),
    "q1": ("一季度", range(1, 4)),
    "q2": ("二季度", range(4, 7)),
    "q3": ("三季度", range(7, 10)),
    "q4": ("四季度", range(10, 13)),
}


def spans(view: HeatView, year: str) -> dict[str, tuple[str, ...]]:
    """The months held of every span of a year that has any."""
    held = {
        code: tuple(month for month in view.months if month[:4] == year and int(month[5:]) in covered)
        for code, (_, covered) in SPANS.items()
    }
    return {code: months for code, months in held.items() if months}
