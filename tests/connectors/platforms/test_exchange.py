"""Asking the stand-in every metric's query gives the year's figures back, on both databases."""

import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import make_url

from connectors.kinds import sql
from connectors.platforms.exchange import build, count_rows
from connectors.platforms.exchange_metrics import METRICS
from connectors.registry import fetch
from core.collection.records import SourceFacts, Window, read_records
from core.collection.values import NUMBER
from core.errors import NotFound
from core.settings import settings
from tests.connectors.kinds.test_sql import _unlisted
from tests.connectors.platforms.made import AUDIENCES, figures, values

YEAR = Window(date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def platform(request, monkeypatch) -> SourceFacts:
    """The stand-in as a source."""
    if request.param == "sqlite":
        settings().sources_dir.mkdir(parents=True)
        build(f"sqlite:///{settings().sources_dir / 'exchange.db'}", figures())
        yield SourceFacts("exchange", "平台", "sql", {"url": "sqlite:///exchange.db"})
        return
    templates = request.getfixturevalue("_postgres_templates")
    with templates.copy("outside", lambda _engine: None) as url:
        build(
            make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False),
            figures(),
        )
        monkeypatch.setattr(sql, "_postgresql", _unlisted(sql._postgresql))
        yield SourceFacts("exchange", "平台", "sql", {"url": url})


def test_every_metric_of_both_boards_gives_exactly_the_years_figures(platform):
    checked = 0
    for code, asked in METRICS.items():
        records = fetch(platform, asked.query, YEAR)
        for audience in AUDIENCES:
            board = values(audience)
            reading = read_records(records, "unit", asked.fields, [unit.code for unit in board.units])
            for unit in board.units:
                for column in asked.fields:
                    at = board.unit_index[unit.code], board.column_index[column]
                    found = reading.numbers.get((unit.code, column))
                    if board.states[at] == NUMBER and all(
                        board.states[at[0], board.column_index[other]] == NUMBER for other in asked.fields
                    ):
                        assert found == board.numbers[at], (code, unit.code, column)
                        checked += 1
                    else:
                        assert found is None, (code, unit.code, column)
    assert checked == 2573


def test_a_year_without_rows_gives_no_figures_of_that_year(platform):
    empty = fetch(platform, METRICS["B22-1"].query, Window(date(2019, 1, 1), date(2019, 12, 31)))
    assert empty == []


def test_the_stand_in_is_small_and_quickly_made(tmp_path: Path):
    begun = time.perf_counter()
    rows = build(f"sqlite:///{tmp_path / 'x.db'}", figures())
    assert time.perf_counter() - begun < 5
    assert (tmp_path / "x.db").stat().st_size < 20_000_000
    assert rows == count_rows(f"sqlite:///{tmp_path / 'x.db'}")
    assert rows["resource"] == 5226


def test_where_nothing_was_built_there_is_nothing_to_count(tmp_path: Path):
    with pytest.raises(NotFound, match="--init"):
        count_rows(f"sqlite:///{tmp_path / 'none.db'}")
