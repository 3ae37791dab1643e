"""The evaluated city, in which projects are made."""

from tests.builders.evaluation import *  # noqa: F403
