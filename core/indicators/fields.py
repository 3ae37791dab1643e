"""The fields that rule parameters are made of: numbers, choices, bounds and spans, each under its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.indicators.numerals import Parameters, exact_number, number_text


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
