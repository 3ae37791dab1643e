"""A last day is an alarm only for those who still have something to bring in."""

from datetime import date

import pytest

from core.projects.queries import RoundRow
from core.projects.rules import RoundKind, RoundState
from core.results.models import EditionKind
from core.results.rounds import freeze_round
from core.results.service import EditionDraft
from core.store.session import reading, writing
from pages.ui.deadlines import answered, last_day
from pages.ui.guard import Viewer
from tests.builders.projects import opened
from tests.core.collection.test_rounds import attached
from tests.pages.desk import words

ROUND = RoundRow(
    1, 1, "Q1", "一季度考核", "2021年一季度", RoundKind.QUARTERLY,
    date(2021, 4, 1), date(2021, 4, 15), RoundState.OPEN, 1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("today", "is_answered", "said"),
    [
        ("2021-04-12", False, "截止日 **2021年4月15日**（还有 3 天）"),
        ("2021-04-15", True, "截止日 **2021年4月15日**（今天）"),
        ("2021-04-17", False, "**▲ 截止日 2021年4月15日，已过 2 天**"),
        ("2026-11-24", True, ":gray[截止日 2021年4月15日（已过）]"),
    ],
)
def test_the_day_is_told_in_characters_and_its_end_is_quiet_once_the_edition_is_frozen(
    at, today, is_answered, said
):
    at(f"{today} 09:00")
    assert last_day(ROUND, is_answered=is_answered) == said


def viewer(evaluated, name: str) -> Viewer:
    from core.access.queries import profile

    person = evaluated.people[name]
    with reading() as session:
        return Viewer(person.actor, profile(session, person.id))


def test_a_round_is_answered_by_its_edition_and_never_late_for_whoever_reads_no_results(desk, evaluated):
    _, round_id = opened(evaluated)
    row = ROUND
    assert answered(viewer(evaluated, "李评估"), [row]) == frozenset()
    assert answered(viewer(evaluated, "秦专家"), [row]) == {row.id}
    assert "▲ 截止日" in words(desk("李评估").open("projects/projects.py"))
    assert "（已过）" in words(desk("秦专家").open("projects/projects.py"))
    for value_set_id in evaluated.value_sets.values():
        attached(evaluated, round_id, value_set_id)
    with writing() as session:
        draft = EditionDraft("2021-一季度", "一季度通报", "2021年一季度", EditionKind.CIRCULATED)
        freeze_round(session=session, actor=evaluated.people["赵敏"].actor, round_id=round_id, draft=draft)
    assert answered(viewer(evaluated, "李评估"), [row]) == {round_id}
    assert "（已过）" in words(desk("李评估").open("projects/projects.py"))
