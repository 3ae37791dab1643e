"""One unit becomes part of another."""

import pytest
from sqlmodel import select

from core.access.models import Person, Role, RoleOrganisation
from core.administration.merging import merge_unit
from core.administration.unit_history import Word
from core.administration.unit_queries import history
from core.errors import Invalid
from core.organisations.models import Organisation
from core.organisations.rules import ChangeKind
from core.store.session import reading, writing

WORD = Word("机构改革", "德办发〔2020〕12号")


def test_people_sections_and_scopes_go_over_and_both_remember_it(act, unit, people):
    gone, into = unit("M01"), unit("M05")
    with writing() as session:
        role = session.exec(select(Role).where(Role.code == "operator")).one()
        session.add(RoleOrganisation(role_id=role.id, organisation_id=gone.id))
        for child in session.exec(select(Organisation).where(Organisation.parent_id == gone.id)):
            child.name = f"原公安{child.name}"
    assert act(merge_unit, unit_id=gone.id, into_id=into.id, word=WORD, version=gone.version) == 1
    with reading() as session:
        assert session.get_one(Person, people["周填报"].id).organisation_id == into.id
        assert session.exec(select(RoleOrganisation.organisation_id)).all() == [into.id]
        kinds = [[row.kind for row in history(session, each.id)] for each in (gone, into)]
    assert kinds == [[ChangeKind.MERGED], [ChangeKind.ABSORBED]]
    after = unit("M01")
    assert (after.is_active, after.is_assessed, after.group_name) == (False, False, "")
    assert unit("M01-01").parent_id == into.id


@pytest.mark.parametrize(
    ("target", "rule"),
    [("371402", "合并双方须为同一类别"), ("DZ", "不能并入自己、自己的上级或下级"), ("M01", "不能并入自己")],
)
def test_a_merger_of_unlike_or_related_units_is_refused(act, unit, target, rule):
    gone = unit("M01")
    with pytest.raises(Invalid) as refused:
        act(merge_unit, unit_id=gone.id, into_id=unit(target).id, word=WORD, version=gone.version)
    assert refused.value.problems[0].rule.startswith(rule)
    assert unit("M01").is_active
