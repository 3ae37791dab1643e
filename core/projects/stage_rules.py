"""The stages under the four states: their order, and in which state each may be under way; pure."""

import itertools
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from core.errors import Problem
from core.projects.rules import ProjectState, StageState


class Stage(StrEnum):
    """The stages of a year's evaluation, in their order."""

    DAILY = "daily"
    QUARTERLY = "quarterly"
    INITIAL = "initial"
    RECTIFYING = "rectifying"
    FORMAL = "formal"
    FEEDBACK = "feedback"
    APPEAL = "appeal"
    PUBLISHING = "publishing"
    ARCHIVING = "archiving"

    @property
    def label(self) -> str:
        """The stage in Chinese."""
        return _LABELS[self]


_LABELS: Final = {
    Stage.DAILY: "日常考核",
    Stage.QUARTERLY: "季度通报",
    Stage.INITIAL: "初评",
    Stage.RECTIFYING: "反馈整改",
    Stage.FORMAL: "正式评估",
    Stage.FEEDBACK: "结果反馈",
    Stage.APPEAL: "复核",
    Stage.PUBLISHING: "发布",
    Stage.ARCHIVING: "归档",
}
# While units fill in; after filling; after the end.
IN_STATE: Final[Mapping[Stage, ProjectState]] = {
    **dict.fromkeys(
        (Stage.DAILY, Stage.QUARTERLY, Stage.INITIAL, Stage.RECTIFYING, Stage.FORMAL), ProjectState.RUNNING
    ),
    **dict.fromkeys((Stage.FEEDBACK, Stage.APPEAL, Stage.PUBLISHING), ProjectState.FILLED),
    Stage.ARCHIVING: ProjectState.CLOSED,
}
STAGE_MOVES: Final[Mapping[StageState, Mapping[StageState, str]]] = {
    StageState.PLANNED: {StageState.UNDER_WAY: "开始"},
    StageState.UNDER_WAY: {StageState.DONE: "完成"},
    StageState.DONE: {StageState.UNDER_WAY: "重新开始"},
}


def stage_move_problems(stage: Stage, at: StageState, to: StageState, project: ProjectState) -> list[Problem]:
    """What forbids this move of a stage: the order of its states, or the state of its project."""
    if to not in STAGE_MOVES[at]:
        follow = "、".join(state.label for state in STAGE_MOVES[at])
        rule = f"“{stage.label}”不能从“{at.label}”转为“{to.label}”"
        return [Problem(rule, remedy=f"“{at.label}”之后只能是“{follow}”")]
    wanted = IN_STATE[stage]
    if to is StageState.UNDER_WAY and project is not wanted:
        rule = f"“{stage.label}”要在项目“{wanted.label}”时才能开始"
        return [Problem(rule, project.label, "请先改变项目状态")]
    return []


def plan_problems(plan: Mapping[Stage, tuple[date, date]]) -> list[Problem]:
    """A stage may not end before it begins, nor begin before the one above it in the order does."""
    problems = [
        Problem(f"“{stage.label}”的截止日早于开始日", f"{begins} 至 {ends}", "请改正日期")
        for stage, (begins, ends) in plan.items()
        if ends < begins
    ]
    ordered = [stage for stage in Stage if stage in plan]
    for before, after in itertools.pairwise(ordered):
        if plan[after][0] < plan[before][0]:
            value = f"{plan[after][0]} 早于 {plan[before][0]}"
            rule = f"“{after.label}”不能早于“{before.label}”开始"
            problems.append(Problem(rule, value, "请按先后次序排日期"))
    return problems
