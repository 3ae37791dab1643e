"""How the numbers of a scoring rule are written in a cell, read back and shown in a sentence.

Whatever a rule is told is kept as numbers: a choice as the position of its option, a bound as the
position of its statistic (0 for a plain number) followed by the number. Options are only ever added
at the end, so that published systems keep their meaning.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

Parameters = tuple[Fraction, ...]

_NUMBER: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?(%?)")


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


def exact_number(text: str) -> Fraction:
    """70%, 0.7, 1000 or 2/3 as an exact number; ValueError in Chinese for anything else."""
    found = _NUMBER.fullmatch(re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))
    if found is None or (found[2] is not None and Fraction(found[2]) == 0):
        raise ValueError(f"“{text}”不是数（可写 70%、0.7、1000 或 2/3）")
    number = Fraction(found[1]) / Fraction(found[2] or 1)
    return number / 100 if found[3] else number


def plain_number(number: Fraction) -> str:
    """The shortest exact text: a decimal where there is one, else a fraction such as 2/3."""
    denominator, powers = number.denominator, {2: 0, 5: 0}
    for prime in powers:
        while denominator % prime == 0:
            denominator //= prime
            powers[prime] += 1
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = max(powers.values())
    return format(Decimal(f"{number.numerator * 10**digits // number.denominator}e-{digits}"), "f")


def number_text(number: Fraction, percent: bool) -> str:
    """A parameter for people: 70% for a rate, 1000 for a plain number, 2/3 where decimals fail."""
    text = plain_number(number * 100 if percent else number)
    return f"{text}%" if percent and "/" not in text else plain_number(number)


@dataclass(frozen=True, slots=True)
class Number:
    """`零分线=70%`. `percent`: True always written in per cent, False never, None as the metric is."""

    name: str
    default: Fraction | None = None
    percent: bool | None = None

    def read(self, text: str) -> Parameters:
        """The number; ValueError for anything else."""
        return (exact_number(text),)

    def write(self, numbers: Parameters, percent: bool) -> str:
        """The number as text."""
        return number_text(numbers[0], percent if self.percent is None else self.percent)

    def defaults(self) -> Parameters | None:
        """What stands for a field left out; None where it must be given."""
        return None if self.default is None else (self.default,)

    def choices(self) -> tuple[int, ...]:
        """Which of its numbers are choices."""
        return ()


@dataclass(frozen=True, slots=True)
class Choice:
    """`截断=上限`: one of a few words, the first unless another is written."""

    name: str
    words: Sequence[str]

    def read(self, text: str) -> Parameters:
        """Position of the word; ValueError lists the words there are."""
        if text.strip() not in self.words:
            raise ValueError(f"“{self.name}”可填：{'、'.join(self.words)}")
        return (Fraction(self.words.index(text.strip())),)

    def write(self, numbers: Parameters, percent: bool) -> str:
        """The word."""
        return self.words[int(numbers[0])]

    def defaults(self) -> Parameters | None:
        """The first word."""
        return (Fraction(0),)

    def choices(self) -> tuple[int, ...]:
        """Its only number is one."""
        return (0,)


@dataclass(frozen=True, slots=True)
class Bound:
    """`参照=最大值` or `参照=95`: a statistic of the units compared, or a number.

    `words[0]` stands for “a number” and is never written. `standard` is what an absent field means.
    """

    name: str
    words: Sequence[str]
    standard: Parameters | None = None

    def read(self, text: str) -> Parameters:
        """(position of the statistic, 0), or (0, number)."""
        word = text.strip()
        if word in self.words[1:]:
            return Fraction(self.words.index(word)), Fraction(0)
        try:
            return Fraction(0), exact_number(word)
        except ValueError:
            allowed = "、".join(self.words[1:])
            raise ValueError(f"“{self.name}”应是一个数，或：{allowed}") from None

    def write(self, numbers: Parameters, percent: bool) -> str:
        """The word or the number."""
        return self.words[int(numbers[0])] if numbers[0] else number_text(numbers[1], percent)

    def defaults(self) -> Parameters | None:
        """What stands for a field left out."""
        return self.standard

    def choices(self) -> tuple[int, ...]:
        """The first number says which statistic."""
        return (0,)


@dataclass(frozen=True, slots=True)
class Span:
    """`区间=1%~100%`: between which parts of the marks results lie, 0 to 1 unless written."""

    name: str

    def read(self, text: str) -> Parameters:
        """Both ends; ValueError where there are not two."""
        ends = text.replace("～", "~").split("~")
        if len(ends) != 2:
            raise ValueError(f"“{self.name}”应写成两个数，如 {self.name}=0~1")
        return exact_number(ends[0]), exact_number(ends[1])

    def write(self, numbers: Parameters, percent: bool) -> str:
        """Both ends as text."""
        return f"{number_text(numbers[0], False)}~{number_text(numbers[1], False)}"

    def defaults(self) -> Parameters | None:
        """0 to 1."""
        return Fraction(0), Fraction(1)

    def choices(self) -> tuple[int, ...]:
        """None of its numbers is one."""
        return ()


Field = Number | Choice | Bound | Span


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


def pairs(parameters: Parameters) -> tuple[tuple[Fraction, Fraction], ...]:
    """The (value, mark) pairs of pair parameters in their written order; ValueError for an odd number."""
    return tuple(zip(parameters[::2], parameters[1::2], strict=True))


def _width(field: Field) -> int:
    return 2 if isinstance(field, Bound | Span) else 1


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return [part.strip() for part in re.split(r"[;\n]", plain) if part.strip()]
