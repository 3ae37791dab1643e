"""The evaluated city for editions and their reads."""

from tests.builders.evaluation import *  # noqa: F403
