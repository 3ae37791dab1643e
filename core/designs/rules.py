"""The stages a draft goes through, and what keeps it from the next one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.errors import Problem

SHORTEST_REASON: Final = 2
LONGEST_TEXT: Final = 2000


class Stage(StrEnum):
    """The stages of the design process."""

    DRAFT = "draft"
    REVIEW = "review"
    DISCUSSION = "discussion"
    SOLICITING = "soliciting"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The stage in Chinese."""
        return _LABELS[self]


class FileKind(StrEnum):
    """What a file of the design archive is."""

    INTERVIEW = "interview"
    MEETING = "meeting"
    SAMPLING = "sampling"
    LITERATURE = "literature"
    MINUTES = "minutes"
    ARGUMENT = "argument"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _KINDS[self]


class Decision(StrEnum):
    """What was decided about a comment or an opinion; empty while nothing was."""

    OPEN = ""
    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The decision in Chinese."""
        return _DECISIONS[self]


_LABELS: Final = {
    Stage.DRAFT: "起草",
    Stage.REVIEW: "专家论证",
    Stage.DISCUSSION: "专项小组办公室讨论",
    Stage.SOLICITING: "征求意见",
    Stage.PUBLISHED: "定稿发布",
}
_KINDS: Final = {
    FileKind.INTERVIEW: "访谈记录",
    FileKind.MEETING: "座谈记录",
    FileKind.SAMPLING: "抽样资料",
    FileKind.LITERATURE: "文献资料",
    FileKind.MINUTES: "会议纪要",
    FileKind.ARGUMENT: "论证意见",
}
_DECISIONS: Final = {
    Decision.OPEN: "待裁定",
    Decision.ADOPTED: "采纳",
    Decision.PARTLY: "部分采纳",
    Decision.REJECTED: "不采纳",
}
# From each stage, the stages that may follow and what the act is called; publishing is a verb of its own.
MOVES: Final[Mapping[Stage, Mapping[Stage, str]]] = {
    Stage.DRAFT: {Stage.REVIEW: "提交专家论证"},
    Stage.REVIEW: {Stage.DISCUSSION: "提交专项小组办公室讨论", Stage.DRAFT: "退回起草"},
    Stage.DISCUSSION: {Stage.SOLICITING: "开始征求意见", Stage.DRAFT: "退回起草"},
    Stage.SOLICITING: {Stage.PUBLISHED: "发布体系", Stage.DRAFT: "退回起草"},
    Stage.PUBLISHED: {},
}


@dataclass(frozen=True, slots=True)
class State:
    """What a draft has to show when it wants to move on.

    `comments` are those undecided out of all, `opinions` likewise; `minutes` counts minutes attached since the
    present stage began, `arguments` written arguments; `red` are the sentences of the red health findings.
    """

    stage: Stage
    leaves: int = 0
    comments: tuple[int, int] = (0, 0)
    arguments: int = 0
    minutes: int = 0
    opinions: tuple[int, int] = (0, 0)
    red: tuple[str, ...] = ()


def following(stage: Stage) -> Stage | None:
    """The stage a draft goes on to, None from the last."""
    return next((each for each in MOVES[stage] if each is not Stage.DRAFT), None)


def order_problems(at: Stage, to: Stage) -> list[Problem]:
    """What the order of the stages says against a move."""
    if to in MOVES[at]:
        return []
    follow = "、".join(stage.label for stage in MOVES[at])
    remedy = f"“{at.label}”之后只能是“{follow}”" if follow else "已发布并冻结；要改请复制为新版本"
    return [Problem(f"体系草案不能从“{at.label}”转为“{to.label}”", remedy=remedy)]


def missing(state: State) -> list[Problem]:
    """Everything a draft lacks before it can go on to its next stage."""
    match state.stage:
        case Stage.DRAFT:
            found = (
                [] if state.leaves else [Problem("草案还没有末级指标", remedy="请在“指标树”中选用或新增指标")]
            )
        case Stage.REVIEW:
            found = _of_review(state)
        case Stage.DISCUSSION:
            rule, remedy = "还没有附上会议纪要", "请在“设计档案”中上传本次讨论的会议纪要"
            found = [] if state.minutes else [Problem(rule, remedy=remedy)]
        case Stage.SOLICITING:
            found = _undecided("单位意见", state.opinions[0])
            found += [Problem(f"体检红项：{text}", remedy="请在“体检”中逐项改正") for text in state.red]
        case Stage.PUBLISHED:
            found = []
    return found


def _of_review(state: State) -> list[Problem]:
    undecided, total = state.comments
    if not total and not state.arguments:
        return [Problem("还没有专家意见", remedy="请专家逐项提出意见，或在“设计档案”中上传论证意见")]
    return _undecided("专家意见", undecided)


def _undecided(what: str, number: int) -> list[Problem]:
    if not number:
        return []
    remedy = "请在“论证与意见”中逐条写明是否采纳及理由"
    return [Problem(f"还有 {number} 条{what}没有裁定", remedy=remedy)]


def move_problems(state: State, to: Stage, reason: str, due: date | None, today: date) -> list[Problem]:
    """What forbids this move: the order, something missing, no reason for going back, no date to answer by."""
    problems = order_problems(state.stage, to)
    if problems:
        return problems
    if to is Stage.DRAFT:
        return text_problems("退回理由", reason)
    problems = missing(state)
    if to is Stage.SOLICITING and (due is None or due < today):
        rule, value = "征求意见须有截止日期，且不早于今天", "" if due is None else due.isoformat()
        problems.append(Problem(rule, value, "请选择截止日期"))
    return problems


def text_problems(called: str, text: str) -> list[Problem]:
    """A reason, comment or opinion that says nothing, or too much."""
    length = len(text.strip())
    if length < SHORTEST_REASON:
        return [Problem(f"须写明{called}", text.strip(), "请用一两句话写清楚")]
    if length > LONGEST_TEXT:
        return [Problem(f"{called}太长", f"{length} 字", f"最多 {LONGEST_TEXT} 字，详细内容请作为附件上传")]
    return []


def decision_problems(decision: str, reason: str) -> list[Problem]:
    """A decision must be one of the three, and anything but adopting must be explained."""
    allowed = [each for each in Decision if each is not Decision.OPEN]
    if decision not in {each.value for each in allowed}:
        return [Problem("不认识的裁定", decision, f"可选：{'、'.join(each.label for each in allowed)}")]
    return [] if decision == Decision.ADOPTED else text_problems("理由", reason)


def stage_line(at: Stage) -> Sequence[tuple[Stage, str]]:
    """Every stage with done, now or ahead."""
    order = list(Stage)
    place = order.index(at)
    return [
        (stage, "done" if index < place else "now" if index == place else "ahead")
        for index, stage in enumerate(order)
    ]


def silent(asked: Collection[int], answered: Collection[int]) -> list[int]:
    """The units that were asked and have not answered, in the order they were asked."""
    known = set(answered)
    return [each for each in asked if each not in known]
