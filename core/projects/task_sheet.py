"""The ledger of yearly tasks as a worksheet: the template, what is handed in, and taking it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import imported, record
from core.errors import Invalid, NotFound, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.projects.models import Project, TaskNode, YearlyTask
from core.projects.roll import members_of
from core.sheets.grid import Preview
from core.sheets.model import CellValue, column_letter
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent

EDIT: Final = Permission.PROJECTS_TASK_EDIT
SHEET: Final = "年度任务"
COLUMNS: Final = ("任务编号", "任务", "来源", "责任单位代码", "一季度", "二季度", "三季度", "四季度")
_WIDTHS: Final = (12, 40, 28, 14, 30, 30, 30, 30)
_NEEDED: Final = ("任务编号", "任务", "责任单位代码")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of a handed-in sheet; `goals` by quarter, without the empty ones."""

    row: int
    code: str
    title: str
    source: str
    unit_code: str
    goals: tuple[tuple[int, str], ...]


def sheet_of(rows: Sequence[Sequence[CellValue]] = ()) -> SheetContent:
    """The worksheet, empty or with these rows."""
    notes = ("一行一项任务；编号已存在的更新名称、来源和目标，不存在的新增；已填报的节点不改目标。",)
    return SheetContent(SHEET, COLUMNS, rows, _WIDTHS, notes, {}, 2)


def read_lines(data: bytes, file_name: str) -> tuple[list[TaskLine], list[Problem]]:
    """The rows that can be understood, and what is wrong with the others; `Invalid` for another sheet."""
    sheets = read_workbook(data, file_name)
    sheet = next((each for each in sheets if each.name == SHEET), sheets[0] if sheets else None)
    if sheet is None or tuple(_text(cell) for cell in sheet.row(1)[: len(COLUMNS)]) != COLUMNS:
        problem = Problem(
            f"第 1 行表头须依次为 {'、'.join(COLUMNS)}", remedy="请下载模板，把内容粘贴进去", row=1
        )
        raise Invalid("表头与模板不符", problems=[problem])
    lines: list[TaskLine] = []
    problems: list[Problem] = []
    for number in range(2, sheet.height + 1):
        cells = [_text(cell) for cell in sheet.row(number)[: len(COLUMNS)]]
        named = dict(zip(COLUMNS, cells, strict=False))
        # A single cell in the first column is a note under the table.
        if not any(cells) or not any(cells[1:]):
            continue
        goals = tuple((at, text) for at, text in enumerate(cells[4:8], start=1) if text)
        faults = [_at(number, name, f"“{name}”不能为空") for name in _NEEDED if not named.get(name)]
        if not goals:
            faults.append(_at(number, "一季度", "至少要有一个季度的目标"))
        problems += faults
        if not faults:
            lines.append(TaskLine(number, cells[0], cells[1], cells[2], cells[3], goals))
    if not lines and not problems:
        raise Invalid("工作表“年度任务”没有数据行", remedy="请从第 2 行起填写")
    return lines, problems


def preview_tasks(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    lines: Sequence[TaskLine],
    faults: Sequence[Problem] = (),
) -> Preview:
    """Look through the rows without writing."""
    authorise(session=session, actor=actor, permission=EDIT)
    held = _held(session, project_id)
    problems = [*faults, *_problems(session, project_id, lines)]
    bad = {problem.row for problem in problems}
    good = [line for line in lines if line.row not in bad]
    known = sum(line.code in held for line in good)
    return Preview.of(len(good) - known, known, 0, problems)


def import_tasks(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    lines: Sequence[TaskLine],
    source: FileContent,
    client_key: str | None = None,
) -> tuple[int, int]:
    """Write all rows; returns (added, updated). Raises `Invalid` with every fault, and writes nothing."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = imported(session=session, client_key=client_key)
    if done is not None:
        return done
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    problems = _problems(session, project_id, lines)
    if problems:
        raise Invalid(f"有 {len(problems)} 处错误，一行也没有导入", problems=problems)
    held = _held(session, project_id)
    units = {member.code: member.id for member in members_of(session, project_id)}
    for line in lines:
        task = held.get(line.code) or YearlyTask(
            project_id=project_id, code=line.code, title="", source="", organisation_id=0
        )
        task.title, task.source, task.organisation_id = line.title, line.source, units[line.unit_code]
        session.add(task)
        session.flush()
        _put_goals(session, task, line)
    updated = sum(line.code in held for line in lines)
    keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="yearly_task",
        object_id=str(project_id),
        object_name=f"{project.name}：导入 {source.name}",
        after={"added": len(lines) - updated, "updated": updated},
        client_key=client_key,
    )
    return len(lines) - updated, updated


def _put_goals(session: Session, task: YearlyTask, line: TaskLine) -> None:
    nodes = {node.quarter: node for node in session.exec(select(TaskNode).where(TaskNode.task_id == task.id))}
    for quarter, goal in line.goals:
        node = nodes.get(quarter) or TaskNode(task_id=task.id or 0, quarter=quarter, goal=goal)
        if node.reported_at is None:
            node.goal = goal
        session.add(node)


def _held(session: Session, project_id: int) -> dict[str, YearlyTask]:
    rows = session.exec(select(YearlyTask).where(YearlyTask.project_id == project_id))
    return {row.code: row for row in rows}


def _problems(session: Session, project_id: int, lines: Sequence[TaskLine]) -> list[Problem]:
    units = {member.code for member in members_of(session, project_id)}
    held, seen, problems = _held(session, project_id), set[str](), list[Problem]()
    ids = {member.code: member.id for member in members_of(session, project_id)}
    for line in lines:
        if line.code in seen:
            problems.append(_at(line.row, "任务编号", "任务编号与前面的行重复", line.code))
        seen.add(line.code)
        if line.unit_code not in units:
            problems.append(_at(line.row, "责任单位代码", "责任单位不是本项目的考核对象", line.unit_code))
        elif line.code in held and held[line.code].organisation_id != ids[line.unit_code]:
            rule = "任务的责任单位登记后不能改"
            problems.append(_at(line.row, "责任单位代码", rule, line.unit_code))
    return problems


def _at(row: int, column: str, rule: str, value: str = "") -> Problem:
    return Problem(rule, value, "请改正这一格后重新导入", SHEET, row, column_letter(COLUMNS.index(column)))


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
