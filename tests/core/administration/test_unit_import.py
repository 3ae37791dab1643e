"""Many units at once: looked through first, then all or nothing."""

import pytest
from sqlmodel import func, select

from core.administration import unit_sheet
from core.administration.unit_import import import_units, preview_units
from core.errors import Invalid, NotAllowed
from core.evidence.service import XLSX, FileContent
from core.organisations.models import Organisation
from core.sheets.writing import build_workbook
from core.store.session import reading

NEW = ["M43", "德州市数据局", "市数据局", "市级部门", "DZ", "一", "是", "", 43]
BELOW = ["M43-01", "办公室", "", "科室", "M43", "", "否", "", 1]


def lines(*rows):
    data = build_workbook([unit_sheet.sheet_of(["一"], rows)])
    return unit_sheet.read_lines(data, "机构.xlsx")[0], FileContent("机构.xlsx", XLSX, data)


def held(unit, code: str, **changed) -> list:
    found = unit(code)
    parent = {None: ""}.get(found.parent_id, "DZ")
    row = [
        found.code,
        found.name,
        found.short_name,
        "市级部门",
        parent,
        found.group_name,
        "是",
        found.uscc,
        found.order_no,
    ]
    for at, value in changed.items():
        row[int(at[1:])] = value
    return row


def count() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(Organisation)).one()


def test_new_and_changed_rows_are_counted_and_then_written_together(act, ask, unit):
    rows, source = lines(NEW, BELOW, held(unit, "M01", c2="公安"), held(unit, "M02"))
    seen = ask(preview_units, lines=rows)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (2, 1, 1, 0)
    assert act(import_units, lines=rows, source=source, client_key="one") == (2, 1)
    assert act(import_units, lines=rows, source=source, client_key="one") == (2, 1)
    assert unit("M43-01").parent_id == unit("M43").id
    assert unit("M01").short_name == "公安"


def test_one_wrong_row_keeps_all_of_them_out_and_is_named_by_cell(act, ask, unit):
    before = count()
    rows, source = lines(
        NEW, NEW, held(unit, "M01", c1="警察局"), ["X1", "某科", "", "科室", "没有", "", "否", "", 1]
    )
    seen = ask(preview_units, lines=rows)
    assert [(problem.row, problem.column) for problem in seen.problems] == [(3, "A"), (4, "B"), (5, "E")]
    assert "更名请在机构管理中办理" in seen.problems[1].remedy
    with pytest.raises(Invalid, match="3 处错误，一行也没有导入"):
        act(import_units, lines=rows, source=source)
    assert count() == before


def test_an_import_is_for_administrators(act):
    rows, source = lines(NEW)
    with pytest.raises(NotAllowed):
        act(import_units, who="赵敏", lines=rows, source=source)
