"""Published systems are listed and read by those in the evaluation."""

import pytest

from core.errors import NotAllowed, NotFound
from core.evidence.service import XLSX, FileContent
from core.indicators.queries import published, system, system_page, systems
from core.indicators.service import publish_system
from core.store.session import reading, writing
from tests.core.scoring.boards import county, department, tiny_system


def put(people, made) -> int:
    with writing() as session:
        source = FileContent(f"{made.name}.xlsx", XLSX, made.sha256.encode())
        return publish_system(session=session, actor=people["赵敏"].actor, system=made, source=source)


def test_departments_stand_before_counties_and_the_newest_first(people):
    ids = [put(people, made) for made in (county(), tiny_system(), department())]
    with reading() as session:
        rows = systems(session=session, actor=people["陈填报"].actor)
    assert [row.id for row in rows] == [ids[2], ids[1], ids[0]]
    assert [row.audience for row in rows] == ["department", "department", "county"]
    assert rows[0].sha256 == department().sha256


@pytest.mark.parametrize("make", [county, department, tiny_system])
def test_a_system_comes_back_as_it_was_published(people, make):
    version_id = put(people, make())
    with reading() as session:
        first = system(session=session, actor=people["秦专家"].actor, version_id=version_id)
        assert first == make()
        assert first.sha256 == make().sha256
        assert published(session, version_id) is first


def test_an_unknown_version_is_not_found(people):
    with reading() as session, pytest.raises(NotFound, match="没有这个指标体系版本"):
        system(session=session, actor=people["赵敏"].actor, version_id=99)


def test_an_administrator_of_accounts_reads_no_system(people):
    version_id = put(people, tiny_system())
    with reading() as session:
        for name in ("王立新", "韩运维"):
            actor = people[name].actor
            with pytest.raises(NotAllowed, match="查看指标体系"):
                systems(session=session, actor=actor)
            with pytest.raises(NotAllowed, match="查看指标体系"):
                system(session=session, actor=actor, version_id=version_id)


def test_the_list_is_searched_filtered_sorted_and_paged(people):
    first, second, third = (put(people, made) for made in (county(), tiny_system(), department()))

    def listed(**facts):
        with reading() as session:
            rows, total = system_page(session=session, actor=people["陈填报"].actor, **facts)
        return [row.id for row in rows], total

    assert listed() == ([third, second, first], 3)
    assert listed(text=tiny_system().name) == ([second], 1)
    assert listed(text="%") == ([], 0)
    assert listed(audience="county") == ([first], 1)
    assert listed(sort="published") == ([first, second, third], 3)
    assert listed(sort="-published", offset=1, limit=1) == ([second], 3)
    assert listed(sort="content")[0] == [third, second, first]


def test_the_list_is_for_those_who_read_systems(people):
    with reading() as session, pytest.raises(NotAllowed, match="查看指标体系"):
        system_page(session=session, actor=people["王立新"].actor)
