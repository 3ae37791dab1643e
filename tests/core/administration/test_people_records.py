"""Roles are replaced, and the version moves with them."""

from core.access.models import Person
from core.administration.people_records import codes_of, put_roles, told_of
from core.store.session import reading, writing


def test_replaced_roles_move_the_version_and_are_told_by_name(people):
    person_id = people["陈填报"].id
    with writing() as session:
        before = session.get_one(Person, person_id).version
        put_roles(session, person_id, ["approver"])
    with reading() as session:
        person = session.get_one(Person, person_id)
        assert person.version == before + 1
        assert codes_of(session, person_id) == ["approver"]
        assert told_of(session, person)["roles"] == ["部门审核人"]
