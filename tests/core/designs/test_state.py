"""What a draft has to show is counted from what was really said, filed and found."""

from dataclasses import replace

from core.designs.deliberation import decide_comment
from core.designs.rules import FileKind, Stage
from core.designs.state import state_of
from core.store.session import reading
from tests.core.designs.drafting import brought_to, filed, held, ruled, said
from tests.core.scoring.boards import tiny_system


def state(design_id: int):
    with reading() as session:
        return state_of(session, held(design_id))


def test_comments_and_files_of_this_stage_are_counted(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.REVIEW)
    first = said(people, design_id)
    said(people, design_id, "", "总体可行")
    ruled(people, decide_comment, first)
    filed(people, design_id, FileKind.ARGUMENT)
    found = state(design_id)
    assert (found.stage, found.leaves, found.comments) == (Stage.REVIEW, 2, (1, 2))
    assert (found.arguments, found.minutes, found.red) == (1, 0, ())


def test_red_findings_are_looked_for_where_they_block(people, at):
    at("2026-03-02 09:00")
    nodes = tiny_system().nodes
    broken = tiny_system(nodes=(replace(nodes[0], full_marks=None), *nodes[1:]))
    found = state(brought_to(people, Stage.SOLICITING, system=broken))
    assert any("满分" in text for text in found.red)
    assert found.opinions == (0, 0)
