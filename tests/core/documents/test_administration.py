"""Exports of administration: what leaves can come in again."""

import pytest
from sqlmodel import select

from core.administration import unit_sheet
from core.administration.unit_import import preview_units
from core.documents import administration
from core.errors import NotAllowed
from core.organisations.models import Organisation
from core.store.session import reading
from tests.core.documents.opened import rows, sheets


def asked(people, who: str, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=people[who].actor, **facts)


def test_exported_units_are_imported_again_without_a_change(people):
    content = asked(people, "王立新", administration.units_file)
    assert list(sheets(content.data)) == ["机构", "变更记录"]
    lines, faults = unit_sheet.read_lines(content.data, content.name)
    seen = asked(people, "王立新", preview_units, lines=lines, faults=faults)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (0, 0, 657, 0), seen.problems[:3]


def test_a_branch_alone_is_exported(people):
    with reading() as session:
        below = session.exec(select(Organisation.id).where(Organisation.code == "M05")).one()
    content = asked(people, "赵敏", administration.units_file, below=below)
    assert {row[0][:3] for row in rows(content.data, "机构")[1:]} == {"M05"}


def test_who_may_not_export_gets_nothing(people):
    for verb in (administration.units_file, administration.units_template_file):
        with pytest.raises(NotAllowed):
            asked(people, "陈填报", verb)


def test_the_template_offers_its_choices(people):
    content = asked(people, "王立新", administration.units_template_file)
    assert rows(content.data, "机构")[0] == unit_sheet.COLUMNS
    assert "填写说明" in sheets(content.data)
