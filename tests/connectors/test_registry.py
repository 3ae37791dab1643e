"""A source is asked by the connector of its kind."""

import pytest

from connectors import registry
from core.errors import SourceMisconfigured
from tests.connectors.kinds.contract import WINDOW, facts


class Echo:
    """A connector that says what it was asked."""

    def fetch(self, source, query, window):
        return [{"source": source.code, "query": query, "window": window}]


def test_every_listed_kind_offers_the_three_verbs():
    for kind in registry.KINDS.values():
        assert all(callable(getattr(kind, verb)) for verb in ("check", "columns", "fetch"))


def test_a_query_goes_to_the_connector_of_its_kind(monkeypatch):
    monkeypatch.setattr(registry, "KINDS", {"echo": Echo()})
    assert registry.fetch(facts("echo"), "q", WINDOW) == [
        {"source": "tested", "query": "q", "window": WINDOW}
    ]


def test_a_kind_nobody_wrote_is_a_wrong_setting():
    with pytest.raises(SourceMisconfigured, match="没有“fax”类型的连接器"):
        registry.fetch(facts("fax"), "q", WINDOW)
