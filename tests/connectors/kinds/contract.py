"""What every kind of connector must keep; a kind's own tests derive from it and say how to make its source."""

from datetime import date
from typing import Any

import pytest

from connectors.base import MOST_ROWS, Kind
from core.collection.records import SourceFacts, Window
from core.errors import SourceMisconfigured, SourceUnavailable

WINDOW = Window(date(2020, 1, 1), date(2020, 12, 31))


class KindContract:
    """Give `kind`, and fixtures `source` (one table, see `ROWS`), `gone` and `wrong` (sources that are
    not there, and that are set up wrongly), `query` (all rows in the window), and `many` (too many rows)."""

    kind: Kind
    # Unit, day, a whole number, a number with a fraction.
    ROWS = (("M01", "2020-03-01", 3, 0.5), ("M02", "2020-12-31", 4, None), ("M03", "2021-01-01", 5, 1.5))

    def test_a_sound_source_answers_in_a_chinese_sentence(self, source: SourceFacts):
        assert "已连通" in self.kind.check(source)

    def test_columns_are_told_without_the_rows(self, source: SourceFacts, query: str):
        assert self.kind.columns(source, query) == ("unit", "whole", "part")

    def test_records_of_the_window_come_by_name(self, source: SourceFacts, query: str):
        found = self.kind.fetch(source, query, WINDOW)
        assert [dict(record) for record in found] == [
            {"unit": "M01", "whole": 3, "part": 0.5},
            {"unit": "M02", "whole": 4, "part": None},
        ]

    def test_fetching_twice_gives_the_same_and_changes_nothing(self, source: SourceFacts, query: str):
        assert self.kind.fetch(source, query, WINDOW) == self.kind.fetch(source, query, WINDOW)

    def test_a_window_without_rows_is_empty_and_no_error(self, source: SourceFacts, query: str):
        assert list(self.kind.fetch(source, query, Window(date(1999, 1, 1), date(1999, 1, 2)))) == []

    def test_a_source_that_is_not_there_may_be_asked_again(self, gone: SourceFacts, query: str):
        for ask in (lambda: self.kind.check(gone), lambda: self.kind.fetch(gone, query, WINDOW)):
            with pytest.raises(SourceUnavailable) as refused:
                ask()
            assert refused.value.remedy

    def test_a_wrong_setting_or_query_is_not_asked_again(
        self, source: SourceFacts, wrong: SourceFacts, broken: str
    ):
        with pytest.raises(SourceMisconfigured):
            self.kind.check(wrong)
        with pytest.raises(SourceMisconfigured):
            self.kind.fetch(source, broken, WINDOW)
        with pytest.raises(SourceMisconfigured):
            self.kind.columns(source, broken)

    def test_too_many_rows_are_refused_rather_than_cut(self, source: SourceFacts, many: str):
        with pytest.raises(SourceMisconfigured, match=f"{MOST_ROWS:,}"):
            self.kind.fetch(source, many, WINDOW)


def facts(kind: str, **settings: Any) -> SourceFacts:
    """A source of a kind."""
    return SourceFacts("tested", "被测平台", kind, settings)
