"""The evaluated city and a browser for charts."""

from tests.builders.evaluation import *  # noqa: F403
