"""Any published version can be picked from and compared with."""

import pytest

from core.designs import sources
from core.designs.picking import Pick
from core.errors import NotAllowed, NotFound
from core.library.models import LibraryIndicator
from core.library.references import used_by
from core.store.session import reading, writing
from tests.core.designs.drafting import DRAFT, drafted, edited, seen
from tests.core.indicators.test_service import published
from tests.core.library.conftest import *  # noqa: F403
from tests.core.scoring.boards import tiny_system


def test_every_version_is_offered_and_a_pick_from_it_reaches_the_draft(people):
    first, second = published(people), published(people, version="1.5")
    actor = people["赵敏"].actor
    with reading() as session:
        offered = sources.sources(session=session, actor=actor)
        assert offered == [(sources.LIBRARY, "指标库"), (second, "小体系 1.5"), (first, "小体系 1")]
        assert sources.versions(session=session, actor=actor) == offered[1:]
        source = sources.pickable(session=session, actor=actor, key=first)
        assert sources.published_system(session=session, actor=actor, version_id=first) == tiny_system()
    design_id = drafted(people, DRAFT, system=tiny_system(nodes=(), metrics=(), events=(), ledger=()))
    told = edited(people, design_id, Pick("", sources.fragments(source, ["A"]), f"“{source.name}”"))
    assert told == "从“小体系 1”选用 A 甲 到“一级指标”之下"
    assert seen(people, design_id).system.leaf_marks == {"A": 60}


def test_the_librarys_indicators_in_use_are_picked_with_their_metrics_and_then_held_there(people, added):
    actor = people["赵敏"].actor
    with reading() as session:
        source = sources.pickable(session=session, actor=actor, key=sources.LIBRARY)
    design_id = drafted(people, DRAFT, system=tiny_system(nodes=(), metrics=(), events=(), ledger=()))
    edited(people, design_id, Pick("", sources.fragments(source, [added.code]), f"“{source.name}”"))
    held = seen(people, design_id).system
    assert [node.code for node in held.leaves] == [added.code]
    assert held.metrics_of(added.code)
    with reading() as session:
        (use,) = used_by(session, added.code)
    assert (use.published, use.title.endswith("（草稿）")) == (False, True)
    with writing() as session:
        session.get_one(LibraryIndicator, added.id).is_active = False
    with reading() as session:
        assert sources.pickable(session=session, actor=actor, key=sources.LIBRARY).system.leaves == ()


def test_people_who_do_not_read_drafts_pick_nothing(people):
    with reading() as session:
        for query, facts in ((sources.sources, {}), (sources.pickable, {"key": 1})):
            with pytest.raises(NotAllowed):
                query(session=session, actor=people["陈填报"].actor, **facts)
        with pytest.raises(NotFound):
            sources.pickable(session=session, actor=people["赵敏"].actor, key=99)
