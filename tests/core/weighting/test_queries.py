"""Records are read by those who weigh, organise or audit, and only as they were kept."""

import pytest
from sqlalchemy import text

from core.errors import NotAllowed, NotFound, Unavailable
from core.store.session import reading
from core.weighting.methods import Combined
from core.weighting.outcome import outcome_of
from core.weighting.queries import weighting, weightings
from tests.core.weighting.given import JUDGED, MEASURED, SCORED
from tests.core.weighting.grids import target
from tests.core.weighting.test_service import recorded


def listed(people, *, by="赵敏", **filters):
    with reading() as session:
        return weightings(session=session, actor=people[by].actor, **filters)


def read(people, record_id: int, *, by="赵敏"):
    with reading() as session:
        return weighting(session=session, actor=people[by].actor, record_id=record_id)


def test_the_newest_record_is_listed_first_with_the_number_of_all(people):
    ids = [recorded(people, inputs) for inputs in (SCORED, JUDGED, MEASURED)]
    found, total = listed(people)
    assert ([row.id for row in found], total) == (ids[::-1], 3)
    assert [row.method for row in found] == ["entropy", "ahp", "experts"]
    assert (found[0].system_title, found[0].group_name, found[0].person_name) == (
        "2021 草稿",
        "一级指标",
        "李评估",
    )


def test_records_are_found_by_system_and_group_and_paged(people):
    first = recorded(people)
    inside = recorded(people, on=target(group="A", group_name="汇聚"))
    other = recorded(people, on=target(system_code="OTHER"))
    assert [row.id for row in listed(people, system_code="DRAFT")[0]] == [inside, first]
    assert [row.id for row in listed(people, system_code="DRAFT", group_code="")[0]] == [first]
    assert [row.id for row in listed(people, group_code="A")[0]] == [inside]
    page, total = listed(people, offset=1, limit=1)
    assert ([row.id for row in page], total) == ([inside], 3)
    assert [row.id for row in listed(people, system_code="OTHER")[0]] == [other]


@pytest.mark.parametrize("inputs", [SCORED, JUDGED, MEASURED], ids=["experts", "ahp", "entropy"])
def test_a_record_is_read_back_whole_and_follows_from_its_inputs(people, inputs):
    view = read(people, recorded(people, inputs))
    assert (view.target, view.inputs) == (target(), inputs)
    assert (view.outcome, view.facts) == outcome_of(view.target, view.inputs)


def test_a_combination_is_read_back_with_the_two_sets_it_rests_on(people):
    first, second = recorded(people), recorded(people, MEASURED)
    view = read(people, recorded(people, Combined("product", first, second)))
    assert view.row.method == "combination"
    assert view.facts.subjective == read(people, first).outcome.weights
    assert view.facts.objective == read(people, second).outcome.weights


def test_a_record_that_was_changed_behind_the_triggers_is_not_shown(people, engine):
    record_id = recorded(people)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("drop trigger weighting_records_no_update"))
        else:
            connection.execute(text("alter table weighting_records disable trigger user"))
        connection.execute(text("update weighting_records set method = 'experts'"))
    with pytest.raises(Unavailable, match=r"与留存时的校验值不一致.*从备份核对"):
        read(people, record_id)


def test_an_unknown_record_is_not_found(people):
    with pytest.raises(NotFound, match="没有这条定权记录"):
        read(people, 7)


def test_experts_judgements_are_read_by_those_who_weigh_organise_or_audit_alone(people):
    record_id = recorded(people)
    readers = {"赵敏", "孙项目", "李评估", "何审计"}
    for name in readers:
        assert read(people, record_id, by=name).row.id == record_id
    for name in set(people) - readers:
        with pytest.raises(NotAllowed, match="没有“查看定权记录”的权限"):
            read(people, record_id, by=name)
        with pytest.raises(NotAllowed, match="没有“查看定权记录”的权限"):
            listed(people, by=name)


def test_records_are_looked_for_by_words_and_method_and_put_in_order(people):
    first = recorded(people, SCORED, note="4 月 12 日论证会")
    second = recorded(people, JUDGED, by="赵敏", note="占比 50%")
    third = recorded(people, MEASURED)
    assert [row.id for row in listed(people, text="论证会")[0]] == [first]
    assert [row.id for row in listed(people, text="赵")[0]] == [second]
    assert listed(people, text="%")[1] == 1
    assert [row.id for row in listed(people, method="entropy")[0]] == [third]
    assert [row.id for row in listed(people, sort="id")[0]] == [first, second, third]
    assert [row.method for row in listed(people, sort="-method")[0]] == ["experts", "entropy", "ahp"]
    assert len(listed(people, sort="sha256", limit=None)[0]) == 3
