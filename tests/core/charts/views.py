"""Views of the demonstration's boards, as the reads give them, without a database."""

from datetime import UTC, datetime

from core.results.models import EditionKind
from core.results.queries import BoardView, EditionRow, UnitView
from tests.core.results.boards import board

EDITION = EditionRow(
    1,
    "2020-初评",
    "德州市2020年度初评结果",
    "2020年度",
    EditionKind.INITIAL,
    "ab" * 32,
    datetime(2021, 1, 5, 1, 0, tzinfo=UTC),
    "赵敏",
)


def board_view(audience: str, *, only: str = "") -> BoardView:
    """A whole board, or what the people of one unit see of it."""
    held = board(audience)
    units = tuple(unit for unit in held.units if only in ("", unit.code))
    return BoardView(EDITION, held, units, (not only, ()))


def unit_view(code: str) -> UnitView:
    """One unit's result."""
    held = board("department" if code.startswith("M") else "county")
    return UnitView(EDITION, held, held.by_code[code])
