"""Which systems, published or still drafted, hold an indicator of the library as a leaf."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.store.base import Base

# A table of drafts says so in its own description, `info={DRAFTS: ("name", "content", "published_id")}`:
# the columns of its title, of its content, which has the shape of `IndicatorSystem.to_dict`, and of the
# version it became, which is empty while it is a draft.
DRAFTS: Final = "systems_in_the_making"


@dataclass(frozen=True, slots=True)
class Use:
    """One system that holds the indicator; `version_id` is that of a published one."""

    title: str
    published: bool
    version_id: int | None = None


def used_by(session: Session, code: str) -> list[Use]:
    """Every system with a leaf of this code: the published ones first, the newest before the older."""
    return [*_published(session, code), *_drafts(session, code)]


def _published(session: Session, code: str) -> Iterator[Use]:
    query = select(IndicatorSystemVersion).order_by(col(IndicatorSystemVersion.id).desc())
    for version in session.exec(query):
        system = published(session, version.id or 0)
        if any(leaf.code == code for leaf in system.leaves):
            yield Use(f"{version.name} {version.version_label}", True, version.id)


def _drafts(session: Session, code: str) -> Iterator[Use]:
    for table in Base.metadata.sorted_tables:
        if DRAFTS not in table.info:
            continue
        title, content, became = (table.columns[name] for name in table.info[DRAFTS])
        for name, held in session.execute(select(title, content).where(became.is_(None))):
            if code in _leaves(held):
                yield Use(f"{name}（草稿）", False)


def _leaves(content: Any) -> set[str]:
    nodes = (content or {}).get("nodes") or []
    return {node["code"] for node in nodes} - {node.get("parent", "") for node in nodes}
