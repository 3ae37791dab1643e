"""The demonstration's library holds the twenty-two real indicators and some only to watch."""

from core.demo.library import build_library, indicators
from core.demo.prepare import committed_system
from core.library.indicator import draft_leaf
from core.library.queries import LibraryFilter, library_history, library_rows, library_size
from core.library.rules import check
from core.library.terms import terms_of
from core.store.session import reading


def test_every_leaf_of_both_systems_is_there_with_its_metrics_and_all_is_sound(people):
    with reading() as session:
        terms = terms_of(session)
    found = {each.code: each for each in indicators()}
    assert check(list(found.values()), terms) == []
    for audience in ("department", "county"):
        system, _ = committed_system(audience)
        for leaf in system.leaves:
            node, metrics, _, events = draft_leaf(found[leaf.code])
            assert (node.name, node.definition, node.platform) == (leaf.name, leaf.definition, leaf.platform)
            assert (metrics, events) == (system.metrics_of(leaf.code), system.events_of(leaf.code))
    assert len([each for each in found.values() if each.full_marks is not None]) == 22
    assert {code for code, each in found.items() if each.scope == "department"} == {"C4", "C5"}
    assert all(each.meaning and each.document and each.evidence is not None for each in found.values())


def test_what_is_only_watched_says_so_and_whose_proposal_it_is():
    watched = [each for each in indicators() if each.full_marks is None]
    assert len(watched) == 6
    assert all("趋势性监测" in each.application and each.document == "本方案提出" for each in watched)


def test_it_is_built_through_the_import_once(engine, people):
    assert build_library(engine, people["赵敏"].actor) == 28
    assert build_library(engine, people["赵敏"].actor) == 0
    with reading() as session:
        actor = people["陈填报"].actor
        assert library_size(session=session, actor=actor) == (28, 22, 0)
        rows, _ = library_rows(session=session, actor=actor, wanted=LibraryFilter(text="A21"))
        told = library_history(session=session, actor=actor, code="A21")
    assert [change.place for change in told[0].changed] == ["应用说明"]
    assert [(row.name, row.number) for row in rows] == [("目录编制", 2)]
