"""Which moves are legal is one table, and everything else is refused with the way on."""

from datetime import date
from itertools import product

import pytest

from core.projects.rules import (
    ProjectState,
    RoundKind,
    RoundState,
    missing_for_start,
    progress_address,
    project_move_problems,
    reason_problems,
    round_move_problems,
    text_problems,
    window_problems,
)

# Written out again, so that a change of the table must be meant.
LEGAL = {
    (ProjectState.NOT_STARTED, ProjectState.RUNNING),
    (ProjectState.RUNNING, ProjectState.FILLED),
    (ProjectState.FILLED, ProjectState.RUNNING),
    (ProjectState.FILLED, ProjectState.CLOSED),
}
LEGAL_ROUNDS = {
    (RoundState.PLANNED, RoundState.OPEN),
    (RoundState.OPEN, RoundState.CLOSED),
    (RoundState.CLOSED, RoundState.OPEN),
}
AUDIENCES = {"department": "市级部门", "county": "县市区"}


@pytest.mark.parametrize(("at", "to"), list(product(ProjectState, ProjectState)))
def test_a_project_moves_only_where_the_table_says(at, to):
    problems = project_move_problems(at, to, [])
    assert (problems == []) == ((at, to) in LEGAL)
    if problems:
        assert at.label in problems[0].rule
        assert to.label in problems[0].rule
        assert problems[0].remedy


@pytest.mark.parametrize(("at", "to"), list(product(RoundState, RoundState)))
def test_a_round_moves_only_where_the_table_says(at, to):
    problems = round_move_problems(at, to, ProjectState.RUNNING)
    assert (problems == []) == ((at, to) in LEGAL_ROUNDS)


def test_a_round_opens_only_in_a_running_project_and_may_be_closed_in_any():
    for project in set(ProjectState) - {ProjectState.RUNNING}:
        (problem,) = round_move_problems(RoundState.PLANNED, RoundState.OPEN, project)
        assert problem.value == project.label
        assert round_move_problems(RoundState.OPEN, RoundState.CLOSED, project) == []


def test_an_open_round_keeps_a_project_running_and_is_named():
    (problem,) = project_move_problems(ProjectState.RUNNING, ProjectState.FILLED, ["2021年一季度考核"])
    assert problem.value == "2021年一季度考核"


def test_a_reason_needs_words_and_a_window_an_order():
    assert reason_problems("同意启动") == []
    assert [reason_problems(text)[0].rule for text in ("", "  ", "行")] == ["须写明理由"] * 3
    assert window_problems(date(2021, 4, 1), date(2021, 4, 1)) == []
    assert "不能早于" in window_problems(date(2021, 4, 2), date(2021, 4, 1))[0].rule
    assert [problem.rule for problem in text_problems({"编号": " ", "名称": "甲"})] == ["“编号”不能为空"]


def test_what_a_start_lacks_is_listed_one_by_one():
    assert missing_for_start({"department": 42, "county": 13}, ["department", "county"], 5, AUDIENCES) == []
    rules = [problem.rule for problem in missing_for_start({}, [], 0, AUDIENCES)]
    assert rules == ["还没有选定考核对象", "还没有考核轮次"]
    (one,) = missing_for_start({"department": 42, "county": 13}, ["department"], 1, AUDIENCES)
    assert (one.rule, one.value) == ("县市区还没有指标体系", "已选 13 个县市区")
    (other,) = missing_for_start({"department": 42}, ["department", "county"], 1, AUDIENCES)
    assert other.rule == "选了县市区的指标体系，却没有选县市区"


def test_every_state_and_kind_has_a_chinese_name():
    labels = [each.label for kind in (ProjectState, RoundState, RoundKind) for each in kind]
    assert labels == [
        "未开始",
        "进行中",
        "填报完成",
        "已结束",
        "未开放",
        "开放中",
        "已关闭",
        "季度考核",
        "初评",
        "正式评估",
    ]


def test_a_notice_leads_to_where_a_unit_hands_in_at_its_round_or_at_the_foremost():
    part = "part=%E8%BF%9B%E5%BA%A6%E4%B8%8E%E5%82%AC%E6%8A%A5"
    assert progress_address(4) == f"/projects?project=4&{part}"
    assert progress_address(4, 9) == f"/projects?project=4&{part}&round=9"
