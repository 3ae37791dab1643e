"""An edition is computed once, frozen with its hash, and never moves again."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, func, select

from core.audit.models import AuditEntry
from core.collection.models import ValueSet
from core.collection.service import import_values, withdraw_values
from core.collection.values import NA
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.organisations.models import Organisation
from core.results import queries
from core.results.content import publish
from core.results.models import EditionKind, ResultEdition
from core.results.service import EditionDraft, freeze_edition, preview
from core.store.session import reading, writing
from tests.builders.evaluation import prepared

NEW = EditionDraft("2020-更正", "德州市2020年度更正结果", "2020年度", EditionKind.CORRECTED)


def frozen(city, *sets, draft=NEW, by="赵敏", key=None) -> int:
    with writing() as session:
        return freeze_edition(
            session=session, actor=city.people[by].actor, draft=draft, value_set_ids=sets, client_key=key
        )


def editions() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(ResultEdition))


def imported(city, audience, change) -> int:
    """A second import in which something is different."""
    (year,) = prepared(audience).values
    with writing() as session:
        return import_values(
            session=session,
            actor=city.people["李评估"].actor,
            draft=year.draft(city.systems[audience], audience),
            values=change(year.values),
            source=year.source,
        )


def test_computing_again_from_the_frozen_inputs_gives_exactly_the_frozen_numbers(evaluated):
    with reading() as session:
        views = queries.boards(
            session=session, actor=evaluated.people["郑市长"].actor, edition_id=evaluated.edition_id
        )
    assert [view.board.audience for view in views] == ["department", "county"]
    for view in views:
        held = view.board
        organisations = {unit.code: (unit.organisation_id, unit.short_name) for unit in held.units}
        again = {unit.code: unit for unit in publish(held.scores, organisations)}
        for unit in held.units:
            assert again[unit.code].nodes == unit.nodes
            assert again[unit.code].metrics == unit.metrics
            assert again[unit.code].lines == unit.lines
            assert again[unit.code] == unit


def test_a_frozen_edition_refuses_every_change(evaluated):
    for statement in ("update result_editions set title = '改'", "delete from result_editions"):
        with (
            pytest.raises(DBAPIError, match="只能新增，不能修改或删除"),
            evaluated.engine.begin() as connection,
        ):
            connection.execute(text(statement))
    assert editions() == 1


def test_freezing_the_same_imports_again_gives_the_same_hash_under_another_code(evaluated):
    edition_id = frozen(evaluated, *evaluated.value_sets.values())
    with reading() as session:
        first, second = session.exec(select(ResultEdition.sha256).order_by(col(ResultEdition.id)))
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert first == second
    assert entry.object_id == str(edition_id)
    assert entry.person_name == "赵敏"
    assert entry.after["sha256"] == second
    assert entry.after["value_sets"] == list(evaluated.value_sets.values())


def test_a_unit_that_cannot_be_scored_yet_is_named_with_its_indicator_and_nothing_is_frozen(evaluated):
    blank = imported(evaluated, "department", lambda values: values.with_value("M05", "A11-1/分子", None))
    with pytest.raises(Invalid) as caught:
        frozen(evaluated, blank)
    (problem,) = caught.value.problems
    node = prepared("department").system.node_by_code["A11"]
    assert "教育" in problem.value
    assert node.title in problem.value
    assert "A11-1" in problem.rule
    assert "不适用" in problem.remedy
    assert editions() == 1


def test_a_unit_excused_from_everything_is_named(evaluated):
    def excuse(values):
        for column in values.columns:
            values = values.with_value("M05", column, NA)
        return replace(values, marks=tuple(mark for mark in values.marks if mark.unit != "M05"))

    with pytest.raises(Invalid) as caught:
        frozen(evaluated, imported(evaluated, "department", excuse))
    (problem,) = caught.value.problems
    assert "教育" in problem.value
    assert "没有可计分的指标" in problem.rule


def test_two_imports_for_one_board_are_refused(evaluated):
    again = imported(evaluated, "county", lambda values: values)
    with pytest.raises(Invalid, match="选了两批指标值") as caught:
        frozen(evaluated, evaluated.value_sets["county"], again)
    assert caught.value.problems[0].value == "县市区、县市区"
    assert editions() == 1


def test_a_code_is_used_once_for_good(evaluated):
    with pytest.raises(Conflict, match="版次编号“2020-初评”已被使用"):
        frozen(evaluated, evaluated.value_sets["county"], draft=replace(NEW, code="2020-初评"))


def test_a_repeated_submit_freezes_once(evaluated):
    first = frozen(evaluated, evaluated.value_sets["county"], key="one-click")
    assert frozen(evaluated, evaluated.value_sets["county"], key="one-click") == first
    assert editions() == 2


def test_what_is_not_filled_in_is_named_field_by_field(evaluated):
    with pytest.raises(Invalid) as caught:
        frozen(evaluated, draft=EditionDraft(" ", "", "2020年度", EditionKind.INITIAL))
    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["“版次编号”不能为空", "“标题”不能为空", "没有选择指标值"]


def test_only_the_authority_and_the_project_manager_freeze(evaluated):
    for name in ("李评估", "陈填报", "吴德城", "郑市长", "何审计", "王立新"):
        with pytest.raises(NotAllowed, match="主管部门、项目经理"):
            frozen(evaluated, evaluated.value_sets["county"], by=name)
    assert editions() == 1


def test_a_withdrawn_import_cannot_be_frozen_but_its_edition_keeps_its_numbers(evaluated):
    set_id = evaluated.value_sets["county"]
    with writing() as session:
        version = session.get_one(ValueSet, set_id).version
        withdraw_values(
            session=session, actor=evaluated.people["李评估"].actor, value_set_id=set_id, version=version
        )
    with pytest.raises(NotFound, match="已撤回"):
        frozen(evaluated, set_id)
    with reading() as session:
        actor, edition_id = evaluated.people["郑市长"].actor, evaluated.edition_id
        view = queries.board(session=session, actor=actor, edition_id=edition_id, audience="county")
    assert len(view.units) == 13


def test_a_unit_no_longer_assessed_is_named_instead_of_a_crash(evaluated):
    with writing() as session:
        session.exec(select(Organisation).where(Organisation.code == "371402")).one().is_assessed = False
    with pytest.raises(Invalid) as caught:
        frozen(evaluated, evaluated.value_sets["county"])
    assert caught.value.problems[0].value.startswith("371402 ")


def test_a_preview_is_what_would_be_frozen_and_freezes_nothing(evaluated):
    with reading() as session:
        scores = preview(session, evaluated.value_sets["county"])
        view = queries.board(
            session=session,
            actor=evaluated.people["赵敏"].actor,
            edition_id=evaluated.edition_id,
            audience="county",
        )
    totals = {unit.code: scores.total.decimal(row) for row, unit in enumerate(scores.values.units)}
    assert totals == {unit.code: unit.total for unit in view.units}
    assert editions() == 1
