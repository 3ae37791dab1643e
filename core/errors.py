"""The families of errors people can meet; each carries its facts and says in Chinese what to do.

A family decides what the caller does: show it, ask again, retry later, or tell who can grant it.
Modules raise these and nothing else for conditions a person can cause or mend.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ShupingError(Exception):
    """Base of all errors meant for people; `str(error)` is the Chinese sentence shown to them."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}{'' if not remedy else '。处理办法：' + remedy}")


class NotSignedIn(ShupingError):
    """Nobody, or no longer anybody, stands behind the request."""


class NotAllowed(ShupingError):
    """The person is known but lacks the permission or the data scope; `permission` names it for the trail."""

    def __init__(self, message: str, *, remedy: str = "", permission: str = "") -> None:
        self.permission = permission
        super().__init__(message, remedy=remedy)


class NotFound(ShupingError):
    """The object does not exist, or the person may not know that it does."""


class Conflict(ShupingError):
    """Somebody else changed the object first; both values, author and time are in the sentence."""


class Unavailable(ShupingError):
    """Something the product needs is missing on this machine or does not answer now."""


class SourceUnavailable(ShupingError):
    """A data source did not answer; trying again may help."""


class SourceMisconfigured(ShupingError):
    """A data source is set up wrongly; trying again will not help."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in something a person handed in: where it is, which rule, what value, how to mend it.

    `row` counts from 1 as Excel does and `column` is Excel's letter; 0 and "" mean the whole sheet.
    """

    rule: str
    value: str = ""
    remedy: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def place(self) -> str:
        """The position in words: 工作表“指标树”第 5 行 D 列."""
        parts = []
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.row:
            parts.append(f"第 {self.row} 行")
        if self.column:
            parts.append(f"{self.column} 列")
        return " ".join(parts)

    def __str__(self) -> str:
        value = f"，现为“{self.value}”" if self.value else ""
        remedy = f"。处理办法：{self.remedy}" if self.remedy else ""
        place = f"{self.place}：" if self.place else ""
        return f"{place}{self.rule}{value}{remedy}"


class Invalid(ShupingError):
    """What was handed in breaks one or more rules; nothing of it was written.

    `problems` lists every fault found; `annotated` is the person's own file with a 失败原因 column
    where one could be made.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: Sequence[Problem] = (),
        annotated: bytes | None = None,
        remedy: str = "",
    ) -> None:
        self.problems = tuple(problems)
        self.annotated = annotated
        super().__init__(message, remedy=remedy)
