"""A round is computed, looked at, and frozen for good with who was excused from it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core.errors import Invalid, NotAllowed, NotFound
from core.organisations.models import Organisation
from core.projects.rules import RoundState
from core.results import figures, queries
from core.results.models import EditionKind, RoundEdition
from core.results.rounds import freeze_round, preview_round, round_editions
from core.results.service import EditionDraft
from core.store.session import reading, writing
from tests.builders.projects import only_round, opened, running, turned
from tests.core.collection.test_rounds import attached, imported, without
from tests.core.projects.test_rounds import excused

DRAFT = EditionDraft("2021-一季度", "德州市2021年一季度通报", "2021年一季度", EditionKind.CIRCULATED)


def filled(city) -> tuple[int, int]:
    """A project whose open round has both imports, 市人防办 excused."""
    project_id, round_id = opened(city)
    excused(city, round_id)
    imported(city, round_id, lambda values: without(values, "M37"))
    attached(city, round_id, city.value_sets["county"])
    return project_id, round_id


def frozen(city, round_id, *, by="赵敏", key=None, draft=DRAFT) -> int:
    with writing() as session:
        facts = {"round_id": round_id, "draft": draft, "client_key": key}
        return freeze_round(session=session, actor=city.people[by].actor, **facts)


def test_a_preview_gives_the_mean_that_is_frozen_and_freezes_nothing(evaluated):
    _, round_id = filled(evaluated)
    with reading() as session:
        boards = preview_round(session=session, actor=evaluated.people["孙项目"].actor, round_id=round_id)
        assert session.exec(select(RoundEdition)).all() == []
    assert [(board.audience, board.units) for board in boards] == [("department", 41), ("county", 13)]
    assert [each.code for each in boards[0].absent] == ["M37"]
    edition_id = frozen(evaluated, round_id)
    with reading() as session:
        views = queries.boards(session=session, actor=evaluated.people["郑市长"].actor, edition_id=edition_id)
    for board, view in zip(boards, views, strict=True):
        assert board.mean == figures.mean(view.board)
        assert board.blocked == ()


def test_the_edition_says_who_was_excused_and_why_and_shows_it_within_reach(evaluated):
    _, round_id = filled(evaluated)
    edition_id = frozen(evaluated, round_id)
    with reading() as session:
        whole = queries.board(
            session=session,
            actor=evaluated.people["郑市长"].actor,
            edition_id=edition_id,
            audience="department",
        )
        own = queries.board(
            session=session,
            actor=evaluated.people["陈填报"].actor,
            edition_id=edition_id,
            audience="department",
        )
        with pytest.raises(NotFound, match="德州市人民防空办公室本期缺考核，没有得分（演示：系统整体迁移）"):
            queries.unit(
                session=session,
                actor=evaluated.people["郑市长"].actor,
                edition_id=edition_id,
                unit_code="M37",
            )
        with pytest.raises(NotAllowed, match="没有这个单位"):
            queries.unit(
                session=session,
                actor=evaluated.people["陈填报"].actor,
                edition_id=edition_id,
                unit_code="M37",
            )
    assert len(whole.units) == 41
    assert max(unit.rank for unit in whole.units) <= 41
    assert [(each.code, each.reason) for each in whole.absent] == [("M37", "演示：系统整体迁移")]
    assert (len(own.units), own.absent) == (1, ())


def test_editions_are_listed_by_round_and_the_link_cannot_be_changed(evaluated):
    project_id, round_id = filled(evaluated)
    first = frozen(evaluated, round_id, key="one-click")
    assert frozen(evaluated, round_id, key="one-click") == first
    turned(evaluated, round_id, RoundState.CLOSED)
    second = frozen(
        evaluated, round_id, draft=EditionDraft("更正", "更正", "2021年一季度", EditionKind.CORRECTED)
    )
    with reading() as session:
        listed = round_editions(
            session=session, actor=evaluated.people["郑市长"].actor, project_id=project_id
        )
    assert [edition.id for edition in listed[round_id]] == [second, first]
    with (
        pytest.raises(DBAPIError, match="只能新增，不能修改或删除"),
        evaluated.engine.begin() as connection,
    ):
        connection.execute(text("delete from round_editions"))


def test_the_assessed_are_those_of_the_project_whatever_the_tree_became(evaluated):
    _, round_id = filled(evaluated)
    with writing() as session:
        unit = session.exec(select(Organisation).where(Organisation.code == "371402")).one()
        unit.is_assessed, unit.short_name = False, "改了的简称"
    edition_id = frozen(evaluated, round_id)
    with reading() as session:
        view = queries.board(
            session=session,
            actor=evaluated.people["郑市长"].actor,
            edition_id=edition_id,
            audience="county",
        )
    assert view.board.by_code["371402"].short_name == "德城区"


def test_a_round_never_opened_or_without_values_is_not_frozen(evaluated):
    project_id = running(evaluated)
    round_id = only_round(evaluated, project_id).id
    with pytest.raises(Invalid) as caught:
        frozen(evaluated, round_id)
    assert caught.value.problems[0].rule == "轮次还没有开放"
    turned(evaluated, round_id, RoundState.OPEN)
    with pytest.raises(Invalid) as caught:
        frozen(evaluated, round_id)
    assert [problem.rule for problem in caught.value.problems] == [
        "市级部门还没有指标值",
        "县市区还没有指标值",
    ]


def test_only_who_freezes_may_compute_a_round(evaluated):
    _, round_id = filled(evaluated)
    for name in ("李评估", "陈填报", "郑市长", "何审计"):
        with pytest.raises(NotAllowed, match="计算并冻结"):
            frozen(evaluated, round_id, by=name)
        with reading() as session, pytest.raises(NotAllowed, match="计算并冻结"):
            preview_round(session=session, actor=evaluated.people[name].actor, round_id=round_id)
