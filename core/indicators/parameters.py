"""How the numbers of a scoring rule are written in a cell, read back and shown in a sentence."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

Parameters = tuple[Fraction, ...]

_NUMBER: Final = re.compile(r"(-?\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?(%?)")


class ParameterForm(Protocol):
    """The written shape of one rule's parameters."""

    @property
    def example(self) -> str:
        """A filled-in example for error messages and templates."""

    def read(self, text: str) -> Parameters:
        """The numbers in the text; ValueError says in Chinese what is wrong with it."""

    def write(self, parameters: Parameters, percent: bool) -> str:
        """The text that reads back to exactly these numbers; `percent` is for rates."""


def exact_number(text: str) -> Fraction:
    """70%, 0.7, 1000 or 2/3 as an exact number; ValueError in Chinese for anything else."""
    found = _NUMBER.fullmatch(re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))
    if found is None or (found[2] is not None and Fraction(found[2]) == 0):
        raise ValueError(f"“{text}”不是数（可写 70%、0.7、1000 或 2/3）")
    number = Fraction(found[1]) / Fraction(found[2] or 1)
    return number / 100 if found[3] else number


def plain_number(number: Fraction) -> str:
    """The shortest exact text: a decimal where there is one, else a fraction such as 2/3."""
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_text(number: Fraction, percent: bool) -> str:
    """A parameter for people: 70% for a rate, 1000 for a plain number, 2/3 where decimals fail."""
    text = plain_number(number * 100 if percent else number)
    return f"{text}%" if percent and "/" not in text else plain_number(number)


@dataclass(frozen=True, slots=True)
class NamedParameters:
    """`零分线=70%；满分线=100%`: every number under its name, in any order."""

    names: Sequence[str]
    example: str
    always_percent: frozenset[str] = frozenset()

    def read(self, text: str) -> Parameters:
        """See `ParameterForm.read`."""
        given: dict[str, Fraction] = {}
        for part in _parts(text):
            name, found, number = part.partition("=")
            if not found or name.strip() not in self.names:
                raise ValueError(f"不认识“{part}”，应写成“{self.example}”")
            given[name.strip()] = exact_number(number)
        missing = [name for name in self.names if name not in given]
        if missing:
            raise ValueError(f"缺少“{'、'.join(missing)}”，应写成“{self.example}”")
        return tuple(given[name] for name in self.names)

    def write(self, parameters: Parameters, percent: bool) -> str:
        """See `ParameterForm.write`."""
        return "；".join(
            f"{name}={number_text(number, percent or name in self.always_percent)}"
            for name, number in zip(self.names, parameters, strict=True)
        )


@dataclass(frozen=True, slots=True)
class TierParameters:
    """`≥95%：1；≥80%：2/3`: lower bounds with the part of the marks each earns, kept as pairs."""

    example: str = "≥95%：1；≥80%：2/3；≥60%：1/3"

    def read(self, text: str) -> Parameters:
        """See `ParameterForm.read`."""
        numbers: list[Fraction] = []
        for part in _parts(text):
            bound, found, mark = part.partition(":")
            if not found or not bound.startswith(("≥", ">=")):
                raise ValueError(f"不认识“{part}”，应写成“{self.example}”")
            numbers += [exact_number(bound.lstrip("≥>=")), exact_number(mark)]
        if not numbers:
            raise ValueError(f"没有写任何一档，应写成“{self.example}”")
        return tuple(numbers)

    def write(self, parameters: Parameters, percent: bool) -> str:
        """See `ParameterForm.write`."""
        return "；".join(
            f"≥{number_text(bound, percent)}：{plain_number(mark)}" for bound, mark in tier_pairs(parameters)
        )


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
        return ""


def tier_pairs(parameters: Parameters) -> tuple[tuple[Fraction, Fraction], ...]:
    """The (lower bound, mark) pairs of tier parameters in their written order."""
    return tuple(zip(parameters[::2], parameters[1::2], strict=True))


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return [part.strip() for part in re.split(r"[;\n]", plain) if part.strip()]
