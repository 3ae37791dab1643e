"""What every way out of the product looks like, and which of them this installation has set up.

A channel knows one address of a contact and sends one message to it. The channels themselves reach
outside and live in `connectors.channels`; nothing is set up unless the settings say so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from core.notices.rules import is_mobile
from core.settings import Settings

SMS: Final = "sms"
EMAIL: Final = "email"
LABELS: Final[Mapping[str, str]] = {SMS: "短信", EMAIL: "邮件"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message for one address."""

    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where somebody can be reached outside the product."""

    phone: str
    email: str


class Channel(Protocol):
    """One way out of the product."""

    def send(self, message: Message) -> None:
        """Send one message; raises `ChannelUnavailable` or `ChannelRefused`."""


_ADDRESSES: Final[Mapping[str, Callable[[Addressee], str]]] = {
    SMS: lambda who: who.phone if is_mobile(who.phone) else "",
    EMAIL: lambda who: who.email,
}


def address_of(channel: str, who: Addressee) -> str:
    """Where this channel reaches somebody; empty where it does not."""
    return _ADDRESSES[channel](who)


def enabled(held: Settings) -> tuple[str, ...]:
    """The channels this installation has set up, none by default."""
    given = {SMS: held.sms_url, EMAIL: held.smtp_host}
    return tuple(name for name, place in given.items() if place)
