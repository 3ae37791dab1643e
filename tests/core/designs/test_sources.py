"""Any published version can be picked from and compared with."""

import pytest

from core.designs import sources
from core.designs.picking import Pick
from core.errors import NotAllowed, NotFound
from core.store.session import reading
from tests.core.designs.drafting import DRAFT, drafted, edited, seen
from tests.core.indicators.test_service import published
from tests.core.scoring.boards import tiny_system


def test_every_version_is_offered_and_a_pick_from_it_reaches_the_draft(people):
    first, second = published(people), published(people, version="1.5")
    actor = people["赵敏"].actor
    with reading() as session:
        assert sources.sources(session=session, actor=actor) == [(second, "小体系 1.5"), (first, "小体系 1")]
        source = sources.pickable(session=session, actor=actor, key=first)
        assert sources.published_system(session=session, actor=actor, version_id=first) == tiny_system()
    design_id = drafted(people, DRAFT, system=tiny_system(nodes=(), metrics=(), events=(), ledger=()))
    told = edited(people, design_id, Pick("", sources.fragments(source, ["A"]), f"“{source.name}”"))
    assert told == "从“小体系 1”选用 A 甲 到“一级指标”之下"
    assert seen(people, design_id).system.leaf_marks == {"A": 60}


def test_people_who_do_not_read_drafts_pick_nothing(people):
    with reading() as session:
        for query, facts in ((sources.sources, {}), (sources.pickable, {"key": 1})):
            with pytest.raises(NotAllowed):
                query(session=session, actor=people["陈填报"].actor, **facts)
        with pytest.raises(NotFound):
            sources.pickable(session=session, actor=people["赵敏"].actor, key=99)
