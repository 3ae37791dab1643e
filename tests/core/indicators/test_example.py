"""The system people start from is itself sound."""

from core.indicators.checks import check_system
from core.indicators.example import example_system
from core.indicators.workbook import read_system, write_system


def test_the_example_is_sound_and_survives_its_workbook():
    system = example_system()

    assert check_system(system) == ()
    assert read_system(write_system(system), "样例.xlsx") == system


def test_the_example_shows_every_kind_of_sheet():
    system = example_system()

    for sheet in (system.metrics, system.items, system.events, system.ledger, system.grades):
        assert sheet
