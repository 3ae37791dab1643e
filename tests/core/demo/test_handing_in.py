"""The stories of handing in name real units and rounds, and leave the preliminary round unfinished."""

from core.demo.handing_in import LATE, MENDED, MISSING, RETURNED, UNSIGNED
from core.demo.stories import rounds, unit_stories


def test_every_unit_and_round_of_the_stories_is_there():
    codes, known = {story.draft.code for story in rounds()}, set(unit_stories())
    for told in (LATE, MENDED, RETURNED, MISSING):
        assert set(told) <= codes
        assert {unit for units in told.values() for unit in units} <= known
    assert set(UNSIGNED) <= known
    assert MISSING["2020-初评"], "without anybody missing the project would complete by itself"
