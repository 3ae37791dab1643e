"""Imports in use are listed; their values come back as the engine takes them."""

import numpy as np
import pytest

from core.collection.queries import usable_set, value_set_page, value_sets, values_of
from core.collection.service import ValueSetDraft, import_values, withdraw_values
from core.collection.values import NA
from core.errors import NotAllowed, NotFound
from core.store.session import reading, writing
from tests.core.collection.world import SOURCE, SYSTEM, published, values


def brought(people, version_id, board=None, title="指标值") -> int:
    with writing() as session:
        return import_values(
            session=session,
            actor=people["李评估"].actor,
            draft=ValueSetDraft(title, "2020年三季度", version_id),
            values=board or values(),
            source=SOURCE,
        )


def test_the_newest_import_stands_first_and_names_its_system(people):
    version_id = published(people)
    first, second = brought(people, version_id, title="甲"), brought(people, version_id, title="乙")
    with reading() as session:
        rows = value_sets(session=session, actor=people["何审计"].actor)
    assert [(row.id, row.title) for row in rows] == [(second, "乙"), (first, "甲")]
    assert rows[0].system_name == "小体系 1"
    assert rows[0].audience == "county"
    assert rows[0].version == 1


def test_imports_are_found_by_word_and_audience_page_by_page(people):
    version_id = published(people)
    first, second, third = (brought(people, version_id, title=title) for title in ("甲", "乙", "甲乙"))

    def found(**facts):
        with reading() as session:
            rows, total = value_set_page(session=session, actor=people["何审计"].actor, **facts)
        return [row.id for row in rows], total

    assert found(limit=2) == ([third, second], 3)
    assert found(text="甲") == ([third, first], 2)
    assert found(text="小体系", audience="county", offset=2) == ([first], 3)
    assert found(audience="department") == found(text="%") == ([], 0)


def test_a_withdrawn_import_is_listed_and_used_no_more(people):
    set_id = brought(people, published(people))
    with writing() as session:
        withdraw_values(session=session, actor=people["李评估"].actor, value_set_id=set_id, version=1)
    with reading() as session:
        assert value_sets(session=session, actor=people["李评估"].actor) == []
        for unknown in (set_id, 99):
            with pytest.raises(NotFound, match="没有这批指标值，或已撤回"):
                usable_set(session, unknown)


def test_blank_not_applicable_and_zero_come_back_as_three_different_things(people):
    board = values().with_value("371402", "B-1", NA).with_value("371403", "B-1", 0)
    set_id = brought(people, published(people), board)
    with reading() as session:
        again = values_of(session, set_id, SYSTEM)
    at = again.column_index["B-1"]
    states = [int(again.states[again.unit_index[code], at]) for code in ("371402", "371403", "371422")]
    assert states == [2, 1, 0]
    assert np.isnan(again.numbers[again.unit_index["371422"], at])
    assert again == board


def test_units_keep_the_order_of_the_workbook(people):
    board = values(tuple(reversed(values().units)))
    set_id = brought(people, published(people), board)
    with reading() as session:
        assert values_of(session, set_id, SYSTEM).units == board.units


def test_those_outside_the_evaluation_see_no_imports(people):
    with reading() as session:
        for name in ("陈填报", "吴德城", "郑市长", "秦专家", "韩运维", "王立新"):
            with pytest.raises(NotAllowed, match="查看指标值"):
                value_sets(session=session, actor=people[name].actor)
