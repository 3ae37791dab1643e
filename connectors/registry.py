"""The kinds of connectors there are; one line a kind."""

from collections.abc import Mapping, Sequence
from typing import Final

from connectors.base import Kind
from connectors.kinds.sql import SqlKind
from core.collection.records import Record, SourceFacts, Window
from core.errors import SourceMisconfigured

KINDS: Final[Mapping[str, Kind]] = {"sql": SqlKind()}


def kind_of(source: SourceFacts) -> Kind:
    """The connector of a source; raises `SourceMisconfigured` for a kind there is none for."""
    found = KINDS.get(source.kind)
    if found is None:
        raise SourceMisconfigured(f"没有“{source.kind}”类型的连接器", remedy=f"现有类型：{'、'.join(KINDS)}")
    return found


def fetch(source: SourceFacts, query: str, window: Window) -> Sequence[Record]:
    """The records of a query, by whatever connector its source needs."""
    return kind_of(source).fetch(source, query, window)
