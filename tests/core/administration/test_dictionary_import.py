"""Code lists at once: looked through first, then all or nothing."""

import pytest

from core.administration.dictionary_import import (
    import_items,
    preview_items,
    read_lines,
    sheet_of,
    template,
)
from core.administration.dictionary_queries import item_rows
from core.errors import Invalid, NotAllowed
from core.evidence.service import XLSX, FileContent
from core.sheets.writing import build_workbook

NEW = ["training_kind", "培训方式", "1", "上机", 1, "是"]
HELD = ["theme", "十二大主题", "201", "公共服务", 1, "是"]


def lines(*rows):
    data = build_workbook([sheet_of(rows)])
    found, faults = read_lines(data, "字典.xlsx")
    return found, faults, FileContent("字典.xlsx", XLSX, data)


def test_new_changed_and_unchanged_rows_are_counted_and_written_together(act, ask):
    found, faults, source = lines(NEW, HELD, ["theme", "十二大主题", "202", "健康", 2, "否"])
    seen = ask(preview_items, lines=found, faults=faults)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (1, 1, 1, 0)
    assert act(import_items, lines=found, source=source, client_key="one") == (1, 1)
    assert act(import_items, lines=found, source=source, client_key="one") == (1, 1)
    [row] = ask(item_rows, type_code="training_kind")[0]
    assert (row.label, row.is_builtin) == ("上机", False)
    assert [each.label for each in ask(item_rows, type_code="theme", state="stopped")[0]] == ["健康"]


def test_one_wrong_row_keeps_all_of_them_out_and_is_named_by_cell(act, ask):
    found, faults, source = lines(
        NEW, NEW, ["theme", "别名", "201", "公共服务", 1, "是"], ["Bad", "坏", "1", "", 1, "是"]
    )
    seen = ask(preview_items, lines=found, faults=faults)
    assert [(problem.row, problem.column) for problem in seen.problems] == [
        (3, "C"),
        (4, "B"),
        (5, "A"),
        (5, "D"),
    ]
    with pytest.raises(Invalid, match="4 处错误，一行也没有导入"):
        act(import_items, lines=found, source=source)
    assert ask(item_rows, type_code="training_kind")[1] == 0
    with pytest.raises(NotAllowed):
        act(import_items, who="赵敏", lines=found, source=source)


def test_cells_that_cannot_be_understood_are_named():
    found, faults, _ = lines(["theme", "十二大主题", "201", "公共服务", "一", "或许"])
    assert found == []
    assert [problem.column for problem in faults] == ["E", "F"]
    with pytest.raises(Invalid, match="没有数据行"):
        read_lines(template(), "字典.xlsx")
