"""What questionnaires feed comes in the workbook the import of values takes."""

import pytest
from sqlmodel import select

from core.collection.columns import value_columns
from core.collection.queries import assessed_units
from core.collection.workbook import read_values
from core.documents.fed_values import matched
from core.errors import NotFound
from core.indicators.queries import published
from core.projects.models import ProjectSystem
from core.responses.feeding import Fed, fed
from core.store.session import reading
from tests.builders.responses import surveyed


def test_fed_numbers_stand_in_the_columns_of_the_projects_system(people):
    city = surveyed(people)
    with reading() as session:
        version_id = session.exec(select(ProjectSystem.system_version_id)).one()
        system = published(session, version_id)
        facts = {"version_id": version_id, "round_id": city.of.round_id}
        units = assessed_units(session=session, actor=city.of.actor("孙项目"), **facts)
    first = value_columns(system)[0]
    rows = [Fed("371402", "德城区", first.owner, 3, 4, 5), Fed("371402", "德城区", "Z9-9", value=1)]
    with reading() as session:
        facts = {"round_id": city.of.round_id, "audience": "county", "rows": rows}
        found = matched(session=session, actor=city.of.actor("孙项目"), **facts)
    assert "Z9-9" in found.unmatched
    values = read_values(found.workbook(), "指标值.xlsx", system, units=units)
    at = values.unit_index["371402"]
    given = {code: values.numbers[at, values.column_index[code]] for _unit, code in found.numbers}
    assert given == {code: float(number) for (_unit, code), number in found.numbers.items()}
    assert given
    assert len(values.units) == 13


def test_without_a_system_there_is_no_workbook(people):
    city = surveyed(people)
    rows = fed(city.gathered(with_points=True))
    with reading() as session:
        for round_id, audience in ((None, "county"), (city.of.round_id, "department")):
            facts = {"round_id": round_id, "audience": audience, "rows": rows}
            with pytest.raises(NotFound, match="没有对应的指标体系"):
                matched(session=session, actor=city.of.actor("孙项目"), **facts)
