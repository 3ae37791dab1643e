"""An edition is set beside the period before it, or it is said why not."""

from dataclasses import replace

from core.access.permissions import Permission
from core.results import queries
from core.results.changes import BoardChange, changes, earlier
from core.results.models import EditionKind
from core.store.session import reading
from tests.builders.periods import another_period
from tests.core.charts.views import EDITION
from tests.core.results.boards import board, change, redefined


def read(city, name, edition_id, permission=Permission.ANALYSIS_COMPARE_READ):
    with reading() as session:
        return changes(
            session=session, actor=city.people[name].actor, edition_id=edition_id, permission=permission
        )


def rows(*facts):
    """Editions (id, period), as the lists give them: the newest first."""
    return [replace(EDITION, id=number, period=period) for number, period in reversed(facts)]


def test_the_first_edition_has_nothing_before_it_and_says_so(evaluated):
    found = read(evaluated, "郑市长", evaluated.edition_id)
    assert [each.before for each in found] == [None, None]
    assert found[0].basis == "市级部门没有更早的版次，不作升降比较"
    assert {move.places for move in found[0].moves.values()} == {None}
    assert found[0].reasons("M05") == ()


def test_two_periods_are_compared_unit_by_unit_and_reasons_add_up(evaluated):
    later = another_period(evaluated)
    for each in read(evaluated, "郑市长", later):
        assert each.basis == f"{each.name}与2020年度初评版比较"
        for unit in each.view.board.units:
            move = each.moves[unit.code]
            known = each.before.by_code[unit.code]
            assert move.places == known.rank - unit.rank
            assert move.points == unit.total - known.total
            assert sum(part.points for part in each.reasons(unit.code)) == move.points


def test_a_board_missing_from_the_period_before_is_looked_for_further_back(evaluated):
    another_period(evaluated, "2021年一季度", audiences=("county",))
    later = another_period(evaluated, "2021年二季度")
    found = {each.view.board.audience: each.earlier.period for each in read(evaluated, "郑市长", later)}
    assert found == {"department": "2020年度", "county": "2021年一季度"}


def test_a_filler_gets_no_other_units_in_reach(evaluated):
    later = another_period(evaluated)
    (found,) = read(evaluated, "陈填报", later)
    assert [unit.code for unit in found.view.units] == ["M05"]


def test_editions_of_the_same_period_and_later_corrections_of_old_ones_do_not_come_between():
    found = rows((1, "一季度"), (2, "二季度"), (3, "一季度"), (4, "三季度"), (5, "三季度"))
    assert [row.id for row in earlier(found, 5)] == [2, 3, 1]
    assert [row.id for row in earlier(found, 2)] == [1]
    assert earlier(found, 1) == []
    # What was frozen later than an edition cannot change what that edition was compared with.
    assert [row.id for row in earlier(found, 2)] == [1]


def test_a_rehearsal_stands_between_no_two_periods_and_has_none_before_it():
    found = rows((1, "甲"), (2, "乙"), (3, "丙"))
    found[1] = replace(found[1], is_rehearsal=True)
    assert [row.id for row in earlier(found, 3)] == [1]
    assert earlier(found, 2) == []


def test_another_definition_stops_the_comparison_and_is_named():
    known = change("department")
    new = replace(board("department"), system=redefined(board("department").system, "C12"))
    from core.results.changes import _change

    view = queries.BoardView(known.view.edition, new, new.units, (True, ()))
    found = _change(view, (known.earlier, known.before))
    assert isinstance(found, BoardChange)
    assert found.before is None
    assert found.basis == "市级部门与2020年三季度通报版口径不同（C12），不作升降比较"
    assert known.earlier.kind == EditionKind.CIRCULATED
