"""A round is computed from one import an audience, and only from one that fits it."""

from dataclasses import replace

import pytest

from core.collection.models import ValueSet
from core.collection.rounds import attach_import, attached_imports, usable_imports
from core.collection.service import import_values, withdraw_values
from core.collection.values import Values
from core.errors import Invalid, NotAllowed
from core.projects.rules import RoundState
from core.store.session import reading, writing
from tests.builders.evaluation import *  # noqa: F403
from tests.builders.evaluation import prepared
from tests.builders.projects import opened, turned
from tests.core.projects.test_rounds import excused


def without(values: Values, code: str) -> Values:
    """The same workbook with one row fewer."""
    keep = [row for row, unit in enumerate(values.units) if unit.code != code]
    return replace(
        values,
        units=tuple(values.units[row] for row in keep),
        numbers=values.numbers[keep],
        states=values.states[keep],
        rows=tuple(values.rows[row] for row in keep),
        marks=tuple(mark for mark in values.marks if mark.unit != code),
        ledger=tuple(entry for entry in values.ledger if entry.unit != code),
    )


def imported(city, round_id, change=lambda values: values, audience="department") -> int:
    (year,) = prepared(audience).values
    with writing() as session:
        return import_values(
            session=session,
            actor=city.people["李评估"].actor,
            draft=year.draft(city.systems[audience], audience, round_id),
            values=change(year.values),
            source=year.source,
        )


def attached(city, round_id, value_set_id, by="李评估") -> str:
    with writing() as session:
        facts = {"round_id": round_id, "value_set_id": value_set_id}
        return attach_import(session=session, actor=city.people[by].actor, **facts)


def in_use(city, project_id, by="李评估"):
    with reading() as session:
        return attached_imports(session=session, actor=city.people[by].actor, project_id=project_id)


def test_an_import_is_attached_and_a_later_one_takes_its_place(evaluated):
    project_id, round_id = opened(evaluated)
    first = evaluated.value_sets["department"]
    assert attached(evaluated, round_id, first) == "2020年度市级部门指标值（演示）"
    attached(evaluated, round_id, first)
    assert [(each.audience, each.value_set_id) for each in in_use(evaluated, project_id)] == [
        ("department", first)
    ]
    second = imported(evaluated, round_id)
    (now,) = in_use(evaluated, project_id)
    assert (now.value_set_id, now.attached_by) == (second, "李评估")


def test_a_round_that_is_not_open_takes_nothing(evaluated):
    project_id, round_id = opened(evaluated)
    turned(evaluated, round_id, RoundState.CLOSED)
    for act in (attached, imported):
        with pytest.raises(Invalid) as caught:
            act(evaluated, round_id, *([evaluated.value_sets["county"]] if act is attached else []))
        assert caught.value.problems[0].rule == "轮次没有开放"
    assert in_use(evaluated, project_id) == []


def test_the_excused_unit_is_left_out_of_the_workbook_and_nobody_else(evaluated):
    project_id, round_id = opened(evaluated)
    excused(evaluated, round_id)
    with pytest.raises(Invalid) as caught:
        attached(evaluated, round_id, evaluated.value_sets["department"])
    (problem,) = caught.value.problems
    assert (problem.rule, problem.value) == ("不参加本轮考核", "M37 德州市人民防空办公室")
    with pytest.raises(Invalid) as caught:
        imported(evaluated, round_id)
    assert [problem.value for problem in caught.value.problems] == ["M37"]
    with pytest.raises(Invalid) as caught:
        imported(evaluated, round_id, lambda values: without(without(values, "M37"), "M01"))
    assert caught.value.problems[0].value == "M01 德州市公安局"
    made = imported(evaluated, round_id, lambda values: without(values, "M37"))
    assert [each.value_set_id for each in in_use(evaluated, project_id)] == [made]


def test_what_is_still_lacking_is_named_and_a_withdrawn_import_counts_as_lacking(evaluated):
    project_id, round_id = opened(evaluated)
    for value_set_id in evaluated.value_sets.values():
        attached(evaluated, round_id, value_set_id)
    with reading() as session:
        assert usable_imports(session, round_id) == evaluated.value_sets
    with writing() as session:
        set_id = evaluated.value_sets["county"]
        version = session.get_one(ValueSet, set_id).version
        actor = evaluated.people["李评估"].actor
        withdraw_values(session=session, actor=actor, value_set_id=set_id, version=version)
    with reading() as session, pytest.raises(Invalid) as caught:
        usable_imports(session, round_id)
    assert [problem.rule for problem in caught.value.problems] == ["县市区还没有指标值"]
    assert len(in_use(evaluated, project_id)) == 1


def test_who_brings_no_values_in_attaches_none_and_who_reads_none_sees_none(evaluated):
    project_id, round_id = opened(evaluated)
    with pytest.raises(NotAllowed, match="导入指标值"):
        attached(evaluated, round_id, evaluated.value_sets["county"], by="赵敏")
    for name in ("陈填报", "郑市长"):
        with pytest.raises(NotAllowed, match="查看指标值"):
            in_use(evaluated, project_id, by=name)
