"""Who takes part in a round is who was picked, without the excused."""

from core.projects.roll import absences_of, members_of, taking_part
from core.store.session import reading
from tests.builders.projects import opened
from tests.core.projects.test_rounds import excused


def test_the_members_stand_in_official_order_departments_first(evaluated):
    project_id, _ = opened(evaluated)
    with reading() as session:
        members = members_of(session, project_id)
    assert [member.code for member in members[:2]] == ["M01", "M02"]
    assert [member.kind for member in members] == ["department"] * 42 + ["county"] * 13


def test_who_is_excused_takes_no_part_in_this_round_only_on_their_board(evaluated):
    project_id, round_id = opened(evaluated)
    excused(evaluated, round_id)
    with reading() as session:
        departments = taking_part(session, round_id, "department")
        counties = taking_part(session, round_id, "county")
        (away,) = absences_of(session, project_id)
    assert (len(departments), len(counties)) == (41, 13)
    assert "M37" not in {member.code for member in departments}
    assert (away.code, away.kind, away.reason) == ("M37", "department", "演示：系统整体迁移")
