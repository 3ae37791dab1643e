"""The evaluated city for exports."""

from tests.builders.evaluation import *  # noqa: F403
