"""One thing found in a form before it is published: how grave, at which question, and what to do."""

from dataclasses import dataclass

from core.errors import Problem
from core.indicators.health import Light


@dataclass(frozen=True, slots=True)
class Finding:
    """Red keeps the form from being published, amber deserves a look.

    `code` is the question's, or the section's where it is about a section; "" means the whole form.
    """

    light: Light
    code: str
    problem: Problem

    def __str__(self) -> str:
        return f"[{self.light}] {self.problem}"


def red(code: str, rule: str, value: str = "", remedy: str = "") -> Finding:
    """What keeps a form from being published."""
    return Finding(Light.RED, code, Problem(rule, value[:60], remedy))


def amber(code: str, rule: str, value: str = "", remedy: str = "") -> Finding:
    """What deserves a look."""
    return Finding(Light.AMBER, code, Problem(rule, value[:60], remedy))


def named(code: str, title: str) -> str:
    """A part as sentences call it."""
    return f"“{code} {title}”" if title.strip() else f"“{code}”"
