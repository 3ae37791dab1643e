"""The committed tables of the demonstration are whole, invented and marked so."""

import itertools
from collections import Counter

import pytest

from core.access.reference import seeded_permissions
from core.demo.prepare import committed_system
from core.demo.stories import FOLDER, PERIODS, event_counts, ledger_entries, people, rounds, unit_stories
from core.errors import Unavailable
from core.organisations.reference import read_units
from core.organisations.service import REFERENCE_FILE
from tests.core.demo.conftest import listed_units


def test_every_assessed_unit_has_a_story_and_no_other():
    told = {unit.code for audience in ("department", "county") for unit in listed_units(audience)}
    assert set(unit_stories()) == told


def test_catalogues_add_up_to_the_published_resources():
    counts = unit_stories()
    assert sum(story.catalogues for story in counts.values()) == 5386
    assert [counts[code].catalogues for code in ("M01", "M03", "M08")] == [210, 168, 154]


def test_every_unit_has_a_total_for_every_period_but_those_it_was_excused_from():
    away = {(code, turn.period.name) for turn in rounds() for code in turn.absent}
    missing = {
        (code, period.name)
        for code, story in unit_stories().items()
        for period in PERIODS
        if period.targets not in story.targets
    }
    assert missing == away == {("M37", "2020年二季度")}


def test_the_year_has_a_riser_a_faller_and_moves_both_ways_every_quarter():
    told = unit_stories()
    quarters = [period.targets for period in PERIODS[:4]]

    def course(code):
        return [told[code].targets[quarter] for quarter in quarters]

    assert course("M16") == sorted(course("M16"))
    assert course("M16")[-1] - course("M16")[0] > 10
    assert course("M22") == sorted(course("M22"), reverse=True)
    for before, after in itertools.pairwise(quarters):
        both = [story.targets for story in told.values() if {before, after} <= set(story.targets)]
        changes = [targets[after] - targets[before] for targets in both]
        assert sum(change < -1 for change in changes) >= 5
        assert sum(change > 1 for change in changes) >= 10


def test_rounds_follow_each_other_and_say_that_they_are_a_demonstration():
    told = rounds()
    assert [turn.draft.code for turn in told] == [
        "2020-一季度",
        "2020-二季度",
        "2020-三季度",
        "2020-四季度",
        "2020-初评",
    ]
    for turn in told:
        assert turn.title.endswith("（演示）")
        assert all(reason.startswith("演示：") for reason in turn.absent.values())
        assert turn.draft.period == turn.period.name
        assert turn.period.until < turn.draft.opens_on <= turn.draft.closes_on
    days = [turn.draft.opens_on for turn in told]
    assert days == sorted(days)


def test_strengths_weaknesses_and_gaps_name_indicators_that_exist():
    system, _ = committed_system("department")
    known = {node.code for node in system.nodes} | {metric.code for metric in system.metrics}
    for story in unit_stories().values():
        assert {*story.strong, *story.weak, *story.excused, *story.blank} <= known, story.code


def test_events_and_matters_are_of_items_that_exist_and_units_that_are_assessed():
    system, _ = committed_system("department")
    told = set(unit_stories())
    assert {code for _, code in event_counts()} <= {event.code for event in system.events}
    for entry in ledger_entries():
        assert entry.unit in told
        assert system.ledger_by_code[entry.item].level(entry.level) is not None, entry


def test_every_matter_and_document_says_that_it_is_a_demonstration_and_falls_in_the_year():
    for entry in ledger_entries():
        assert entry.matter.startswith("演示："), entry
        assert entry.document.startswith("演示"), entry
        assert entry.happened_on is not None
        assert entry.happened_on.year == 2020
    numbers = Counter(entry.document for entry in ledger_entries())
    assert max(numbers.values()) == 1


def test_accounts_have_their_own_names_and_cover_every_role():
    stories = people()
    codes = {unit.code for unit in read_units(REFERENCE_FILE)} | {""}
    assert len({story.login for story in stories}) == len({story.name for story in stories}) == len(stories)
    assert {role for story in stories for role in story.roles} == set(seeded_permissions())
    assert {story.organisation for story in stories} <= codes


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(Unavailable, match=r"units\.csv"):
        unit_stories(tmp_path)
    assert (FOLDER / "units.csv").exists()
