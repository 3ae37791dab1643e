"""Drafts are listed, searched and read by those who work on them."""

from dataclasses import replace

import pytest

from core.designs import queries
from core.designs.deliberation import give_opinion
from core.designs.rules import FileKind, Stage
from core.errors import NotAllowed, NotFound
from core.store.session import reading, writing
from tests.core.designs.drafting import DRAFT, brought_to, drafted, filed, said, seen


def asked(people, query, by="赵敏", **facts):
    with reading() as session:
        return query(session=session, actor=people[by].actor, **facts)


def test_the_list_is_searched_filtered_sorted_and_paged(people):
    for number in range(3):
        drafted(people, replace(DRAFT, code=f"K{number}", name=f"县区体系{number}", audience="county"))
    drafted(people)
    rows, total = asked(people, queries.designs, text="县区", sort="code", limit=2)
    assert ([row.code for row in rows], total) == (["K0", "K1"], 3)
    assert asked(people, queries.designs, sort="-code")[0][0].code == "T"
    assert asked(people, queries.designs, audience="department")[1] == 1
    assert asked(people, queries.designs, text="50%")[1] == 0
    assert asked(people, queries.designs, stage="review") == ([], 0)
    assert asked(people, queries.stages) == {Stage.DRAFT: 4}


def test_a_draft_says_what_is_missing_for_its_next_stage(people, at):
    at("2026-03-02 09:00")
    view = seen(people, brought_to(people, Stage.DISCUSSION))
    assert view.next_stage is Stage.SOLICITING
    assert view.missing[0].rule == "还没有附上会议纪要"
    assert view.row.name == "小体系 2"
    assert asked(people, queries.glance, design_id=view.row.id) == view.row


def test_what_is_said_filed_and_moved_is_read_whole(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.REVIEW)
    said(people, design_id, "", "总体可行")
    said(people, design_id, "A")
    filed(people, design_id, FileKind.SAMPLING)
    talk = asked(people, queries.talk, design_id=design_id)
    assert [each.about for each in talk.comments] == ["整体", "A 甲"]
    assert (talk.asked, talk.silent) == (0, ())
    assert [each.kind for each in asked(people, queries.files, design_id=design_id)] == [FileKind.SAMPLING]
    [move] = asked(people, queries.moves, design_id=design_id)
    assert (move.to_stage, move.system.name) == (Stage.REVIEW, "小体系")


def test_units_that_have_not_answered_are_named(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.SOLICITING)
    with writing() as session:
        give_opinion(
            session=session, actor=people["陈填报"].actor, design_id=design_id, node_code="", text="总体同意"
        )
    talk = asked(people, queries.talk, design_id=design_id)
    assert (talk.asked, len(talk.silent), talk.opinions[0].unit) == (42, 41, "德州市教育和体育局")
    assert "德州市教育和体育局" not in talk.silent


@pytest.mark.parametrize("name", ["陈填报", "吴德城", "王立新", "冯秘书"])
def test_units_do_not_read_drafts(people, name):
    design_id = drafted(people)
    for query, facts in (
        (queries.designs, {}),
        (queries.design, {"design_id": design_id}),
        (queries.glance, {"design_id": design_id}),
        (queries.talk, {"design_id": design_id}),
        (queries.files, {"design_id": design_id}),
        (queries.moves, {"design_id": design_id}),
    ):
        with pytest.raises(NotAllowed):
            asked(people, query, by=name, **facts)


def test_a_draft_that_is_not_there_is_not_found(people):
    with pytest.raises(NotFound):
        seen(people, 99)
    with pytest.raises(NotFound):
        asked(people, queries.glance, design_id=99)
    with reading() as session, pytest.raises(NotFound):
        queries.view_of(session, 99)
