"""The phone book comes in as a sheet: every fault first, all rows or none; out and in again changes nothing."""

import pytest
from sqlmodel import func, select

from core.errors import Invalid, NotAllowed
from core.evidence.models import EvidenceFile
from core.evidence.service import XLSX, FileContent
from core.notices.contacts import contacts
from core.notices.models import Contact
from core.projects.contact_sheet import import_contacts, preview_contacts, read_lines, sheet_of
from core.sheets.writing import build_workbook
from core.store.session import reading, writing

ROW = ("M05", "市教育体育局", "刘洋", "科长", "0534-2600001", "")
OTHER = ("M01", "", "赵阳", "", "", "zhaoyang@dezhou.gov.cn")


def book(*rows) -> bytes:
    return build_workbook([sheet_of(rows)])


def looked_through(people, *rows, by="孙项目"):
    lines, faults = read_lines(book(*rows), "电话册.xlsx")
    with reading() as session:
        return preview_contacts(session=session, actor=people[by].actor, lines=lines, faults=faults)


def taken(people, *rows, by="孙项目", key=None):
    data = book(*rows)
    lines, _ = read_lines(data, "电话册.xlsx")
    with writing() as session:
        source = FileContent("电话册.xlsx", XLSX, data)
        return import_contacts(
            session=session, actor=people[by].actor, lines=lines, source=source, client_key=key
        )


def held(people) -> dict[str, str]:
    with reading() as session:
        book = contacts(session=session, actor=people["孙项目"].actor)
    return {row.name: row.phone or row.email for rows in book.values() for row in rows}


def test_rows_are_added_updated_or_left_as_they_are_and_the_file_is_kept(people):
    assert taken(people, ROW, OTHER, key="one") == (2, 0)
    assert taken(people, ROW, OTHER, key="one") == (2, 0)
    changed = (*ROW[:4], "13805340001", "")
    preview = looked_through(people, changed, OTHER)
    assert (preview.added, preview.updated, preview.unchanged, preview.failed) == (0, 1, 1, 0)
    assert taken(people, changed, OTHER) == (0, 1)
    assert held(people) == {"刘洋": "13805340001", "赵阳": "zhaoyang@dezhou.gov.cn"}
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(EvidenceFile)) == 2


def test_every_fault_has_its_cell_and_nothing_is_written(people):
    wrong = (
        ROW,
        ROW,
        ("M99", "", "甲", "", "2600001", ""),
        ("M01", "", "", "", "12", ""),
        ("M01", "", "乙", "", "", "x"),
    )
    preview = looked_through(people, *wrong)
    assert [(each.row, each.column) for each in preview.problems] == [
        (3, "C"),
        (4, "A"),
        (5, "C"),
        (5, "E"),
        (6, "F"),
    ]
    assert preview.failed == 4
    with pytest.raises(Invalid, match="一行也没有导入"):
        taken(people, *wrong)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 0


def test_a_template_nobody_filled_in_is_refused_and_its_empty_units_are_left_out():
    with pytest.raises(Invalid, match="没有填写联系人"):
        read_lines(book(("M01", "市公安局", "", "", "", "")), "电话册.xlsx")
    lines, _ = read_lines(book(("M01", "市公安局", "", "", "", ""), ROW), "电话册.xlsx")
    assert [line.unit_code for line in lines] == ["M05"]


def test_only_those_who_chase_may(people):
    for who in ("陈填报", "李评估"):
        with pytest.raises(NotAllowed):
            taken(people, ROW, by=who)
        with pytest.raises(NotAllowed):
            looked_through(people, ROW, by=who)
