"""What a questionnaire may become, and what keeps it from it; pure."""

from enum import StrEnum
from typing import Final

from core.errors import Problem

_SHORTEST_REASON: Final = 2


class QuestionnaireState(StrEnum):
    """Whether a questionnaire takes answers."""

    DRAFT = "editing"
    OPEN = "answering"
    PAUSED = "paused"
    CLOSING = "finishing"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """What it means to those who fill."""
        return _MEANINGS[self]


_LABELS: Final = {
    QuestionnaireState.DRAFT: "编制中",
    QuestionnaireState.OPEN: "进行中",
    QuestionnaireState.PAUSED: "已暂停",
    QuestionnaireState.CLOSING: "收尾中",
    QuestionnaireState.ENDED: "已结束",
}
_MEANINGS: Final = {
    QuestionnaireState.DRAFT: "尚未发布，单位看不到",
    QuestionnaireState.OPEN: "单位可以填报",
    QuestionnaireState.PAUSED: "暂不能填报，已填内容保留",
    QuestionnaireState.CLOSING: "已开始填的可以填完，没有开始的不能再填",
    QuestionnaireState.ENDED: "不再接收填报，答卷可以查看",
}
# Publishing leads from the draft to the open state and is a verb of its own.
_MOVES: Final = {
    QuestionnaireState.DRAFT: frozenset[QuestionnaireState](),
    QuestionnaireState.OPEN: frozenset(
        {QuestionnaireState.PAUSED, QuestionnaireState.CLOSING, QuestionnaireState.ENDED}
    ),
    QuestionnaireState.PAUSED: frozenset({QuestionnaireState.OPEN, QuestionnaireState.ENDED}),
    QuestionnaireState.CLOSING: frozenset({QuestionnaireState.OPEN, QuestionnaireState.ENDED}),
    QuestionnaireState.ENDED: frozenset({QuestionnaireState.OPEN}),
}


def following(at: QuestionnaireState) -> tuple[QuestionnaireState, ...]:
    """The states a questionnaire may be put into from here, in the order of its life."""
    return tuple(state for state in QuestionnaireState if state in _MOVES[at])


def move_problems(at: QuestionnaireState, to: QuestionnaireState, reason: str) -> list[Problem]:
    """What keeps a questionnaire from being put into another state."""
    problems = []
    if to not in _MOVES[at]:
        ways = "、".join(f"“{state.label}”" for state in following(at)) or "发布"
        problems.append(Problem(f"不能从“{at.label}”转为“{to.label}”", remedy=f"现在可以办理：{ways}"))
    if len(reason.strip()) < _SHORTEST_REASON:
        problems.append(Problem("没有写明原因", remedy="请用一句话说明为什么"))
    return problems


def filling_problems(state: QuestionnaireState, *, begun: bool) -> list[Problem]:
    """What keeps a unit from filling, as far as the questionnaire's own state goes."""
    if state is QuestionnaireState.OPEN or (state is QuestionnaireState.CLOSING and begun):
        return []
    return [Problem(f"问卷{state.label}", state.meaning, "如有疑问请联系市大数据局")]
