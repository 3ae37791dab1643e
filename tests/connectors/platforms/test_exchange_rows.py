"""Rows of ledgers hang together as a platform's would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.platforms.exchange_rows import UnitFigures, rows_of, shares, spread
from tests.connectors.platforms.made import figures


@given(st.integers(0, 10**9), st.integers(1, 50))
def test_parts_are_nearly_equal_and_make_the_whole(total: int, parts: int):
    made = spread(total, parts)
    assert sum(made) == total
    assert max(made) - min(made) <= 1


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30), st.floats(0, 1))
def test_shares_never_exceed_their_part_and_make_the_numerator(parts: list[int], rate: float):
    top = int(sum(parts) * rate)
    made = shares(parts, top)
    assert sum(made) == top
    assert all(0 <= share <= part for share, part in zip(made, parts, strict=True))


@pytest.mark.parametrize("unit", figures()[:3] + figures()[-2:], ids=lambda unit: unit.unit)
def test_a_resource_is_updated_or_silent_and_only_if_it_was_brought_in(unit: UnitFigures):
    rows = rows_of(unit)["resource"]
    assert rows
    for row in rows:
        assert not (row["is_updated"] and row["is_silent"])
        assert row["is_due"] >= max(row["is_updated"], row["is_silent"])
        assert row["channel"] or not (row["is_due"] or row["is_complete"])
        assert row["items_consistent"] <= row["items"]


def test_what_a_unit_did_not_report_leaves_no_rows():
    rows = rows_of(UnitFigures("M99", {}, ("2020-01",)))
    assert [row for name, made in rows.items() if name != "batch" for row in made] == []
    assert {row["rows_sent"] for row in rows["batch"]} == {None}


def test_keys_are_unique_in_every_table():
    for unit in figures()[:5]:
        for name, rows in rows_of(unit).items():
            keys = [
                next(iter(row.values())) if "month" not in row else (row["provider_org"], row["month"])
                for row in rows
            ]
            if name == "quality_score":
                keys = [row["run_on"] for row in rows]
            assert len(set(keys)) == len(keys), name
