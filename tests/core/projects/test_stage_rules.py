"""Every illegal move of a stage is refused, whatever the state of its project."""

from datetime import date
from itertools import product

import pytest

from core.projects.rules import ProjectState, StageState
from core.projects.stage_rules import IN_STATE, STAGE_MOVES, Stage, plan_problems, stage_move_problems

EVERY = list(product(Stage, StageState, StageState, ProjectState))


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_moves_in_order_and_begins_only_in_its_project_state(stage):
    for at, to, project in product(StageState, StageState, ProjectState):
        legal = to in STAGE_MOVES[at] and (to is not StageState.UNDER_WAY or project is IN_STATE[stage])
        assert bool(stage_move_problems(stage, at, to, project)) != legal, (at, to, project)


def test_the_nine_stages_are_named_in_the_order_of_the_year():
    assert [stage.label for stage in Stage] == [
        "日常考核", "季度通报", "初评", "反馈整改", "正式评估", "结果反馈", "复核", "发布", "归档",
    ]  # fmt: skip


def test_a_plan_keeps_the_order_of_days_and_of_stages():
    days = (date(2021, 1, 1), date(2021, 1, 31))
    assert plan_problems({Stage.INITIAL: days, Stage.FORMAL: days}) == []
    assert "早于开始日" in plan_problems({Stage.INITIAL: days[::-1]})[0].rule
    faulty = {Stage.INITIAL: days, Stage.FORMAL: (date(2020, 12, 1), days[1])}
    assert plan_problems(faulty)[0].rule == "“正式评估”不能早于“初评”开始"
