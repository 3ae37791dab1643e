"""The open board shows the newest collected numbers and keeps what people decided."""

import pytest
from sqlmodel import col, select

from core.collection.drafting import excused, latest_import, newest, open_board
from core.collection.models import CollectionRun, MetricValue
from core.collection.queries import values_of
from core.collection.runs import make_due
from core.collection.values import NOT_APPLICABLE
from core.errors import NotFound, SourceMisconfigured
from core.store.session import reading, writing
from tests.core.collection.outside import UNITS, collect, records, set_up
from tests.core.collection.world import SYSTEM, published


def collected(engine, at, *answers) -> None:
    at.forward(minutes=61)
    with writing(engine) as session:
        make_due(session=session)
    collect(engine, *answers)


def test_before_the_first_run_the_open_board_is_the_import(engine, people):
    version_id = set_up(people)
    with reading(engine) as session:
        board = open_board(session, version_id, SYSTEM)
        assert board.values == values_of(session, latest_import(session, version_id).id, SYSTEM)
    assert board.runs == {}


def test_the_newest_numbers_lie_over_the_import_and_say_where_they_are_from(engine, people, at):
    version_id = set_up(people)
    collected(engine, at, records(7))
    collected(engine, at, records(8))
    with reading(engine) as session:
        board = open_board(session, version_id, SYSTEM)
        run = session.exec(select(CollectionRun).order_by(col(CollectionRun.id).desc())).first()
    values = board.values
    assert {values.numbers[row, values.column_index["A-1/分子"]] for row in range(len(UNITS))} == {8.0}
    assert board.runs[UNITS[0], "A-1/分子"] == run.id
    place = str(values.place(UNITS[0], "A-1/分子"))
    assert place.startswith(
        f"采集运行 {run.id}：数据源“交换平台”，查询 A-1（校验值 {run.sha256[:8]}），13 行，"
    )
    assert "三季度县市区.xlsx" in str(values.place(UNITS[0], "A-2/分子"))


def test_a_unit_left_out_and_a_failed_run_keep_the_last_good_number(engine, people, at):
    version_id = set_up(people)
    collected(engine, at, records(7))
    collected(engine, at, records(8, UNITS[1:]))
    collected(engine, at, SourceMisconfigured("坏了"))
    with reading(engine) as session:
        found = newest(session, version_id)
    assert (found[UNITS[0], "A-1/分子"].number, found[UNITS[1], "A-1/分子"].number) == (7.0, 8.0)


def test_what_was_decided_not_to_apply_stays_decided(engine, people, at):
    version_id = set_up(people)
    with writing(engine) as session:
        for cell in session.exec(select(MetricValue).where(MetricValue.unit_code == UNITS[0])):
            cell.state, cell.number = NOT_APPLICABLE, None
    collected(engine, at, records(7))
    with reading(engine) as session:
        board = open_board(session, version_id, SYSTEM)
        decided = excused(session, version_id)
    assert board.values.states[0, board.values.column_index["A-1/分子"]] == NOT_APPLICABLE
    assert (UNITS[0], "A-1/分子") in decided
    assert (UNITS[0], "A-1/分子") not in board.runs


def test_without_an_import_there_is_no_board(engine, people):
    version_id = published(people)
    with reading(engine) as session:
        assert excused(session, version_id) == frozenset()
        with pytest.raises(NotFound, match="还没有导入"):
            open_board(session, version_id, SYSTEM)
