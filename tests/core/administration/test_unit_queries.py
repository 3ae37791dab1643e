"""The list is narrowed, sorted and paged; the card tells everything about one unit."""

import pytest

from core.administration.unit_queries import UnitFilter, unit_card, unit_changes, unit_rows, unit_tree
from core.errors import NotAllowed


def codes(answer) -> list[str]:
    return [row.unit.code for row in answer[0]]


def test_a_branch_a_kind_and_a_text_narrow_the_list(ask, unit):
    rows, total = ask(unit_rows, wanted=UnitFilter(below=unit("M05").id, kind="section"))
    assert total == len(rows) == 4
    assert {row.parent for row in rows} == {unit("M05").short_name}
    assert codes(ask(unit_rows, wanted=UnitFilter(text="m05-01"))) == ["M05-01"]
    assert ask(unit_rows, wanted=UnitFilter(state="stopped"))[1] == 0


def test_pages_follow_each_other_and_sorting_turns_them_round(ask):
    wanted = UnitFilter(kind="county")
    first, total = ask(unit_rows, wanted=wanted, sort="code", limit=5)
    assert total == 13
    last, _ = ask(unit_rows, wanted=wanted, sort="-code", offset=8, limit=5)
    assert [row.unit.code for row in first] == [row.unit.code for row in reversed(last)]
    assert codes(ask(unit_rows, wanted=UnitFilter(), sort="'; drop table", limit=2)) == ["DZ", "Z01"]


def test_a_card_tells_place_people_and_history(ask, unit):
    card = ask(unit_card, unit_id=unit("M05").id)
    assert card.path[0] == "德州市"
    assert card.people == ("钱审核",)
    assert (card.children, card.history) == (4, ())


def test_the_tree_holds_units_that_were_stopped(ask):
    [city] = ask(unit_tree)
    assert len(city.children) > 50


def test_the_history_of_the_whole_city_is_for_those_who_reach_it(ask):
    assert ask(unit_changes) == []
    with pytest.raises(NotAllowed):
        ask(unit_changes, who="陈填报")
