"""The words of the dictionaries an indicator is described with."""

from typing import Final

from sqlmodel import Session

from core.dictionaries.queries import items
from core.library.indicator import Indicator
from core.library.rules import Terms

DIMENSIONS: Final = "indicator_dimension"
FREQUENCIES: Final = "indicator_frequency"


def terms_of(session: Session, *, keeping: Indicator | None = None) -> Terms:
    """The words in use now; `keeping` may keep those it has though they were switched off since."""
    dimensions, frequencies = (
        tuple(item.label for item in items(session, code)) for code in (DIMENSIONS, FREQUENCIES)
    )
    if keeping is not None:
        dimensions = tuple(dict.fromkeys([*dimensions, keeping.dimension]))
        frequencies = tuple(dict.fromkeys([*frequencies, keeping.frequency]))
    return Terms(dimensions, frequencies)
