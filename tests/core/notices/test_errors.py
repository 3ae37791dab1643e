"""Both reasons why a message did not leave are conditions outside the product, and are told apart."""

from core.errors import Unavailable
from core.notices.errors import ChannelRefused, ChannelUnavailable


def test_waiting_and_refusing_are_two_families_of_the_unavailable():
    assert issubclass(ChannelUnavailable, Unavailable)
    assert issubclass(ChannelRefused, Unavailable)
    assert not issubclass(ChannelRefused, ChannelUnavailable)
