"""The six figures are the edition's own numbers."""

from decimal import Decimal
from statistics import mean as arithmetic_mean

from core.results.figures import figures, mean
from tests.core.results.boards import board, change, city, earlier_board


def shown(view):
    return {figure.name: figure for figure in view.figures}


def test_there_are_six_and_each_says_what_changed():
    found = figures((change("department"), change("county")))
    assert len(found) == 6
    assert all(figure.change != "—" for figure in found)


def test_averages_and_bests_are_those_of_the_frozen_totals():
    both = [board("department"), board("county")]
    found = shown(city())
    averages = found["平均分（市级部门 / 县市区）"]
    assert averages.value == " / ".join(f"{arithmetic_mean(u.total for u in b.units):.2f}" for b in both)
    assert found["最高分（市级部门 / 县市区）"].value == " / ".join(f"{b.units[0].total:.2f}" for b in both)
    gone = mean(both[0]) - mean(earlier_board("department"))
    assert averages.change.startswith(f"{gone:+.2f}".replace("-", "−"))


def test_failing_units_and_the_ledger_are_counted_over_both_boards():
    units = [unit for audience in ("department", "county") for unit in board(audience).units]
    found = shown(city())
    assert found["60 分以下"].value == f"{sum(unit.total < 60 for unit in units)} 家"
    bonus = sum((unit.bonus for unit in units), Decimal(0))
    taken = sum((unit.deduction for unit in units), Decimal(0))
    assert found["加分 / 减分合计"].value == f"+{bonus:.2f} / −{taken:.2f}"


def test_places_up_and_down_and_unmoved_make_all_units():
    found = shown(city())["名次升 / 降"]
    up, down = (int(part) for part in found.value.removesuffix(" 家").split(" / "))
    assert up + down + int(found.change.removeprefix("持平 ").removesuffix(" 家")) == 55


def test_with_one_edition_no_change_is_shown_but_whose_the_best_are():
    alone = city(compared=False).figures
    gone = [figure.change for figure in alone if not figure.name.startswith("最高分")]
    assert gone == ["—"] * 5
    assert alone[-1].value == "—"
