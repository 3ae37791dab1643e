"""Reading the tree of the committed list."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.audit.actor import Actor
from core.errors import NotFound
from core.organisations import queries, service
from core.organisations.models import Organisation
from core.organisations.rules import OrganisationKind
from core.store.session import reading, writing


@pytest.fixture
def session(engine: Engine):
    with writing(engine) as session:
        service.load_reference(session=session, actor=Actor.system())
    with reading(engine) as session:
        yield session


def switch_off(engine: Engine, code: str) -> None:
    with writing(engine) as session:
        session.exec(select(Organisation).where(Organisation.code == code)).one().is_active = False


def test_the_tree_has_one_root_with_authority_departments_affiliates_and_counties_in_order(session: Session):
    [root] = queries.tree(session)
    assert root.unit.name == "德州市"
    names = [node.unit.short_name for node in root.children]
    assert (names[0], names[1], names[42], names[-1]) == (
        "市大数据局",
        "市公安局",
        "市消防救援支队",
        "德州运河经开区",
    )
    assert len(names) == 1 + 42 + 2 + 13
    assert root.children[1].children[0].unit.name == "科技信息化科"


def test_a_unit_switched_off_hides_its_branch_unless_asked_for(session: Session, engine: Engine):
    switch_off(engine, "371402")
    session.rollback()
    [root] = queries.tree(session)
    [whole] = queries.tree(session, active_only=False)
    assert len(whole.children) - len(root.children) == 1
    assert all(node.unit.code != "371402" for node in root.children)


def test_a_subtree_is_the_unit_and_all_below_and_nothing_else(session: Session):
    county = queries.by_code(session, "371402")
    ids = queries.subtree_ids(session, county.id)
    assert len(ids) == 1 + 36
    assert queries.by_code(session, "371402-36").id in ids
    assert queries.by_code(session, "371403-01").id not in ids
    section = queries.by_code(session, "M01-01")
    assert queries.subtree_ids(session, section.id) == {section.id}
    root = queries.by_code(session, "DZ")
    assert len(queries.subtree_ids(session, root.id)) == 657


def test_a_subtree_of_nobody_is_empty(session: Session):
    assert queries.subtree_ids(session, 999_999) == frozenset()


def test_a_loop_in_broken_data_hangs_neither_subtree_nor_path(session: Session, engine: Engine):
    with writing(engine) as broken:
        rows = {row.code: row for row in broken.exec(select(Organisation))}
        rows["M01"].parent_id = rows["M01-01"].id
    session.rollback()
    unit = queries.by_code(session, "M01")
    assert len(queries.subtree_ids(session, unit.id)) == 5
    assert queries.path(session, unit.id)[-1] == "德州市公安局"


def test_the_path_runs_from_the_city_to_the_unit(session: Session):
    section = queries.by_code(session, "M01-01")
    assert queries.path(session, section.id) == ("德州市", "德州市公安局", "科技信息化科")
    with pytest.raises(NotFound):
        queries.path(session, 999_999)


def test_assessed_departments_and_counties_come_in_official_order(session: Session, engine: Engine):
    departments = queries.assessed(session, OrganisationKind.DEPARTMENT)
    assert [unit.code for unit in departments] == [f"M{number:02}" for number in range(1, 43)]
    counties = queries.assessed(session, OrganisationKind.COUNTY)
    assert (len(counties), counties[0].name, counties[-1].name) == (13, "德城区", "德州运河经济开发区")
    assert queries.assessed(session, OrganisationKind.AUTHORITY) == ()
    switch_off(engine, "M01")
    session.rollback()
    assert len(queries.assessed(session, OrganisationKind.DEPARTMENT)) == 41


def test_counts_name_every_kind(session: Session):
    counts = queries.counts(session)
    assert set(counts) == set(OrganisationKind)
    assert counts[OrganisationKind.COUNTY_UNIT] == 468
    assert counts[OrganisationKind.AFFILIATE] == 2


def test_units_are_found_by_code_and_id_and_shown_by_short_name(session: Session):
    unit = queries.by_code(session, "M36")
    assert queries.by_id(session, unit.id) == unit
    assert unit.kind is OrganisationKind.DEPARTMENT
    assert queries.label(session, unit.id) == "市外办" == queries.labels(session)[unit.id]


def test_an_unknown_unit_is_said_so(session: Session):
    with pytest.raises(NotFound, match="M99"):
        queries.by_code(session, "M99")
    with pytest.raises(NotFound):
        queries.label(session, 999_999)
