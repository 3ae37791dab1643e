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


def differences(table: Sequence[Row], columns: Mapping[str, Sequence[Claims | str] | object]) -> list[str]:
    """Where a table is not exactly these columns with exactly these numbers."""
    head, *rows = table
    if list(head) != list(columns):
        return [f"{head} is not {list(columns)}"]
    found = []
    for at, (name, claims) in enumerate(columns.items()):
        wanted = [NOTHING] * len(rows) if claims is WORDS else list(claims)
        if len(rows) != len(wanted):
            found.append(f"{name}: {len(rows)} rows, not {len(wanted)}")
            continue
        cells = enumerate(zip(rows, wanted, strict=True))
        found += [
            f"{name} {n}: {row[at]} is not {each}" for n, (row, each) in cells if not agrees(row[at], each)
        ]
    return found
