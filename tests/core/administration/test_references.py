"""What points at a unit or a person is found in every table, and has a name."""

import pytest

from core.administration import references
from core.organisations.models import Organisation
from core.store.migrate import load_tables
from core.store.session import reading


@pytest.mark.parametrize("target", ["organisations.id", "people.id"])
def test_every_table_that_points_has_a_name_in_words(target: str):
    # Every table there is, not only those the tests before happened to need.
    load_tables()
    found = {table.name for table, _ in references.referring(target)}
    assert found
    assert found <= set(references.LABELS)


def test_every_table_that_names_units_by_code_has_a_name_in_words():
    assert {table.name for table, _ in references.naming_units()} <= set(references.LABELS)


def test_a_unit_is_referred_to_by_those_below_and_those_who_work_there(unit):
    with reading() as session:
        found = references.of_unit(session, session.get_one(Organisation, unit("M05").id))
    assert "1 个用户" in found
    assert [each for each in found if each.endswith("个下级机构")]


def test_what_one_has_done_is_counted_without_what_goes_with_the_account(people):
    besides = ("person_roles", "password_history", "account_slips")
    with reading() as session:
        assert references.of_person(session, people["秦专家"].id, besides=besides) == []
        assert set(references.of_person(session, people["秦专家"].id)) == {"1 个角色", "1 条账号发放记录"}
