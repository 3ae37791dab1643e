"""What a project and its rounds may become, and what keeps them from it."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from core.errors import Problem

# Why somebody moved a project is asked for in words; one character says nothing.
SHORTEST_REASON: Final = 2


class ProjectState(StrEnum):
    """The four states of a project."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    FILLED = "filled"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _PROJECT_LABELS[self]


class RoundState(StrEnum):
    """Whether a round takes values."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _ROUND_LABELS[self]


class RoundKind(StrEnum):
    """What a round is for."""

    QUARTERLY = "quarterly"
    INITIAL = "initial"
    FORMAL = "formal"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _KIND_LABELS[self]


class StageState(StrEnum):
    """How far a stage has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _STAGE_STATES[self]


class SubmissionState(StrEnum):
    """Whether a unit has handed in what a round asks of it."""

    PENDING = "pending"
    HANDED_IN = "handed_in"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _SUBMISSIONS[self]


class Duty(StrEnum):
    """What somebody does in a project."""

    LEAD = "lead"
    EVALUATOR = "evaluator"
    REVIEWER = "reviewer"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        """The duty in Chinese."""
        return _DUTIES[self]


State = ProjectState | RoundState | StageState

_STAGE_STATES: Final = {
    StageState.PLANNED: "未到",
    StageState.UNDER_WAY: "进行中",
    StageState.DONE: "已完成",
}
_DUTIES: Final = {
    Duty.LEAD: "项目负责人",
    Duty.EVALUATOR: "评估人员",
    Duty.REVIEWER: "数据审核人员",
    Duty.CONTACT: "答疑联系人",
}
_SUBMISSIONS: Final = {
    SubmissionState.PENDING: "未报",
    SubmissionState.HANDED_IN: "已报",
    SubmissionState.RETURNED: "退回",
}
_PROJECT_LABELS: Final = {
    ProjectState.NOT_STARTED: "未开始",
    ProjectState.RUNNING: "进行中",
    ProjectState.FILLED: "填报完成",
    ProjectState.CLOSED: "已结束",
}
_ROUND_LABELS: Final = {
    RoundState.PLANNED: "未开放",
    RoundState.OPEN: "开放中",
    RoundState.CLOSED: "已关闭",
}
_KIND_LABELS: Final = {
    RoundKind.QUARTERLY: "季度考核",
    RoundKind.INITIAL: "初评",
    RoundKind.FORMAL: "正式评估",
}
# From each state, the states that may follow and what the act is called.
PROJECT_MOVES: Final[Mapping[ProjectState, Mapping[ProjectState, str]]] = {
    ProjectState.NOT_STARTED: {ProjectState.RUNNING: "启动项目"},
    ProjectState.RUNNING: {ProjectState.FILLED: "转为填报完成"},
    ProjectState.FILLED: {ProjectState.RUNNING: "退回进行中", ProjectState.CLOSED: "结束项目"},
    ProjectState.CLOSED: {},
}
ROUND_MOVES: Final[Mapping[RoundState, Mapping[RoundState, str]]] = {
    RoundState.PLANNED: {RoundState.OPEN: "开放轮次"},
    RoundState.OPEN: {RoundState.CLOSED: "关闭轮次"},
    RoundState.CLOSED: {RoundState.OPEN: "重新开放轮次"},
}


def project_move_problems(at: ProjectState, to: ProjectState, open_rounds: Collection[str]) -> list[Problem]:
    """What forbids this move of a project: the order of the states, or rounds still open."""
    problems = _order_problems("项目", at, to, PROJECT_MOVES[at])
    if not problems and at is ProjectState.RUNNING and open_rounds:
        problems.append(Problem("还有轮次没有关闭", "、".join(open_rounds), "请先关闭这些轮次"))
    return problems


def round_move_problems(at: RoundState, to: RoundState, project: ProjectState) -> list[Problem]:
    """What forbids this move of a round: the order of the states, or a project that is not running."""
    problems = _order_problems("轮次", at, to, ROUND_MOVES[at])
    if not problems and to is RoundState.OPEN and project is not ProjectState.RUNNING:
        problems.append(Problem("项目进行中才能开放轮次", project.label, "请先启动项目，或把项目退回进行中"))
    return problems


def reason_problems(reason: str) -> list[Problem]:
    """A move, or an absence, without a reason in words is no decision."""
    if len(reason.strip()) >= SHORTEST_REASON:
        return []
    return [Problem("须写明理由", reason.strip(), "请写清依据，例如：经市大数据局主任办公会研究同意")]


def missing_for_start(
    organisations: Mapping[str, int], systems: Collection[str], rounds: int, audiences: Mapping[str, str]
) -> list[Problem]:
    """Everything a project lacks before it can start.

    `organisations` counts the picked ones by audience, `systems` are the audiences that have a system,
    `audiences` names them in Chinese.
    """
    problems = []
    if not any(organisations.values()):
        problems.append(Problem("还没有选定考核对象", remedy="请在“考核对象”中勾选市级部门或县市区"))
    for audience, name in audiences.items():
        if organisations.get(audience) and audience not in systems:
            rule = f"{name}还没有指标体系"
            problems.append(
                Problem(rule, f"已选 {organisations[audience]} 个{name}", "请选定一个已发布的版本")
            )
        if any(organisations.values()) and audience in systems and not organisations.get(audience):
            rule = f"选了{name}的指标体系，却没有选{name}"
            problems.append(Problem(rule, remedy=f"请勾选{name}，或去掉这套体系"))
    if not rounds:
        problems.append(Problem("还没有考核轮次", remedy="请至少添加一个轮次"))
    return problems


def text_problems(texts: Mapping[str, str]) -> list[Problem]:
    """Which of these fields, by their Chinese name, are empty."""
    return [Problem(f"“{name}”不能为空", remedy="请填写") for name, text in texts.items() if not text.strip()]


def window_problems(opens_on: date, closes_on: date) -> list[Problem]:
    """A round cannot end before it begins."""
    if opens_on <= closes_on:
        return []
    return [Problem("截止日不能早于开放日", f"{opens_on} 至 {closes_on}", "请改正日期")]


def _order_problems(
    thing: str, at: State, to: State, allowed: Mapping[ProjectState, str] | Mapping[RoundState, str]
) -> list[Problem]:
    if to in set(allowed):
        return []
    follow = "、".join(state.label for state in allowed)
    remedy = f"“{at.label}”之后只能是“{follow}”" if follow else f"“{at.label}”是最后的状态，不能再改"
    return [Problem(f"{thing}不能从“{at.label}”转为“{to.label}”", remedy=remedy)]


def progress_address(project_id: int, round_id: int | None = None) -> str:
    """Where a unit signs and hands in: the screen a notice about it leads to; the foremost round unless named."""
    known: dict[str, object] = {"project": project_id, "part": "进度与催报"}
    return f"/projects?{urlencode(known | ({'round': round_id} if round_id else {}))}"
