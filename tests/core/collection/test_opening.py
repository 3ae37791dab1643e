"""The formal round begins with the values of the preliminary one; any other begins empty."""

from dataclasses import replace

from core.collection.opening import open_round
from core.collection.rounds import attach_import, imports_of
from core.projects.models import ProjectRound
from core.projects.rounds import add_round
from core.projects.rules import RoundKind
from core.store.session import reading, writing
from tests.builders.evaluation import *  # noqa: F403
from tests.builders.projects import QUARTER, REASON, running, unit_id
from tests.core.projects.test_rounds import excused


def added(city, project_id, kind) -> int:
    with writing() as session:
        draft = replace(QUARTER, code=kind.value, name=kind.label, period="2021年度", kind=kind)
        facts = {"project_id": project_id, "draft": draft}
        return add_round(session=session, actor=city.people["孙项目"].actor, **facts)


def begun(city, round_id):
    with writing() as session:
        version = session.get_one(ProjectRound, round_id).version
        facts = {"round_id": round_id, "reason": REASON, "version": version}
        return open_round(session=session, actor=city.people["孙项目"].actor, **facts)


def with_preliminary_values(city) -> tuple[int, int, int]:
    project_id = running(city)
    initial, formal = (added(city, project_id, kind) for kind in (RoundKind.INITIAL, RoundKind.FORMAL))
    assert begun(city, initial).said == ""
    for value_set_id in city.value_sets.values():
        with writing() as session:
            facts = {"round_id": initial, "value_set_id": value_set_id}
            attach_import(session=session, actor=city.people["李评估"].actor, **facts)
    return project_id, initial, formal


def test_the_formal_round_takes_both_boards_over(evaluated):
    _, initial, formal = with_preliminary_values(evaluated)
    opened = begun(evaluated, formal)
    assert len(opened.taken) == 2
    assert opened.said.startswith("已预填初评的指标值：")
    with reading() as session:
        assert imports_of(session, formal) == imports_of(session, initial)


def test_values_of_units_that_no_longer_take_part_are_left_and_named(evaluated):
    _, _, formal = with_preliminary_values(evaluated)
    excused(evaluated, formal)
    opened = begun(evaluated, formal)
    assert (len(opened.taken), len(opened.left)) == (1, 1)
    assert "不参加本轮考核" in opened.said
    assert unit_id(evaluated, "M37")
