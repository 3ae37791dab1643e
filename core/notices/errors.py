"""Why a message did not leave."""

from core.errors import Unavailable


class ChannelUnavailable(Unavailable):
    """The other side did not answer or asked to wait; trying again may help."""


class ChannelRefused(Unavailable):
    """The other side refused for good, or the channel is set up wrongly; trying again will not help."""
