"""What an exported workbook shows, cell by cell: each column must be claimed by somebody who knows it."""

from collections.abc import Mapping, Sequence

import pytest

from core.store.session import reading
from tests.core.documents.opened import sheets
from tests.pages.numbers.shown import NOTHING, WORDS, Claims, holds

Row = tuple[object, ...]


def exported(town, reader: str, verb, **facts) -> dict[str, list[Row]]:
    """The sheets of what somebody is given."""
    with reading() as session:
        return sheets(verb(session=session, actor=town.people[reader].actor, **facts).data)


def agrees(cell: object, claim: Claims | str) -> bool:
    """A number is the number itself; a text is the text, or holds the numbers claimed."""
    if isinstance(claim, str):
        return cell == claim
    if isinstance(cell, int | float):
        return len(claim) == 1 and cell == pytest.approx(float(claim[0]), abs=1e-6)
    return holds(str(cell or ""), claim)


def lists(table: Sequence[Row], columns: Mapping[str, Sequence[Claims | str] | object]) -> None:
    """Exactly these columns hold exactly these numbers."""
    head, *rows = table
    assert list(head) == list(columns)
    for at, (name, claims) in enumerate(columns.items()):
        wanted = [NOTHING] * len(rows) if claims is WORDS else list(claims)
        assert len(rows) == len(wanted), f"{name}: {len(rows)} rows, not {len(wanted)}"
        for number, (row, claim) in enumerate(zip(rows, wanted, strict=True)):
            assert agrees(row[at], claim), f"{name} {number}: {row[at]} is not {claim}"
