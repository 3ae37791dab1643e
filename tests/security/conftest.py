"""One city for the tests of this folder; those that need a first request of all start their own."""

from tests.running.fixtures import city

__all__ = ["city"]
