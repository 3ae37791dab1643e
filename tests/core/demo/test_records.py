"""Expert marks and matters of the demonstration keep the rules of the real ones."""

from datetime import date

from core.collection.values import Unit
from core.demo.draws import Draws
from core.demo.prepare import committed_system
from core.demo.qualities import Qualities
from core.demo.records import EXPERTS, expert_marks, matters_until, most_used
from core.demo.stories import THIRD_QUARTER, YEAR, unit_stories


def test_every_case_has_three_to_five_different_experts_and_marks_in_range():
    system, _ = committed_system("department")
    held = Qualities(system, Draws(7), YEAR)
    for story in unit_stories().values():
        marks = expert_marks(system, story, held, 0.75)
        for case in {mark.case for mark in marks}:
            panel = [mark.expert for mark in marks if mark.case == case]
            assert 3 <= len(panel) <= 5
            assert len(set(panel)) == len(panel)
            assert set(panel) <= set(EXPERTS)
        assert all(0 <= mark.score <= 100 for mark in marks)


def test_a_quarter_knows_only_what_had_happened():
    units = set(unit_stories())
    until_september, until_december = matters_until(THIRD_QUARTER, units), matters_until(YEAR, units)
    assert set(until_september) < set(until_december)
    assert all(entry.happened_on <= date(2020, 9, 30) for entry in until_september)


def test_the_five_most_used_of_each_group_get_the_bonus():
    system, _ = committed_system("department")
    units = [Unit(f"U{n}", f"单位{n}", "一" if n < 7 else "二") for n in range(14)]
    volumes = {unit.code: float(n) for n, unit in enumerate(units)}
    given = {entry.unit for entry in most_used(system, units, YEAR, volumes)}
    assert given == {"U2", "U3", "U4", "U5", "U6", "U9", "U10", "U11", "U12", "U13"}
