"""A move is kept for good with what it was about."""

from sqlmodel import col, select

from core.projects.models import ProjectMove
from core.projects.moves import Move, keep_move, open_rounds_of
from core.projects.rules import RoundState
from core.store.session import reading, writing
from tests.builders.rounds import going, turn


def test_a_move_names_its_stage_and_the_missing_and_open_rounds_are_found(people):
    made = going(people)
    with writing() as session:
        move = Move(made.id, None, "planned", "done", "已印发", stage="publish", missing="初评：德城区")
        keep_move(session, made.actor("赵敏"), move)
        assert [row.id for row in open_rounds_of(session, made.id)] == [made.rounds["一季度"]]
    with reading() as session:
        row = session.exec(select(ProjectMove).order_by(col(ProjectMove.id).desc())).first()
    assert (row.stage, row.missing, row.person_name) == ("publish", "初评：德城区", "赵敏")
    turn(made, "一季度", RoundState.CLOSED)
    with reading() as session:
        assert open_rounds_of(session, made.id) == []
