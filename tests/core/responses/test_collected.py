"""The bureau sees who is in, who is not, and what each is worth."""

import pytest

from core.errors import NotAllowed
from core.responses.collected import collected, narrowed, ordered, places
from core.responses.marking import mark_answer
from core.responses.returning import return_response
from core.store.session import reading, writing
from tests.builders.responses import surveyed


def seen(city, name="孙项目"):
    with reading() as session:
        actor = city.of.actor(name)
        (place,) = places(session=session, actor=actor)
        return collected(session=session, actor=actor, place=place)


def test_units_are_counted_by_state_up_the_tree(people):
    city = surveyed(people)
    with writing() as session:
        facts = {"response_id": city.ids["371403"], "reasons": {"B1": "与平台目录数不符"}}
        return_response(session=session, actor=city.of.actor("孙项目"), **facts)
    found = seen(city)
    total = found.total
    assert (total.due, total.handed_in, total.returned, total.unbegun, total.missing) == (13, 2, 1, 9, 11)
    assert [(branch.label, branch.counts.due) for branch in found.branches] == [("县市区", 13)]
    assert found.place.name == "公共数据共享情况调研问卷（一季度考核，进行中）"
    assert found.last_moment == found.rows[0].task.locks_at


def test_each_unit_has_its_points_once_it_is_in(people):
    city = surveyed(people)
    rows = {row.task.unit_code: row for row in seen(city).rows}
    assert (rows["371402"].points, rows["371402"].waiting) == (5, 1)
    assert rows["371423"].points is None
    assert seen(city).most == 9
    with writing() as session:
        facts = {"response_id": city.ids["371402"], "question": "A4", "points": "3", "reason": "材料齐全"}
        mark_answer(session=session, actor=city.of.actor("李评估"), **facts)
    first = seen(city).rows[0]
    assert (first.points, first.waiting) == (8, 0)


def test_units_are_found_by_name_state_and_branch_and_sorted(people):
    found = seen(surveyed(people)).rows
    assert [row.task.unit_name for row in narrowed(found, text="德城")] == ["德城区"]
    counts = {
        each: len(narrowed(found, standing=each)) for each in ("missing", "filling", "unbegun", "unmarked")
    }
    assert counts == {"missing": 10, "filling": 1, "unbegun": 9, "unmarked": 3}
    assert len(narrowed(found, branch="county")) == 13
    assert narrowed(found, branch="department") == []
    assert ordered(found, "-points")[0].task.unit_code == "371402"
    assert ordered(found, "missing")[-1].task.missing == max(row.task.missing for row in found)
    assert ordered(found, "nonsense") == list(found)


def test_a_unit_sees_itself_and_others_nothing(people):
    city = surveyed(people)
    assert [row.task.unit_code for row in seen(city, "吴德城").rows] == ["371402"]
    with reading() as session:
        assert places(session=session, actor=city.of.actor("陈填报")) == []
        with pytest.raises(NotAllowed):
            places(session=session, actor=city.of.actor("秦专家"))
