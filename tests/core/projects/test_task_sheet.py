"""The ledger comes in as a sheet: every fault first, all rows or none."""

import pytest

from core.errors import Invalid
from core.evidence.service import XLSX, FileContent
from core.projects.task_sheet import import_tasks, preview_tasks, read_lines, sheet_of
from core.sheets.writing import SheetContent, build_workbook
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going
from tests.core.projects.test_tasks import ledger, reported

ROW = ("R01", "目录更新", "要点第3条", COUNTY, "完成方案", "", "", "全部完成")


def book(*rows) -> bytes:
    return build_workbook([sheet_of(rows)])


def looked_through(made, data):
    lines, faults = read_lines(data, "任务.xlsx")
    with reading() as session:
        facts = {"project_id": made.id, "lines": lines, "faults": faults}
        return preview_tasks(session=session, actor=made.actor("孙项目"), **facts)


def taken(made, data):
    lines, _ = read_lines(data, "任务.xlsx")
    with writing() as session:
        facts = {"project_id": made.id, "lines": lines, "source": FileContent("任务.xlsx", XLSX, data)}
        return import_tasks(session=session, actor=made.actor("孙项目"), **facts)


def test_rows_are_added_then_updated_and_a_reported_goal_stays(people):
    made = going(people)
    assert taken(made, book(ROW)) == (1, 0)
    reported(made, ledger(made)[0])
    changed = (*ROW[:4], "另一个目标", "", "", "最后目标")
    assert looked_through(made, book(changed)).updated == 1
    assert taken(made, book(changed)) == (0, 1)
    assert [(row.quarter, row.goal) for row in ledger(made)] == [(1, "完成方案"), (4, "最后目标")]


def test_every_fault_has_its_place_and_nothing_is_written(people):
    made = going(people)
    data = book(
        ROW, ROW, ("R02", "", "", "M99", "", "", "", ""), ("R03", "任务", "", "M99", "甲", "", "", "")
    )
    preview = looked_through(made, data)
    assert {(each.row, each.column) for each in preview.problems} == {
        (3, "A"),
        (4, "B"),
        (4, "E"),
        (5, "D"),
    }
    assert preview.failed == 3
    with pytest.raises(Invalid, match="一行也没有导入"):
        taken(made, data)
    assert ledger(made) == []


def test_a_sheet_of_another_form_is_refused():
    with pytest.raises(Invalid, match="表头与模板不符"):
        read_lines(_other(), "别的.xlsx")


def _other() -> bytes:
    return build_workbook([SheetContent("别的", ("甲", "乙"), [("1", "2")])])
