"""The list is narrowed, sorted and paged by the database; the card and the history tell the rest."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.errors import NotAllowed, NotFound
from core.evidence.service import XLSX, FileContent
from core.library.intake import import_library
from core.library.queries import (
    LibraryFilter,
    library_card,
    library_history,
    library_indicators,
    library_rows,
    library_size,
    library_terms,
)
from core.library.service import add_indicator, edit_indicator, switch_indicator
from core.library.sheet import read_library, write_library
from tests.builders.indicators import LIST, RATE, TERMS, indicator, many, watched
from tests.core.library.conftest import held


@pytest.fixture
def stocked(act) -> None:
    """Sixty indicators, six of them only watched, and two of another kind."""
    others = (
        indicator("Q1", way="experts", scope="county", definition="专家看100%_的案例"),
        indicator("Q2", dimension="数据采集", full_marks=Decimal(9)),
    )
    data = write_library([*many(60), *others], TERMS)
    lines, _ = read_library(data, "库.xlsx")
    act(import_library, lines=lines, source=FileContent("库.xlsx", XLSX, data))


def codes(answer) -> list[str]:
    return [row.code for row in answer[0]]


@pytest.mark.parametrize(
    ("wanted", "total"),
    [
        (LibraryFilter(), 62),
        (LibraryFilter(text="q1"), 1),
        (LibraryFilter(text="每日交换"), 6),
        (LibraryFilter(text="100%_的"), 1),
        (LibraryFilter(dimension="数据共享"), 6),
        (LibraryFilter(scope="county"), 1),
        (LibraryFilter(way="experts"), 1),
        (LibraryFilter(state="active"), 62),
        (LibraryFilter(state="stopped"), 0),
        (LibraryFilter(text="q", way="system"), 1),
        (LibraryFilter(text="'; drop table x"), 0),
    ],
)
def test_every_filter_narrows_the_list_alone_and_with_others(ask, stocked, wanted, total):
    rows, found = ask(library_rows, wanted=wanted)
    assert found == total
    assert len(rows) == min(total, 20)


def test_pages_follow_each_other_and_sorting_turns_them_round(ask, stocked):
    wanted = LibraryFilter()
    assert codes(ask(library_rows, wanted=wanted, limit=2, offset=2)) == ["L00002", "L00003"]
    assert codes(ask(library_rows, wanted=wanted, sort="-code", limit=2)) == ["Q2", "Q1"]
    assert codes(ask(library_rows, wanted=wanted, sort="nonsense", limit=1)) == ["L00000"]
    assert "Q2" in codes(ask(library_rows, wanted=LibraryFilter(dimension="数据采集"), sort="-marks"))
    assert ask(library_size) == (62, 56, 0)


def test_a_card_holds_the_whole_indicator(ask, added):
    card = ask(library_card, indicator_id=added.id)
    assert card.indicator == indicator()
    assert (card.row.code, card.row.number, card.uses) == ("X1", 1, ())
    with pytest.raises(NotFound):
        ask(library_card, indicator_id=added.id + 9)


def test_a_history_tells_what_each_version_changed_in_words(act, ask, added):
    wanted = indicator(metrics=(replace(RATE, numerator="已发布且有效的目录数"), LIST))
    act(
        edit_indicator,
        indicator_id=added.id,
        indicator=wanted,
        version=added.version,
        reason="口径从严",
        who="孙项目",
    )
    row = held("X1")
    act(switch_indicator, indicator_id=row.id, active=False, version=row.version, reason="换用新指标")
    stopped, edited, first = ask(library_history, code="X1")
    assert (stopped.act, stopped.reason, stopped.changed) == ("停用", "换用新指标", ())
    assert (edited.act, edited.person_name, edited.reason) == ("修改", "孙项目", "口径从严")
    [change] = edited.changed
    assert (change.place, change.before, change.after) == (
        "子项 X1-1“分子”",
        "已发布目录数",
        "已发布且有效的目录数",
    )
    assert (first.number, first.changed) == (1, ())
    assert [each.number for each in ask(library_history, code="X1", limit=1)] == [3]


def test_indicators_are_handed_to_those_who_may_read(act, ask, added):
    act(add_indicator, indicator=watched())
    assert ask(library_indicators, codes=["T1"]) == [watched()]
    assert ask(library_indicators, who="陈填报") == [watched(), indicator()]
    assert ask(library_terms).dimensions[0] == "资产清查"


@pytest.mark.parametrize("query", [library_size, library_terms, library_indicators])
def test_those_without_the_permission_read_nothing(ask, query):
    with pytest.raises(NotAllowed, match="查看指标库"):
        ask(query, who="王立新")
    with pytest.raises(NotAllowed):
        ask(library_rows, who="韩运维", wanted=LibraryFilter())
