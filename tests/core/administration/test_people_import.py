"""Many accounts at once, with one slip for the new ones."""

import pytest
from sqlmodel import func, select

from core.access.models import Person
from core.administration import people_import
from core.administration.people_import import import_people, preview_people, read_lines, sheet_of
from core.administration.slips import slip_of
from core.errors import Invalid
from core.evidence.service import XLSX, FileContent
from core.sheets.writing import build_workbook
from core.store.session import reading

NEW = ["LiNa", "李娜", "M01", "部门填报员、部门审核人", "13900002222"]
HELD = ["chentianbao", "陈填报", "M05-01", "部门填报员", ""]


def lines(*rows):
    data = build_workbook([sheet_of(rows, ["部门填报员"])])
    return read_lines(data, "用户.xlsx")[0], FileContent("用户.xlsx", XLSX, data)


def count() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(Person)).one()


def test_new_people_get_accounts_and_a_slip_and_known_ones_are_updated(ask, people):
    changed = ["zhoutianbao", "周填报", "M01", "部门填报员", "13800001111"]
    rows, source = lines(NEW, HELD, changed)
    seen = ask(preview_people, lines=rows)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (1, 1, 1, 0)
    added, updated, token = import_people(
        actor=people["王立新"].actor, lines=rows, source=source, client_key="one"
    )
    assert (added, updated) == (1, 1)
    [line] = ask(slip_of, token=token).lines
    assert (line.login, line.roles) == ("lina", "部门填报员、部门审核人")
    with reading() as session:
        assert session.get_one(Person, people["周填报"].id).phone == "13800001111"


def test_one_wrong_row_keeps_all_of_them_out_and_is_named_by_cell(ask, people):
    before = count()
    rows, source = lines(NEW, NEW, ["王", "", "没有", "皇帝", "x"])
    seen = ask(preview_people, lines=rows)
    assert [(problem.row, problem.column) for problem in seen.problems] == [
        (3, "A"), (4, "A"), (4, "B"), (4, "E"), (4, "D"), (4, "C"),
    ]  # fmt: skip
    with pytest.raises(Invalid, match="一行也没有导入"):
        import_people(actor=people["王立新"].actor, lines=rows, source=source, client_key="two")
    assert count() == before


def test_too_many_rows_are_refused_before_anything_is_hashed(monkeypatch):
    monkeypatch.setattr(people_import, "MOST", 1)
    with pytest.raises(Invalid, match="一次最多导入 1 个用户"):
        lines(NEW, HELD)


def test_the_template_names_roles_and_units():
    data = people_import.template(["部门填报员"], [("M01", "德州市公安局")])
    with pytest.raises(Invalid, match="没有数据行"):
        read_lines(data, "用户.xlsx")
