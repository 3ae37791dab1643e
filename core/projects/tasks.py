"""The ledger of yearly tasks: goals by quarter, what a unit reports of them, and what was verified."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound, Problem
from core.evidence.queries import HeldFile, held_files
from core.evidence.service import HandedFile, receive
from core.projects.models import Project, ProjectOrganisation, TaskNode, YearlyTask
from core.projects.rules import ProjectState

REPORT, VERIFY = Permission.PROJECTS_TASK_REPORT, Permission.PROJECTS_TASK_VERIFY
FULL: Final = 100
STATES: Final = ("未报", "待核定", "已核定")


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One quarter's node of a task; `verified` is the rate a verifier settled, 0 to 100."""

    id: int
    task_code: str
    title: str
    source: str
    organisation_id: int
    unit_code: str
    unit: str
    quarter: int
    goal: str
    report: str
    evidence: HeldFile | None
    reported_at: datetime | None
    reported_by: str
    verified: int | None
    verified_by: str
    remark: str
    version: int

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.verified is not None:
            return STATES[2]
        return STATES[1] if self.reported_at else STATES[0]


_SORTS: Final[dict[str, Callable[[NodeRow], tuple[object, ...]]]] = {
    "task": lambda row: (row.task_code, row.quarter),
    "unit": lambda row: (row.unit_code, row.task_code, row.quarter),
    "quarter": lambda row: (row.quarter, row.task_code),
    "state": lambda row: (STATES.index(row.state), row.task_code, row.quarter),
    # What nobody settled stands below every rate.
    "rate": lambda row: (-1 if row.verified is None else row.verified, row.task_code, row.quarter),
}


def narrowed(
    rows: Iterable[NodeRow], *, text: str = "", quarter: str = "", state: str = "", sort: str = ""
) -> list[NodeRow]:
    """The nodes of a quarter ("1" to "4") and a state whose task, unit, goal or report holds `text`.

    `sort` is task (their own order), unit, quarter, state or rate, after - for falling.
    """
    word = text.strip().casefold()
    found = [
        row
        for row in rows
        if word
        in f"{row.task_code} {row.title} {row.unit_code} {row.unit} {row.goal} {row.report}".casefold()
        and (not quarter or row.quarter == int(quarter))
        and (not state or row.state == state)
    ]
    key = _SORTS.get(sort.lstrip("-"), _SORTS["task"])
    return sorted(found, key=key, reverse=sort.startswith("-"))


