"""The demonstration is collected, not seeded; and a changed row reaches the draft within one cycle."""

import pytest
from sqlmodel import func, select

from connectors.collecting import work_off
from connectors.platforms.demo import address, build_exchange
from core.audit.actor import Actor
from core.collection.drafting import open_board
from core.collection.models import CollectedValue, CollectionRun, RunState, Trigger
from core.collection.queries import values_of
from core.collection.runs import make_due
from core.collection.sources import start_runs
from core.collection.status import Freshness, status
from core.errors import NotFound
from core.indicators.queries import published
from core.results.drafts import draft, draft_trace
from core.results.models import ResultEdition
from core.store.session import reading, writing
from tests.builders.collecting import collect_city

SYSTEM = Actor.system()


def hashes(city) -> list[tuple[str, bytes]]:
    with reading(city.engine) as session:
        return [(edition.sha256, edition.content) for edition in session.exec(select(ResultEdition))]


def unit_total(city, code: str):
    with reading(city.engine) as session:
        board = draft(session=session, actor=SYSTEM, version_id=city.systems["department"])
    return board, next(row for row in board.rows if row.code == code)


def test_what_was_collected_is_what_was_imported_to_the_last_digit(collecting):
    for audience, version_id in collecting.systems.items():
        with reading(collecting.engine) as session:
            system = published(session, version_id)
            board = open_board(session, version_id, system)
            assert board.values == values_of(session, collecting.value_sets[audience], system)
            assert len(board.runs) > 500


def test_every_run_went_the_workers_way_and_nothing_is_late(collecting):
    with reading(collecting.engine) as session:
        runs = session.exec(select(CollectionRun)).all()
        board = status(session=session, actor=SYSTEM, version_id=collecting.systems["department"])
    assert {(run.state, run.trigger, run.claimed_by) for run in runs} == {
        (RunState.DONE, Trigger.MANUAL, "演示数据")
    }
    assert board.counts == {Freshness.FRESH: 1044, Freshness.NEVER: 2, Freshness.EXCUSED: 4}


def test_collecting_the_demonstration_again_asks_nothing_new(collecting):
    assert collect_city(collecting) == 0
    with reading(collecting.engine) as session:
        assert session.exec(select(func.count()).select_from(CollectionRun)).one() == 50


def test_a_changed_row_reaches_metric_draft_and_status_within_one_cycle_and_no_edition_moves(
    evaluated, change, at
):
    at("2026-03-02 09:00")
    collect_city(evaluated)
    frozen = hashes(evaluated)
    _, before = unit_total(evaluated, "M42")
    assert before.change == 0
    assert change("update task_log set succeeded = 0 where provider_org = 'M41'") == 12
    assert (
        change("update resource set channel = 'EXCEL' where provider_org = 'M42' and channel is not null")
        == 13
    )
    at("2026-03-03 06:00")
    at.forward(seconds=5)
    with writing(evaluated.engine) as session:
        assert make_due(session=session) == 50
    assert work_off("边车", engine=evaluated.engine) == 50
    board, after = unit_total(evaluated, "M42")
    assert after.total < before.total == after.frozen
    opened = draft_trace(board, "M42", "B21-2")
    assert (opened.trace.numerator, opened.trace.denominator) == (0, 13)
    run_id = opened.runs["B21-2/分子"]
    assert str(opened.trace.sources[0].place).startswith(f"采集运行 {run_id}：数据源“市共享交换平台（演示）”")
    with reading(evaluated.engine) as session:
        run = session.get_one(CollectionRun, run_id)
        shown = status(session=session, actor=SYSTEM, version_id=evaluated.systems["department"])
    assert run.trigger == Trigger.SCHEDULED
    cell = shown.cells["B21-2", "M42"]
    assert (cell.state, cell.run_id, cell.data_at) == (Freshness.FRESH, run_id, at.now())
    assert hashes(evaluated) == frozen


def test_a_table_that_is_gone_fails_its_metrics_keeps_their_numbers_and_leaves_the_others(collecting, change):
    change("drop table ticket")
    with writing(collecting.engine) as session:
        start_runs(session=session, actor=SYSTEM, version_id=collecting.systems["county"])
    work_off("边车", engine=collecting.engine)
    with reading(collecting.engine) as session:
        board = status(session=session, actor=SYSTEM, version_id=collecting.systems["county"])
        values = session.exec(select(func.count()).select_from(CollectedValue)).one()
    failed = {metric.code for metric in board.metrics if board.count(Freshness.FAILED, metric.code)}
    assert failed == {"B22-3", "C11-2", "C11-3"}
    assert all(board.cells[code, "371402"].data_at for code in failed)
    assert values > 2573
    assert "ticket" in next(metric.message for metric in board.metrics if metric.code == "B22-3")


def test_without_values_there_is_no_platform_to_make(people, engine):
    with pytest.raises(NotFound, match="还没有指标值"):
        build_exchange(address(), engine)
