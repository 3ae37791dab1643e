"""Loading the committed list into the database."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.errors import Invalid
from core.organisations import service
from core.organisations.models import Organisation
from core.store.session import reading, writing

SETUP = Actor.system()


def test_the_first_load_adds_every_unit_and_leaves_one_entry(engine: Engine):
    with writing(engine) as session:
        added = service.load_reference(session=session, actor=SETUP)
    with reading(engine) as session:
        assert len(session.exec(select(Organisation)).all()) == added == 657
        [entry] = session.exec(select(AuditEntry)).all()
    assert entry.action == "organisations:organisation:load"
    assert entry.person_name == "系统"
    assert entry.after == {"文件": "organisations.csv", "新增": 657}


def test_a_second_load_changes_nothing_and_leaves_no_trail(engine: Engine):
    with writing(engine) as session:
        service.load_reference(session=session, actor=SETUP)
    with writing(engine) as session:
        assert service.load_reference(session=session, actor=SETUP) == 0
    with reading(engine) as session:
        assert len(session.exec(select(AuditEntry)).all()) == 1
        assert {row.version for row in session.exec(select(Organisation))} == {1}


def test_what_people_changed_survives_a_later_load(engine: Engine):
    with writing(engine) as session:
        service.load_reference(session=session, actor=SETUP)
        unit = session.exec(select(Organisation).where(Organisation.code == "M01")).one()
        unit.short_name = "公安局"
    with writing(engine) as session:
        service.load_reference(session=session, actor=SETUP)
    with reading(engine) as session:
        unit = session.exec(select(Organisation).where(Organisation.code == "M01")).one()
        assert (unit.short_name, unit.version) == ("公安局", 2)


def test_a_longer_list_adds_only_what_is_new_below_the_parents_already_there(engine: Engine, tmp_path):
    with writing(engine) as session:
        service.load_reference(session=session, actor=SETUP)
    longer = tmp_path / "longer.csv"
    text = service.REFERENCE_FILE.read_text(encoding="utf-8")
    longer.write_text(text + "M01-09,法制支队,法制支队,科室,M01,,否,,9,是\n", encoding="utf-8")
    with writing(engine) as session:
        assert service.load_reference(session=session, actor=SETUP, path=longer) == 1
    with reading(engine) as session:
        rows = {row.code: row for row in session.exec(select(Organisation))}
    assert rows["M01-09"].parent_id == rows["M01"].id


def test_a_broken_list_writes_nothing(engine: Engine, tmp_path):
    broken = tmp_path / "broken.csv"
    text = service.REFERENCE_FILE.read_text(encoding="utf-8")
    broken.write_text(text + "M01-09,法制支队,法制支队,科室,M99,,否,,9,是\n", encoding="utf-8")
    with pytest.raises(Invalid), writing(engine) as session:
        service.load_reference(session=session, actor=SETUP, path=broken)
    with reading(engine) as session:
        assert session.exec(select(Organisation)).first() is None
