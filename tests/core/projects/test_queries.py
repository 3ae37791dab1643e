"""A project is read by those it concerns, each seeing no more organisations than their scope."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowed, NotFound
from core.projects import queries
from core.projects.rules import ProjectState, RoundState
from core.store.session import reading
from tests.builders.projects import (
    DRAFT,
    QUARTER,
    complete,
    created,
    moved,
    only_round,
    opened,
    running,
    turned,
)
from tests.core.projects.test_rounds import excused


def seen(city, name, project_id):
    with reading() as session:
        return queries.project(session=session, actor=city.people[name].actor, project_id=project_id)


def listed(city, name, **facts):
    with reading() as session:
        return queries.projects(session=session, actor=city.people[name].actor, **facts)


def test_everybody_sees_their_own_part_of_the_organisations(evaluated):
    project_id, round_id = opened(evaluated)
    excused(evaluated, round_id)
    assert len(seen(evaluated, "郑市长", project_id).members) == 55
    own = seen(evaluated, "陈填报", project_id)
    assert [member.code for member in own.members] == ["M05"]
    assert (own.absences, own.moves, own.row.organisations) == ((), (), 55)
    assert [member.code for member in seen(evaluated, "吴德城", project_id).members] == ["371402"]
    assert seen(evaluated, "秦专家", project_id).members == ()
    assert [each.code for each in seen(evaluated, "何审计", project_id).absences] == ["M37"]


def test_what_has_not_started_is_not_yet_known_to_the_assessed(evaluated):
    project_id = complete(evaluated)
    assert listed(evaluated, "陈填报") == ([], 0)
    with pytest.raises(NotFound, match="没有这个项目"):
        seen(evaluated, "陈填报", project_id)
    moved(evaluated, project_id, ProjectState.RUNNING)
    assert listed(evaluated, "陈填报")[1] == 1


def test_who_has_no_part_in_evaluations_is_refused(evaluated):
    project_id = running(evaluated)
    for name in ("王立新", "韩运维"):
        with pytest.raises(NotAllowed, match="查看项目"):
            seen(evaluated, name, project_id)
        with pytest.raises(NotAllowed, match="查看项目"):
            listed(evaluated, name)


def test_the_list_is_searched_and_paged(evaluated):
    for number in range(3):
        created(evaluated, replace(DRAFT, code=f"P_{number}", name=f"第{number}个项目", year=2020 + number))
    rows, total = listed(evaluated, "赵敏", offset=1, limit=1)
    assert (total, [row.code for row in rows]) == (3, ["P_1"])
    assert [row.code for row in listed(evaluated, "赵敏", text="第2个")[0]] == ["P_2"]
    assert [row.code for row in listed(evaluated, "赵敏", text="2021")[0]] == ["P_1"]
    assert listed(evaluated, "赵敏", text="%")[1] == 0


def test_the_list_is_narrowed_by_year_and_state_and_sorted(evaluated):
    for number in range(3):
        created(evaluated, replace(DRAFT, code=f"P{number}", name=f"第{number}个项目", year=2022 - number))
    running(evaluated, replace(DRAFT, code="P9", name="进行中的项目", year=2022))

    def codes(name="赵敏", **facts):
        return [row.code for row in listed(evaluated, name, **facts)[0]]

    assert codes(year="2022") == ["P9", "P0"]
    assert codes(year="二〇二二") == []
    assert codes(state=ProjectState.RUNNING.value) == ["P9"]
    assert codes(sort="-code") == ["P9", "P2", "P1", "P0"]
    assert codes(sort="year") == ["P2", "P1", "P9", "P0"]
    assert codes(sort="没有的列") == codes()
    assert codes(limit=None, offset=3) == ["P2"]
    with reading() as session:
        facts = {"session": session, "actor": evaluated.people["赵敏"].actor}
        assert queries.years(**facts) == [2022, 2021, 2020]
        assert queries.years(session=session, actor=evaluated.people["陈填报"].actor) == [2022]


def test_moves_are_told_in_chinese_the_newest_first(evaluated):
    project_id, _ = opened(evaluated)
    told = [
        (move.thing, move.from_label, move.to_label) for move in seen(evaluated, "赵敏", project_id).moves
    ]
    assert told == [("2021年一季度考核", "未开放", "开放中"), ("项目", "未开始", "进行中")]


def test_open_rounds_are_found_for_a_system_until_they_close(evaluated):
    project_id, round_id = opened(evaluated)
    actor = evaluated.people["李评估"].actor
    with reading() as session:
        ((held, row),) = queries.open_rounds(session=session, actor=actor)
        facts = {"session": session, "actor": actor}
        assert len(queries.rounds_taking(**facts, version_id=evaluated.systems["county"])) == 1
        assert queries.rounds_taking(**facts, version_id=999) == []
    assert (held.id, row.id, row.code) == (project_id, round_id, QUARTER.code)
    assert row.is_overdue(date(2021, 4, 16))
    assert not row.is_overdue(date(2021, 4, 15))
    turned(evaluated, round_id, RoundState.CLOSED)
    with reading() as session:
        assert queries.open_rounds(session=session, actor=actor) == []


def test_what_is_missing_is_asked_only_before_the_start(evaluated):
    project_id = created(evaluated)
    assert len(seen(evaluated, "赵敏", project_id).missing) == 2
    assert only_round(evaluated, running(evaluated, replace(DRAFT, code="X"))).order_no == 1
