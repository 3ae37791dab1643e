"""An indicator is used where a system has it as a leaf, published or in the making."""

import pytest
from sqlalchemy import JSON, Column, Integer, String, Table, insert

from core.demo.prepare import committed_system
from core.indicators.service import publish_system
from core.library.references import DRAFTS, used_by
from core.store.base import Base
from core.store.session import reading, writing
from tests.core.scoring.boards import tiny_system


@pytest.fixture
def drafts(engine):
    """A table of drafts as the designer of systems declares one."""
    table = Table(
        "some_drafts",
        Base.metadata,
        Column("id", Integer, primary_key=True),
        Column("title", String),
        Column("content", JSON),
        Column("became", Integer),
        info={DRAFTS: ("title", "content", "became")},
    )
    table.create(engine)
    yield table
    Base.metadata.remove(table)


def test_a_published_system_is_named_with_its_version_and_only_for_its_leaves(act):
    system, source = committed_system("county")
    version_id = act(publish_system, system=system, source=source)
    with reading() as session:
        [use] = used_by(session, "A21")
        assert used_by(session, "A2") == used_by(session, "C4") == []
    assert (use.title, use.published, use.version_id) == (
        f"{system.name} {system.version}",
        True,
        version_id,
    )


def test_a_draft_counts_as_soon_as_its_table_says_so(people, drafts):
    system = tiny_system()
    with writing() as session:
        session.execute(insert(drafts), [{"title": "新体系", "content": system.to_dict()}])
        session.execute(insert(drafts), [{"title": "空的", "content": None}])
        session.execute(insert(drafts), [{"title": "已发布", "content": system.to_dict(), "became": 1}])
    with reading() as session:
        found = used_by(session, system.leaves[0].code)
    assert [(use.title, use.published) for use in found] == [("新体系（草稿）", False)]
