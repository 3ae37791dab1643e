"""What reading a questionnaire from elsewhere gives: a form, and what its new owner should look at."""

from dataclasses import dataclass

from core.errors import Problem
from core.questionnaires.form import Form


@dataclass(frozen=True, slots=True)
class Read:
    """A form read from a file or a text; `warnings` say what was left out, changed or guessed, with the place.

    In a pasted text `row` of a warning is the line, the first being 1.
    """

    form: Form
    warnings: tuple[Problem, ...] = ()


class Codes:
    """Codes given out once each; what is taken already gets a number behind it."""

    def __init__(self, *reserved: str) -> None:
        self._taken = set(reserved)

    def free(self, wanted: str) -> str:
        """The wanted code, or the first of wanted_2, wanted_3, … nobody has."""
        code, number = wanted, 2
        while code in self._taken:
            code, number = f"{wanted}_{number}", number + 1
        self._taken.add(code)
        return code
