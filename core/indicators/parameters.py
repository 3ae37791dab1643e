"""How the numbers of a scoring rule are written in a cell, read back and shown in a sentence.

Whatever a rule is told is kept as numbers: a choice as the position of its option, a bound as the
position of its statistic (0 for a plain number) followed by the number. Options are only ever added
at the end, so that published systems keep their meaning.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from core.indicators.fields import Bound, Field, Number, Span
from core.indicators.numerals import Parameters, exact_number, number_text, plain_number


class ParameterForm(Protocol):
    """The written shape of one rule's parameters."""

    @property
    def example(self) -> str:
        """A filled-in example for error messages and templates."""

    def read(self, text: str) -> Parameters:
        """The numbers in the text; ValueError says in Chinese what is wrong with it."""

    def write(self, parameters: Parameters, percent: bool) -> str:
        """The text that reads back to exactly these numbers; `percent` is for rates."""

    def options(self) -> tuple[int, ...] | None:
        """Positions of choices among the numbers; None where the list of numbers has no fixed length."""

    def thresholds(self, parameters: Parameters) -> Parameters:
        """The numbers that measured values are held against."""


@dataclass(frozen=True, slots=True)
class NamedParameters:
    """`零分线=70%；满分线=100%`: every field under its name, in any order; defaults need not be written."""

    fields: Sequence[Field]
    example: str

    def read(self, text: str) -> Parameters:
        """See `ParameterForm.read`."""
        known = {field.name: field for field in self.fields}
        given: dict[str, Parameters] = {}
        for part in _parts(text):
            name, found, value = part.partition("=")
            if part.count("=") > 1 and "," in part:
                raise ValueError(f"“{part}”：参数之间用分号“；”隔开，不用逗号")
            if not found and ":" in part:
                raise ValueError(f"“{part}”：参数名与数之间用等号“=”，不用冒号")
            field = known.get(name.strip())
            if not found or field is None:
                raise ValueError(f"不认识“{part}”，可写：{'、'.join(known)}；例：{self.example}")
            if field.name in given:
                raise ValueError(f"“{field.name}”写了两次")
            given[field.name] = field.read(value)
        missing = [
            field.name for field in self.fields if field.name not in given and field.defaults() is None
        ]
        if missing:
            raise ValueError(f"缺少“{'、'.join(missing)}”，应写成“{self.example}”")
        return tuple(
            number for field in self.fields for number in given.get(field.name) or field.defaults() or ()
        )

    def write(self, parameters: Parameters, percent: bool) -> str:
        """See `ParameterForm.write`."""
        parts, at = [], 0
        if len(parameters) != sum(map(_width, self.fields)):
            raise ValueError("参数个数不对")
        for field in self.fields:
            numbers = parameters[at : at + _width(field)]
            at += _width(field)
            if numbers != field.defaults():
                parts.append(f"{field.name}={field.write(numbers, percent)}")
        return "；".join(parts)

    def options(self) -> tuple[int, ...] | None:
        """See `ParameterForm.options`."""
        found, at = [], 0
        for field in self.fields:
            found += [at + position for position in field.choices()]
            at += _width(field)
        return tuple(found)

    def thresholds(self, parameters: Parameters) -> Parameters:
        """See `ParameterForm.thresholds`."""
        found, at = [], 0
        for field in self.fields:
            if isinstance(field, Number) and field.percent is None:
                found.append(parameters[at])
            elif isinstance(field, Bound) and not parameters[at]:
                found.append(parameters[at + 1])
            at += _width(field)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PairParameters:
    """`≥95%：1；≥80%：2/3`: values with the part of the marks each earns, kept as pairs.

    `heads` are the signs a value may begin with (the first one is written), none for plain values.
    """

    example: str
    heads: tuple[str, ...] = ()

    def read(self, text: str) -> Parameters:
        """See `ParameterForm.read`."""
        numbers: list[Fraction] = []
        for part in _parts(text):
            bound, found, mark = part.partition(":")
            if not found or (self.heads and not bound.startswith(self.heads)):
                raise ValueError(f"不认识“{part}”，应写成“{self.example}”")
            numbers += [exact_number(bound.lstrip("".join(self.heads) or " ")), exact_number(mark)]
        if not numbers:
            raise ValueError(f"没有写任何一档，应写成“{self.example}”")
        return tuple(numbers)

    def write(self, parameters: Parameters, percent: bool) -> str:
        """See `ParameterForm.write`."""
        head = self.heads[0] if self.heads else ""
        return "；".join(
            f"{head}{number_text(bound, percent)}：{plain_number(mark)}" for bound, mark in pairs(parameters)
        )

    def options(self) -> tuple[int, ...] | None:
        """See `ParameterForm.options`."""
        return None

    def thresholds(self, parameters: Parameters) -> Parameters:
        """See `ParameterForm.thresholds`."""
        return parameters[::2]


@dataclass(frozen=True, slots=True)
class NoParameters:
    """A rule without numbers: the cell stays empty."""

    example: str = ""

    def read(self, text: str) -> Parameters:
        """See `ParameterForm.read`."""
        if text.strip():
            raise ValueError("这种规则没有参数，应留空")
        return ()

    def write(self, parameters: Parameters, percent: bool) -> str:
        """See `ParameterForm.write`."""
        if parameters:
            raise ValueError("参数个数不对")
        return ""

    def options(self) -> tuple[int, ...] | None:
        """See `ParameterForm.options`."""
        return ()

    def thresholds(self, parameters: Parameters) -> Parameters:
        """See `ParameterForm.thresholds`."""
        return ()


def pairs(parameters: Parameters) -> tuple[tuple[Fraction, Fraction], ...]:
    """The (value, mark) pairs of pair parameters in their written order; ValueError for an odd number."""
    return tuple(zip(parameters[::2], parameters[1::2], strict=True))


def _width(field: Field) -> int:
    return 2 if isinstance(field, Bound | Span) else 1


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return [part.strip() for part in re.split(r"[;\n]", plain) if part.strip()]
