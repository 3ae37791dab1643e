"""How far a response has come, and what that allows; pure."""

from enum import StrEnum
from typing import Final


class ResponseState(StrEnum):
    """Where a response stands between the unit and the bureau."""

    FILLING = "filling"
    HANDED_IN = "handed_in"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _LABELS[self]


class Way(StrEnum):
    """How a response was handed in."""

    ONLINE = "online"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """The way in Chinese."""
        return _WAYS[self]


_LABELS: Final = {
    ResponseState.FILLING: "填报中",
    ResponseState.HANDED_IN: "已报",
    ResponseState.RETURNED: "退回",
}
_WAYS: Final = {Way.ONLINE: "线上审核报送", Way.PAPER: "纸质签章报送"}
# Said of a unit that owes a response and has not begun it.
NOT_BEGUN: Final = "未开始"