def report_node(
    *,
    session: Session,
    actor: Actor,
    node_id: int,
    report: str,
    version: int,
    evidence: HandedFile | None = None,
    client_key: str | None = None,
) -> None:
    """A unit says how far it came, with a file as evidence; not once it was verified.

    Raises `Invalid` without words, after verification, and outside a running project.
    """
    node, task = _node(session, node_id)
    authorise(session=session, actor=actor, permission=REPORT, organisation_id=task.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    _fresh(node, task, version)
    problems = _state_problems(session, task)
    if not report.strip():
        problems.append(Problem("“完成情况”不能为空", remedy="请写明完成了什么、完成到什么程度"))
    if node.verified is not None:
        problems.append(Problem("该节点已核定", f"{node.verified}%", "确需修改的，请联系市大数据局撤销核定"))
    if problems:
        raise Invalid("完成情况没有保存", problems=problems)
    before = node.report
    if evidence is not None:
        kept = receive(session=session, actor=actor, file=evidence, organisation_id=task.organisation_id)
        node.evidence_id = kept.id
    node.report, node.reported_at, node.reported_by = report.strip(), clock.now(), actor.name
    _tell(session, actor, REPORT, (node, task), {"report": (before, node.report)}, client_key=client_key)


def verify_node(
    *,
    session: Session,
    actor: Actor,
    node_id: int,
    rate: int | None,
    remark: str,
    version: int,
    client_key: str | None = None,
) -> None:
    """Settle how far a node was reached (0 to 100); None takes the verification back, with the reason.

    Raises `Invalid` for a node nobody reported, a rate out of range, less than full without a remark.
    """
    node, task = _node(session, node_id)
    authorise(session=session, actor=actor, permission=VERIFY, organisation_id=task.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    _fresh(node, task, version)
    problems = _state_problems(session, task)
    if node.reported_at is None:
        problems.append(Problem("责任单位还没有填报完成情况", remedy="请先催报"))
    if rate is not None and not 0 <= rate <= FULL:
        problems.append(Problem("完成率须在 0 到 100 之间", str(rate), "请填整数"))
    if rate != FULL and not remark.strip():
        problems.append(Problem("未核定为 100 的须写明理由", remedy="请写清差在哪里"))
    if problems:
        raise Invalid("节点没有核定", problems=problems)
    before = node.verified
    node.verified, node.remark = rate, remark.strip()
    node.verified_at, node.verified_by = clock.now(), actor.name
    _tell(session, actor, VERIFY, (node, task), {"verified": (before, rate)}, client_key=client_key)


def nodes(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    permission: Permission = Permission.PROJECTS_PROJECT_READ,
) -> list[NodeRow]:
    """The ledger of a project as far as the actor reaches, by task and quarter."""
    scope = authorise(session=session, actor=actor, permission=permission)
    query = (
        select(TaskNode, YearlyTask, ProjectOrganisation)
        .join(YearlyTask, col(YearlyTask.id) == TaskNode.task_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == YearlyTask.project_id)
            & (col(ProjectOrganisation.organisation_id) == YearlyTask.organisation_id),
        )
        .where(YearlyTask.project_id == project_id)
        .order_by(col(YearlyTask.code), col(TaskNode.quarter))
    )
    reached = [found for found in session.exec(query) if scope.covers(found[1].organisation_id)]
    files = held_files(session, [node.evidence_id for node, _, _ in reached])
    return [_row(node, task, unit, files.get(node.evidence_id or 0)) for node, task, unit in reached]


def verified_by_quarter(session: Session, project_id: int) -> dict[int, dict[int, list[int]]]:
    """The verified rates by unit and quarter; a quarter's goals count once one of them was verified.

    A goal of that quarter nobody verified counts nothing, so that not reporting does not pay.
    """
    found: dict[int, dict[int, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    query = select(YearlyTask.organisation_id, TaskNode.quarter, TaskNode.verified).join(
        YearlyTask, col(YearlyTask.id) == TaskNode.task_id
    )
    for unit, quarter, rate in session.exec(query.where(YearlyTask.project_id == project_id)):
        found[unit][quarter].append(rate)
    return {
        unit: {
            quarter: [rate or 0 for rate in rates]
            for quarter, rates in quarters.items()
            if any(rate is not None for rate in rates)
        }
        for unit, quarters in found.items()
    }


def _node(session: Session, node_id: int) -> tuple[TaskNode, YearlyTask]:
    node = session.get(TaskNode, node_id)
    if node is None:
        raise NotFound("没有这个任务节点", remedy="请从任务台账重新选择")
    return node, session.get_one(YearlyTask, node.task_id)


def _fresh(node: TaskNode, task: YearlyTask, version: int) -> None:
    if node.version != version:
        raise Conflict(f"任务“{task.title}”的节点刚被他人修改", remedy="请刷新后核对再操作")


def _state_problems(session: Session, task: YearlyTask) -> list[Problem]:
    state = ProjectState(session.get_one(Project, task.project_id).state)
    if state in (ProjectState.RUNNING, ProjectState.FILLED):
        return []
    return [Problem("项目进行期间才能填报和核定", state.label, "请核对项目状态")]


def _tell(
    session: Session,
    actor: Actor,
    action: Permission,
    what: tuple[TaskNode, YearlyTask],
    change: dict[str, tuple[object, object]],
    *,
    client_key: str | None,
) -> None:
    node, task = what
    before = {name: values[0] for name, values in change.items()}
    after = {name: values[1] for name, values in change.items()}
    record(
        session=session,
        actor=actor,
        action=action,
        object_type="task_node",
        object_id=str(node.id),
        object_name=f"{task.code} {task.title} {'一二三四'[node.quarter - 1]}季度",
        before=before,
        after=after,
        reason=node.remark if action is VERIFY else "",
        client_key=client_key,
    )


def _row(node: TaskNode, task: YearlyTask, unit: ProjectOrganisation, evidence: HeldFile | None) -> NodeRow:
    return NodeRow(
        id=node.id or 0,
        task_code=task.code,
        title=task.title,
        source=task.source,
        organisation_id=task.organisation_id,
        unit_code=unit.code,
        unit=unit.short_name,
        quarter=node.quarter,
        goal=node.goal,
        report=node.report,
        evidence=evidence,
        reported_at=node.reported_at,
        reported_by=node.reported_by,
        verified=node.verified,
        verified_by=node.verified_by,
        remark=node.remark,
        version=node.version,
    )
