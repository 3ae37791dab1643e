"""Many indicators at once: looked through first, then all or nothing."""

from dataclasses import replace

import pytest
from sqlmodel import func, select

from core.errors import Invalid, NotAllowed
from core.evidence.service import XLSX, FileContent
from core.library.intake import import_library, preview_library
from core.library.models import LibraryIndicator, LibraryVersion
from core.library.queries import library_indicators
from core.library.service import delete_indicator, edit_indicator
from core.library.sheet import read_library, write_library
from core.sheets.annotating import annotate
from core.sheets.reading import read_workbook
from core.store.session import reading
from tests.builders.indicators import TERMS, indicator, many, watched
from tests.core.library.conftest import held


def handed_in(*indicators):
    data = write_library(indicators, TERMS)
    lines, problems = read_library(data, "指标库.xlsx")
    return lines, problems, FileContent("指标库.xlsx", XLSX, data)


def count(table) -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def counts(seen) -> tuple[int, int, int, int]:
    return seen.added, seen.updated, seen.unchanged, seen.failed


def test_new_changed_and_equal_indicators_are_counted_and_written_together(act, ask, added):
    changed = indicator("X2")
    lines, _, source = handed_in(changed)
    act(import_library, lines=lines, source=source)
    lines, _, source = handed_in(indicator(), replace(changed, name="改名"), watched(), *many(3))
    assert counts(ask(preview_library, lines=lines)) == (4, 1, 1, 0)
    assert act(import_library, lines=lines, source=source, client_key="one") == (4, 1)
    assert act(import_library, lines=lines, source=source, client_key="one") == (4, 1)
    assert (held("X2").name, held("X2").number, held("X1").number) == ("改名", 2, 1)
    assert counts(ask(preview_library, lines=lines)) == (0, 0, 6, 0)
    kept = {each.code: each for each in ask(library_indicators)}
    assert kept["T1"] == watched()


def test_one_wrong_row_keeps_all_of_them_out_and_comes_back_marked(act, ask):
    lines, problems, source = handed_in(indicator(), indicator("X2", dimension="宇宙"), watched(name=""))
    seen = ask(preview_library, lines=lines, faults=problems)
    assert counts(seen) == (1, 0, 0, 2)
    assert [(problem.sheet, problem.row, problem.column) for problem in seen.problems] == [
        ("指标", 3, "C"),
        ("指标", 4, "B"),
    ]
    with pytest.raises(Invalid, match="2 处错误，一行也没有导入"):
        act(import_library, lines=lines, source=source)
    assert count(LibraryIndicator) == count(LibraryVersion) == 0
    marked = annotate(source.data, source.name, seen.problems)
    # A reader of ours leaves the column of reasons out; what was written stays.
    assert read_workbook(marked, "x.xlsx")[0].height == 4
    assert marked != source.data


def test_an_import_over_somebodys_edit_is_a_version_of_its_own(act, added):
    facts = {"indicator_id": added.id, "version": added.version, "reason": "先改"}
    act(edit_indicator, indicator=indicator(name="先改的"), **facts)
    lines, _, source = handed_in(indicator(name="导入的"))
    assert act(import_library, lines=lines, source=source) == (0, 1)
    with reading() as session:
        told = session.exec(select(LibraryVersion).order_by(LibraryVersion.number.desc())).first()
    assert (told.number, told.act, told.reason) == (3, "imported", "随“指标库.xlsx”导入")
    assert held("X1").version == added.version + 2


def test_a_code_deleted_before_goes_on_counting_when_it_is_imported(act, added):
    act(delete_indicator, indicator_id=added.id, version=added.version, reason="错")
    lines, _, source = handed_in(indicator())
    act(import_library, lines=lines, source=source)
    assert held("X1").number == 3


def test_two_thousand_indicators_come_in_whole(act, ask):
    everything = many(2000)
    lines, problems, source = handed_in(*everything)
    assert problems == []
    assert act(import_library, lines=lines, source=source) == (2000, 0)
    assert count(LibraryVersion) == 2000
    assert ask(library_indicators) == everything


@pytest.mark.parametrize("who", ["李评估", "陈填报", "王立新"])
def test_importing_is_for_those_who_keep_the_library(act, ask, who):
    lines, _, source = handed_in(indicator())
    with pytest.raises(NotAllowed, match="批量导入指标库"):
        act(import_library, who=who, lines=lines, source=source)
    with pytest.raises(NotAllowed):
        ask(preview_library, who=who, lines=lines)
