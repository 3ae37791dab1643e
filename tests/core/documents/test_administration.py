"""Exports of administration: what leaves can come in again."""

import pytest
from sqlmodel import select

from core.administration import dictionary_import, people_import, unit_sheet
from core.administration.slips import SlipLine, hold
from core.administration.unit_import import preview_units
from core.documents import administration
from core.errors import NotAllowed, NotFound
from core.organisations.models import Organisation
from core.store.session import reading
from tests.core.access.test_queries import enter
from tests.core.documents.opened import rows, sheets, texts


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


def test_who_is_on_line_leaves_for_those_who_may_look(people):
    enter("zhaomin")
    header, row = sheets(asked(people, "何审计", administration.online_file).data)["在线用户"]
    assert header[:4] == ("姓名", "账号", "单位", "登录地址")
    assert (row[0], row[3]) == ("赵敏", "10.0.0.9")
    with pytest.raises(NotAllowed):
        asked(people, "陈填报", administration.online_file)


def test_who_may_not_export_gets_nothing(people):
    for verb in (administration.units_file, administration.units_template_file):
        with pytest.raises(NotAllowed):
            asked(people, "陈填报", verb)


def test_the_template_offers_its_choices(people):
    content = asked(people, "王立新", administration.units_template_file)
    assert rows(content.data, "机构")[0] == unit_sheet.COLUMNS
    assert "填写说明" in sheets(content.data)


def test_exported_accounts_are_imported_again_without_a_change(people):
    content = asked(people, "王立新", administration.people_file)
    lines, faults = people_import.read_lines(content.data, content.name)
    seen = asked(people, "王立新", people_import.preview_people, lines=lines, faults=faults)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (0, 0, 13, 0), seen.problems[:3]
    with pytest.raises(NotAllowed):
        asked(people, "赵敏", administration.people_file)


def test_a_slip_prints_as_workbook_and_as_word_for_its_maker(people):
    line = SlipLine("lina", "李娜", "德州市公安局", "部门填报员", "Ab3d-Ef6h")
    token = hold(people["王立新"].actor, [line])
    book = asked(people, "王立新", administration.slip_file, token=token, kind="xlsx")
    assert rows(book.data, "账号发放单")[1][:5] == ("lina", "李娜", "德州市公安局", "部门填报员", "Ab3d-Ef6h")
    word = asked(people, "王立新", administration.slip_file, token=token, kind="docx")
    assert "Ab3d-Ef6h" in texts(word.data)
    for who, kind in (("赵敏", "xlsx"), ("王立新", "pdf")):
        with pytest.raises((NotAllowed, NotFound)):
            asked(people, who, administration.slip_file, token=token, kind=kind)


def test_the_template_of_people_offers_roles_and_the_codes_of_units(people):
    content = asked(people, "王立新", administration.people_template_file)
    assert rows(content.data, "用户")[0] == people_import.COLUMNS
    assert len(rows(content.data, "单位代码")) == 658


def test_exported_code_lists_are_imported_again_without_a_change(people):
    content = asked(people, "赵敏", administration.dictionaries_file)
    lines, faults = dictionary_import.read_lines(content.data, content.name)
    seen = asked(people, "王立新", dictionary_import.preview_items, lines=lines, faults=faults)
    assert len(lines) > 100
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (0, 0, len(lines), 0), seen.problems[:3]
    assert (
        rows(asked(people, "王立新", administration.dictionaries_template_file).data, "字典")[0][0]
        == "字典编码"
    )
    for verb in (administration.dictionaries_file, administration.dictionaries_template_file):
        with pytest.raises(NotAllowed):
            asked(people, "陈填报", verb)
