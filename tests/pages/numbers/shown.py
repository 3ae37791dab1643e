"""What a screen or a sheet shows, number by number: each must be claimed by somebody who knows it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

Claim = int | float | Decimal | Fraction
Claims = Sequence[Claim]
# A cell that holds no number, and a column that holds none.
NOTHING: Claims = ()
WORDS = ...

_KINDS = (
    "markdown",
    "caption",
    "subheader",
    "info",
    "success",
    "warning",
    "error",
    "metric",
    "table",
    "expander",
)
# What is written with digits and counts nothing: addresses, codes, periods, moments, check sums.
_NO_NUMBER = re.compile(
    r"\]\([^)]*\)|校验[码值] [0-9a-f]{8}|SHA-256 [0-9a-f]{64}|（\d{6}）|\d{4}-(\d\d-\d\d( \d\d:\d\d)?|[一二三四]季度)"
    r"|\d{4}年(度|[一二三四]季度|\d{1,2}月(\d{1,2}日( \d\d:\d\d)?)?)?|(?<![A-Za-z0-9])[A-Z]+(-[A-Z])?\d+([-!#]\d+)*(/分[子母])?"
)
_NUMERAL = re.compile(r"(?<![A-Za-z0-9.])[+−-]?\d[\d,]*(?:\.\d+)?%?")


def numerals(text: str) -> list[str]:
    """Every number written in a text, as written."""
    return _NUMERAL.findall(_NO_NUMBER.sub("]", text.replace("\\", "")))


def is_it(written: str, claim: Claim) -> bool:
    """Whether what is written is the number: exactly, or rounded half up where the number goes on.

    Whole numbers and decimals are published as they are; fractions and floats are shown with fewer digits.
    """
    number = Decimal(written.replace(",", "").replace("−", "-").rstrip("%"))
    scale = 100 if written.endswith("%") else 1
    if isinstance(claim, int | Decimal) and scale == 1:
        return number == claim
    exact = scale * (Fraction(Decimal(repr(claim))) if isinstance(claim, float) else Fraction(claim))
    digits = -int(number.as_tuple().exponent)
    ticks = floor(abs(exact) * 10**digits + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    return int(number.scaleb(digits)) == ticks


def holds(text: str, claims: Claims) -> bool:
    """Whether a text holds these numbers in this order and no other."""
    written = numerals(text)
    return len(written) == len(claims) and all(map(is_it, written, claims))


class Shown:
    """Everything a screen shows, from the top; pieces without a number are passed over."""

    def __init__(self, app: AppTest) -> None:
        assert not app.exception
        self.charts = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
        found = [each for each in app.main if each.type in _KINDS]
        self._pieces = [each for each in found if each.type == "table" or numerals(_text(each))]

    def says(self, *claims: Claim, without: Iterable[str] = ()) -> str:
        """The next piece is a text with these numbers; `without` are whole sentences known to be right."""
        text = _text(self._next(table=False)).replace("\\", "")
        for sentence in without:
            assert sentence in text, sentence
            text = text.replace(sentence, "", 1)
        assert holds(text, claims), f"{text}\nholds {numerals(text)}, not {[*map(str, claims)]}"
        return text

    def lists(self, columns: Mapping[str, Sequence[Claims | str] | object]) -> None:
        """The next piece is a table of exactly these columns with these numbers, row by row.

        A claim that is a text is the whole cell: a name with digits in it.
        """
        table = self._next(table=True).value
        assert list(table.columns) == list(columns)
        for name, claims in columns.items():
            cells = [str(cell) for cell in table[name]]
            wanted = [NOTHING] * len(cells) if claims is WORDS else list(claims)
            assert len(cells) == len(wanted), f"{name}: {len(cells)} rows, not {len(wanted)}"
            for at, (cell, claim) in enumerate(zip(cells, wanted, strict=True)):
                right = cell.replace("\\", "") == claim if isinstance(claim, str) else holds(cell, claim)
                assert right, f"{name} {at}: {cell} is not {[*map(str, claim)]}"

    def counts(self, *columns: Sequence[Claim]) -> None:
        """The next piece is a table whose first column is names, whose others are these counts."""
        table = self._next(table=True).value
        assert len(table.columns) == 1 + len(columns)
        for name, counts in zip(table.columns[1:], columns, strict=True):
            cells = [str(cell) for cell in table[name]]
            assert all(map(holds, cells, [[count] for count in counts])), f"{name}: {cells} is not {counts}"
            assert len(cells) == len(counts)

    def stops_at(self, words: str) -> None:
        """What follows these words is no result."""
        at = next(at for at, each in enumerate(self._pieces) if each.type != "table" and words in _text(each))
        del self._pieces[at:]

    @property
    def unclaimed(self) -> list[str]:
        """What is left: numbers that nobody claimed."""
        return [_text(each) for each in self._pieces]

    def _next(self, *, table: bool) -> Element | Block:
        assert self._pieces, "nothing with a number is left on the screen"
        piece = self._pieces.pop(0)
        wanted = "a table" if table else "a text"
        assert (piece.type == "table") is table, (
            f"{wanted} was claimed, shown is {piece.type}: {_text(piece)}"
        )
        return piece


def _text(piece: Element | Block) -> str:
    if piece.type == "metric":
        return f"{piece.label} {piece.value} {piece.delta}"
    if piece.type == "expander":
        return str(piece.label)
    return str(piece.value)
