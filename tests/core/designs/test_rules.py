"""From stage to stage only as far as everything that is asked for is there."""

from datetime import date
from itertools import product

import pytest

from core.designs.rules import (
    MOVES,
    Decision,
    FileKind,
    Stage,
    State,
    decision_problems,
    following,
    missing,
    move_problems,
    silent,
    stage_line,
    text_problems,
)

TODAY, DUE = date(2026, 3, 2), date(2026, 3, 20)
READY = {
    Stage.DRAFT: State(Stage.DRAFT, leaves=1),
    Stage.REVIEW: State(Stage.REVIEW, comments=(0, 2)),
    Stage.DISCUSSION: State(Stage.DISCUSSION, minutes=1),
    Stage.SOLICITING: State(Stage.SOLICITING, opinions=(0, 3)),
    Stage.PUBLISHED: State(Stage.PUBLISHED),
}


@pytest.mark.parametrize(("at", "to"), [(a, b) for a, b in product(Stage, Stage) if b not in MOVES[a]])
def test_every_move_out_of_order_is_refused_and_says_what_may_follow(at, to):
    [problem] = move_problems(READY[at], to, "理由充分", DUE, TODAY)
    assert f"“{at.label}”转为“{to.label}”" in problem.rule
    assert problem.remedy


@pytest.mark.parametrize("at", [stage for stage in Stage if stage is not Stage.PUBLISHED])
def test_a_draft_with_everything_goes_on_and_may_go_back_with_a_reason(at):
    assert move_problems(READY[at], following(at), "", DUE, TODAY) == []
    if at is not Stage.DRAFT:
        assert move_problems(READY[at], Stage.DRAFT, "办公室要求重拟", None, TODAY) == []
        assert move_problems(READY[at], Stage.DRAFT, " ", None, TODAY)[0].rule == "须写明退回理由"


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (State(Stage.DRAFT), "还没有末级指标"),
        (State(Stage.REVIEW), "还没有专家意见"),
        (State(Stage.REVIEW, comments=(2, 3)), "还有 2 条专家意见没有裁定"),
        (State(Stage.DISCUSSION), "还没有附上会议纪要"),
        (State(Stage.SOLICITING, opinions=(1, 1)), "还有 1 条单位意见没有裁定"),
        (State(Stage.SOLICITING, red=("满分合计不对",)), "体检红项：满分合计不对"),
    ],
)
def test_what_is_missing_is_named_with_the_way_to_bring_it(state, rule):
    [problem] = missing(state)
    assert rule in problem.rule
    assert problem.remedy
    assert problem in move_problems(state, following(state.stage), "", DUE, TODAY)


def test_written_arguments_stand_for_comments():
    assert missing(State(Stage.REVIEW, arguments=1)) == []


@pytest.mark.parametrize("due", [None, date(2026, 3, 1)])
def test_opinions_are_solicited_until_a_date_to_come(due):
    [problem] = move_problems(READY[Stage.DISCUSSION], Stage.SOLICITING, "", due, TODAY)
    assert "截止日期" in problem.rule


def test_nothing_follows_what_is_published():
    assert following(Stage.PUBLISHED) is None
    assert missing(READY[Stage.PUBLISHED]) == []
    assert [word for _, word in stage_line(Stage.DISCUSSION)] == ["done", "done", "now", "ahead", "ahead"]


def test_adopting_needs_no_reason_and_anything_else_does():
    assert decision_problems("adopted", "") == []
    assert decision_problems("partly", "")[0].rule == "须写明理由"
    assert decision_problems("rejected", "与上位规定不符") == []
    assert decision_problems("", "理由")[0].rule == "不认识的裁定"
    assert decision_problems("shelved", "理由")


def test_a_text_says_something_and_fits():
    assert text_problems("意见", "同意，建议降低满分") == []
    assert text_problems("意见", " 好 ")
    assert text_problems("意见", "长" * 2001)[0].rule == "意见太长"


def test_units_that_have_not_answered_are_those_asked_less_those_heard():
    assert silent([3, 1, 2], [1, 9]) == [3, 2]
    assert {each.label for each in FileKind} >= {
        "访谈记录",
        "座谈记录",
        "抽样资料",
        "文献资料",
        "会议纪要",
        "论证意见",
    }
    assert Decision.OPEN.label == "待裁定"
