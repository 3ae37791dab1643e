"""Draft scores come from the one engine, stand beside the edition, and show units in reach only."""

from datetime import UTC, date, datetime

import pytest

from core.collection.records import Window
from core.collection.runs import claim, finish
from core.collection.sources import MetricDraft, SourceDraft, register_metrics, register_source, start_runs
from core.errors import NotAllowed, NotFound
from core.results.drafts import draft, draft_trace
from core.results.queries import board as frozen_board
from core.store.session import reading, writing

WINDOW = Window(date(2020, 1, 1), date(2020, 12, 31))


def collect(city, unit: str, top: int, bottom: int) -> None:
    """One run of B21-1 that brings one unit's ratio."""
    actor, version_id = city.people["韩运维"].actor, city.systems["department"]
    fields = {"B21-1/分子": "top", "B21-1/分母": "bottom"}
    metric = MetricDraft("B21-1", "x", "select 1", fields, WINDOW, datetime(2020, 1, 1, tzinfo=UTC))
    with writing(city.engine) as session:
        register_source(
            session=session, actor=actor, draft=SourceDraft("x", "平台", "sql", {"url": "sqlite:///x.db"})
        )
        register_metrics(session=session, actor=actor, version_id=version_id, drafts=[metric])
        start_runs(session=session, actor=actor, version_id=version_id)
    with writing(city.engine) as session:
        taken = claim(session=session, holder="测试")
    with writing(city.engine) as session:
        finish(session=session, assignment=taken, records=[{"unit": unit, "top": top, "bottom": bottom}])


def drafted(city, name: str = "李评估", audience: str = "department"):
    with reading(city.engine) as session:
        return draft(session=session, actor=city.people[name].actor, version_id=city.systems[audience])


def test_without_a_run_the_draft_is_the_edition_to_the_cent(evaluated):
    for audience in ("department", "county"):
        board = drafted(evaluated, audience=audience)
        with reading(evaluated.engine) as session:
            frozen = frozen_board(
                session=session,
                actor=evaluated.people["李评估"].actor,
                edition_id=evaluated.edition_id,
                audience=audience,
            )
        totals = {unit.code: unit.total for unit in frozen.units}
        assert {row.code: row.total for row in board.rows} == totals
        assert {row.change for row in board.rows} == {0}
        assert {row.collected for row in board.rows} == {0}


def test_a_collected_number_moves_its_unit_and_the_trace_ends_at_its_run(evaluated):
    before = {row.code: row.total for row in drafted(evaluated).rows}
    collect(evaluated, "M05", 0, 10)
    board = drafted(evaluated)
    after = {row.code: row for row in board.rows}
    assert after["M05"].total < before["M05"] == after["M05"].frozen
    assert after["M05"].collected == 2
    assert all(after[code].total == total for code, total in before.items() if code != "M05")
    opened = draft_trace(board, "M05", "B21-1")
    assert (opened.trace.numerator, opened.trace.denominator) == (0, 10)
    assert set(opened.runs) == {"B21-1/分子", "B21-1/分母"}
    assert {str(source.place).split("：")[0] for source in opened.trace.sources} == {"采集运行 1"}
    assert draft_trace(board, "M05", "B21-2").runs == {}


def test_drafts_are_for_those_who_work_on_the_values(evaluated):
    for name in ("郑市长", "陈填报", "王立新", "韩运维"):
        with pytest.raises(NotAllowed):
            drafted(evaluated, name)


def test_an_unknown_unit_or_metric_is_refused(evaluated):
    board = drafted(evaluated)
    with pytest.raises(NotAllowed):
        draft_trace(board, "371402", "B21-1")
    with pytest.raises(NotFound, match="Z-1"):
        draft_trace(board, "M05", "Z-1")
