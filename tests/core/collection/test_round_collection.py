"""A round's period is collected once, taken into its values, and moved by nothing the sources say later."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, func, select

from core import clock
from core.collection.drafting import newest, run_of
from core.collection.models import CollectionRun, MetricValue, RunState, ValueSet
from core.collection.queries import values_of
from core.collection.records import Window
from core.collection.round_collection import collect_round, round_collection, take_collected
from core.collection.rounds import usable_imports
from core.collection.sources import MetricDraft, register_metrics, register_source
from core.collection.values import NOT_APPLICABLE
from core.errors import Invalid, NotAllowed, NotFound, SourceMisconfigured
from core.indicators.queries import published
from core.projects.models import ProjectRound
from core.projects.rules import RoundState
from core.store.session import reading, writing
from tests.builders.evaluation import *  # noqa: F403
from tests.builders.projects import opened, turned
from tests.core.collection.outside import EXCHANGE, collect
from tests.core.collection.test_rounds import imported

QUARTER = Window(date(2021, 1, 1), date(2021, 3, 31))
TOP, BOTTOM = "B21-1/分子", "B21-1/分母"
METRIC = MetricDraft(
    "B21-1",
    "exchange",
    "select unit, top, bottom from t",
    {TOP: "top", BOTTOM: "bottom"},
    Window(date(2021, 1, 1), date(2021, 12, 31)),
    clock.now() + timedelta(days=1),
)


def connected(city) -> int:
    """An open round with both imports; one metric of the departments is collected. Returns the round."""
    _, round_id = opened(city)
    for audience in city.systems:
        imported(city, round_id, audience=audience)
    with writing() as session:
        actor = city.people["韩运维"].actor
        register_source(session=session, actor=actor, draft=EXCHANGE)
        register_metrics(session=session, actor=actor, version_id=city.systems["department"], drafts=[METRIC])
    return round_id


def asked(city, round_id, by="李评估", key=None) -> int:
    with writing() as session:
        facts = {"round_id": round_id, "client_key": key}
        return collect_round(session=session, actor=city.people[by].actor, **facts)


def taken(city, round_id, by="李评估", key=None):
    with writing() as session:
        facts = {"round_id": round_id, "client_key": key}
        return take_collected(session=session, actor=city.people[by].actor, **facts)


def stands(city, round_id, by="李评估"):
    with reading() as session:
        return round_collection(session=session, actor=city.people[by].actor, round_id=round_id)


def answers(city, top: int) -> list[dict[str, object]]:
    with reading() as session:
        version_id = city.systems["department"]
        held = usable_imports(session, session.exec(select(ProjectRound.id)).one())["department"]
        units = values_of(session, held, published(session, version_id)).units
    return [{"unit": unit.code, "top": top, "bottom": 20} for unit in units]


def round_values(city, round_id):
    with reading() as session:
        held = usable_imports(session, round_id)["department"]
        return values_of(session, held, published(session, city.systems["department"]))


def test_a_round_asks_for_the_days_of_its_period_and_takes_what_came(evaluated):
    round_id = connected(evaluated)
    (before,) = stands(evaluated, round_id)
    assert (before.audience, before.metrics, before.done, before.taken) == ("department", 1, 0, "")
    assert asked(evaluated, round_id) == 1
    assert stands(evaluated, round_id)[0].waiting == 1
    outside = collect(evaluated.engine, answers(evaluated, 7))
    assert [window for *_, window in outside.asked] == [QUARTER]
    assert taken(evaluated, round_id) == {"department": 84, "county": 0}
    values = round_values(evaluated, round_id)
    column = values.column_index[TOP]
    applying = values.states[:, column] != NOT_APPLICABLE
    assert set(values.numbers[applying, column]) == {7.0}
    with reading() as session:
        run = session.exec(select(CollectionRun)).one()
    assert run_of(str(values.place(values.units[0].code, TOP))) == run.id
    assert run_of(str(values.place(values.units[0].code, "A11-1/分子"))) is None
    (after,) = stands(evaluated, round_id)
    assert (after.done, after.failed) == (1, 0)
    assert after.taken.startswith("2020年度市级部门指标值（演示）＋采集数 ")


def test_what_a_source_says_later_moves_the_draft_and_not_the_round(evaluated):
    round_id = connected(evaluated)
    asked(evaluated, round_id)
    collect(evaluated.engine, answers(evaluated, 7))
    taken(evaluated, round_id)
    kept = round_values(evaluated, round_id)
    asked(evaluated, round_id)
    collect(evaluated.engine, answers(evaluated, 9))
    assert round_values(evaluated, round_id) == kept
    with reading() as session:
        found = newest(session, evaluated.systems["department"], QUARTER)
        # The metric itself asks for the year, of which nothing was collected yet.
        assert newest(session, evaluated.systems["department"]) == {}
    assert {number.number for (_, column), number in found.items() if column == TOP} == {9.0}


def test_a_second_taking_starts_from_the_first_and_a_double_click_takes_once(evaluated):
    round_id = connected(evaluated)
    asked(evaluated, round_id, key="click")
    asked(evaluated, round_id, key="click")
    collect(evaluated.engine, answers(evaluated, 7))
    for _ in range(2):
        assert taken(evaluated, round_id, key="take") == {"department": 84, "county": 0}
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(CollectionRun)) == 1
        assert session.scalar(select(func.count()).where(col(ValueSet.title).contains("＋采集数"))) == 1
    asked(evaluated, round_id)
    collect(evaluated.engine, answers(evaluated, 9))
    taken(evaluated, round_id)
    (state,) = stands(evaluated, round_id)
    assert state.taken.count("＋采集数") == 1


def test_what_was_decided_not_to_apply_stays_so(evaluated):
    round_id = connected(evaluated)
    with writing() as session:
        held = usable_imports(session, round_id)["department"]
        query = select(MetricValue).where(
            MetricValue.value_set_id == held, MetricValue.unit_code == "M01", col(MetricValue.column) == TOP
        )
        cell = session.exec(query).one()
        cell.state, cell.number = NOT_APPLICABLE, None
    asked(evaluated, round_id)
    collect(evaluated.engine, answers(evaluated, 7))
    assert taken(evaluated, round_id)["department"] == 83
    values = round_values(evaluated, round_id)
    assert values.states[values.unit_index["M01"], values.column_index[TOP]] == NOT_APPLICABLE


def test_nothing_is_taken_while_runs_are_under_way_or_none_was_made(evaluated):
    round_id = connected(evaluated)
    with pytest.raises(Invalid, match="没有取入") as nothing:
        taken(evaluated, round_id)
    assert "请先采集本轮数据" in str(nothing.value.problems[0].remedy)
    asked(evaluated, round_id)
    with pytest.raises(Invalid) as early:
        taken(evaluated, round_id)
    assert early.value.problems[0].rule == "还有指标正在采集"
    with reading() as session:
        assert session.scalar(select(func.count()).where(col(ValueSet.title).contains("＋采集数"))) == 0


def test_a_closed_round_is_neither_collected_for_nor_changed(evaluated):
    round_id = connected(evaluated)
    asked(evaluated, round_id)
    collect(evaluated.engine, answers(evaluated, 7))
    turned(evaluated, round_id, RoundState.CLOSED)
    for act in (asked, taken):
        with pytest.raises(Invalid) as refused:
            act(evaluated, round_id)
        assert refused.value.problems[0].rule == "轮次没有开放"


def test_a_project_nothing_is_collected_for_says_so(evaluated):
    _, round_id = opened(evaluated)
    assert stands(evaluated, round_id) == []
    with pytest.raises(NotFound, match="没有系统采集的指标"):
        asked(evaluated, round_id)


def test_a_period_without_days_is_not_collected_for(evaluated):
    round_id = connected(evaluated)
    with writing() as session:
        session.get_one(ProjectRound, round_id).period = "今年"
    assert stands(evaluated, round_id) == []
    with pytest.raises(Invalid) as refused:
        asked(evaluated, round_id)
    assert refused.value.problems[0].rule == "认不出考核期的起止日期"


def test_a_failed_metric_is_counted_and_the_import_stands(evaluated):
    round_id = connected(evaluated)
    asked(evaluated, round_id)
    collect(evaluated.engine, SourceMisconfigured("坏了"))
    (state,) = stands(evaluated, round_id)
    assert (state.done, state.failed, state.last) == (0, 1, None)
    with reading() as session:
        assert session.exec(select(CollectionRun.state)).one() == RunState.FAILED


def test_those_without_the_permission_neither_collect_nor_take(evaluated):
    round_id = connected(evaluated)
    for act in (asked, taken):
        with pytest.raises(NotAllowed):
            act(evaluated, round_id, by="陈填报")
