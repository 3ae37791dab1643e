"""What nobody reported is neither a number nor decided 不适用."""

from dataclasses import replace

from core.analysis.missing import unreported
from core.collection.values import BLANK, NUMBER
from tests.core.results.boards import board


def test_the_blanks_of_the_demonstration_are_named_and_what_does_not_apply_is_not():
    held = board("department")
    found = {code: unreported(held.system, held.values, code) for code in held.by_code}
    # units.csv leaves these blank; M30's leaf C4 is decided 不适用 for others, never blank.
    assert found["M30"] == ("B11-3",)
    assert found["M42"] == ("B22-1",)
    assert found["M05"] == found["M37"] == ()


def test_one_number_of_a_metric_is_enough_to_have_been_reported():
    held = board("department")
    row = held.values.unit_index["M05"]
    columns = [held.values.column_index[f"A11-1/{part}"] for part in ("分子", "分母")]
    states = held.values.states.copy()
    states[row, columns] = BLANK
    assert unreported(held.system, replace(held.values, states=states), "M05") == ("A11-1",)
    states[row, columns[0]] = NUMBER
    assert unreported(held.system, replace(held.values, states=states), "M05") == ()


def test_expert_marks_count_as_reported():
    held = board("department")
    metric = held.values.marks[0].metric
    unit = held.values.marks[0].unit
    assert metric not in unreported(held.system, held.values, unit)
    assert metric in unreported(held.system, replace(held.values, marks=()), unit)
