"""The list of projects, a round's progress, missing units and calls, the yearly tasks, the phone book as files."""

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.charts import picture
from core.charts.missing_units import missing_units
from core.clock import to_minute
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.notices.contacts import contacts
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind, group_name
from core.projects import contact_sheet, queries, task_sheet
from core.projects.chasing import calls
from core.projects.progress import RoundProgress, UnitProgress, round_progress
from core.projects.tasks import nodes
from core.projects.timing import last_minute
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook

EXPORT = Permission.PROJECTS_PROGRESS_EXPORT
_HEADER = (
    "代码",
    "单位",
    "类别",
    "分组",
    "状态",
    "按时",
    "报送时间",
    "报送人",
    "截止时间",
    "退回次数",
    "退回理由",
    "签收时间",
    "签收人",
)
_WIDTHS = (12, 32, 12, 10, 8, 8, 18, 12, 18, 10, 40, 18, 12)


def projects_file(*, session: Session, actor: Actor) -> FileContent:
    """The projects somebody knows of, as their list shows them, as a workbook."""
    known, _ = queries.projects(session=session, actor=actor, limit=None, permission=EXPORT)
    rows: list[list[CellValue]] = [
        [
            row.code,
            row.name,
            row.year,
            row.state.label,
            "是" if row.is_rehearsal else "否",
            row.organisations,
            row.rounds,
            to_minute(row.changed_at),
        ]
        for row in known
    ]
    header = ("编号", "项目", "年度", "状态", "练习", "考核对象", "轮次", "最近更新")
    sheet = SheetContent("评估项目", header, rows, (16, 48, 8, 10, 8, 10, 8, 18), (), {}, 2)
    return FileContent("评估项目.xlsx", XLSX, build_workbook([sheet]))


def progress_file(*, session: Session, actor: Actor, round_id: int) -> FileContent:
    """The counts of every branch and the state of every unit as a workbook."""
    progress = _progress(session, actor, round_id)
    note = (f"{_name(progress)}，截至 {to_minute(progress.at)}",)
    counts: list[list[CellValue]] = [
        [
            "　" * branch.depth + branch.label,
            branch.counts.due,
            branch.counts.handed_in,
            branch.counts.rate,
            branch.counts.on_time,
            branch.counts.on_time_rate,
            branch.counts.returned,
            branch.counts.missing,
            branch.counts.signed,
        ]
        for branch in progress.branches
    ]
    header = ("范围", "应报", "已报", "已报率%", "按时", "按时率%", "退回", "未报", "已签收")
    formats = {3: "0.0", 5: "0.0"}
    sheets = [
        SheetContent("汇总", header, counts, (24, 8, 8, 10, 8, 10, 8, 8, 10), note, formats, 1),
        SheetContent("各单位", _HEADER, [_row(unit) for unit in progress.units], _WIDTHS, note, {}, 2),
    ]
    return FileContent(f"{_name(progress)}填报进度.xlsx", XLSX, build_workbook(sheets))


def missing_file(*, session: Session, actor: Actor, round_id: int, kind: str) -> FileContent:
    """The missing units as a workbook, or as a picture for the work group."""
    progress = _progress(session, actor, round_id)
    name = f"{_name(progress)}未报名单.{kind}"
    if kind == "xlsx":
        rows = [_row(unit) for unit in progress.missing]
        sheet = SheetContent("未报名单", _HEADER, rows, _WIDTHS, (f"截至 {to_minute(progress.at)}",), {}, 2)
        return FileContent(name, XLSX, build_workbook([sheet]))
    if kind not in picture.MEDIA_TYPES:
        raise NotFound(f"没有“{kind}”格式的未报名单", remedy="请选择 PNG、SVG 或 Excel")
    return FileContent(name, picture.MEDIA_TYPES[kind], picture.draw(missing_units(progress), kind))


def calls_file(*, session: Session, actor: Actor, round_id: int) -> FileContent:
    """Every call of a round, the newest first, as a workbook."""
    chase = Permission.PROJECTS_CHASE_EDIT
    progress = round_progress(session=session, actor=actor, round_id=round_id, permission=chase)
    rows: list[list[CellValue]] = [
        [to_minute(row.at), row.organisation, row.way, row.called, row.phone, row.outcome, row.person]
        for row in calls(session=session, actor=actor, round_id=round_id)
    ]
    header = ("时间", "单位", "方式", "联系人", "电话", "结果", "办理人")
    sheet = SheetContent("催办记录", header, rows, (18, 24, 12, 14, 18, 48, 12), (), {}, 2)
    return FileContent(f"{_name(progress)}催办记录.xlsx", XLSX, build_workbook([sheet]))


def tasks_file(*, session: Session, actor: Actor, project_id: int) -> FileContent:
    """The ledger in the form it is imported with, and how every node stands."""
    rows = nodes(
        session=session, actor=actor, project_id=project_id, permission=Permission.PROJECTS_TASK_EXPORT
    )
    goals: dict[str, list[CellValue]] = {}
    for row in rows:
        empty: list[CellValue] = [row.task_code, row.title, row.source, row.unit_code, "", "", "", ""]
        line = goals.setdefault(row.task_code, empty)
        line[3 + row.quarter] = row.goal
    header = ("任务编号", "责任单位", "季度", "目标", "完成情况", "状态", "核定完成率%", "核定人", "核定说明")
    stand: list[list[CellValue]] = [
        [
            row.task_code,
            row.unit,
            f"{'一二三四'[row.quarter - 1]}季度",
            row.goal,
            row.report,
            row.state,
            row.verified,
            row.verified_by,
            row.remark,
        ]
        for row in rows
    ]
    sheets = [
        task_sheet.sheet_of(list(goals.values())),
        SheetContent("节点进展", header, stand, (12, 16, 8, 36, 40, 10, 12, 12, 30), (), {}, 2),
    ]
    return FileContent("年度任务台账.xlsx", XLSX, build_workbook(sheets))


def tasks_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The empty workbook yearly tasks are imported with."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_TASK_EDIT)
    return FileContent("年度任务导入模板.xlsx", XLSX, build_workbook([task_sheet.sheet_of()]))


def contacts_file(*, session: Session, actor: Actor) -> FileContent:
    """The phone book, in the form it is imported with."""
    return FileContent("电话册.xlsx", XLSX, _contact_book(session, actor, filled=True))


def contacts_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The workbook the phone book is imported with: every assessed unit nobody is known of."""
    return FileContent("电话册导入模板.xlsx", XLSX, _contact_book(session, actor, filled=False))


def _contact_book(session: Session, actor: Actor, *, filled: bool) -> bytes:
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_CHASE_EDIT)
    book = contacts(session=session, actor=actor)
    units = [
        unit
        for kind in (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY)
        for unit in assessed(session, kind)
        if scope.covers(unit.id)
    ]
    rows = [
        [unit.code, unit.name, each.name, each.position, each.phone, each.email]
        for unit in units
        for each in book.get(unit.id, [])
    ]
    unknown = [[unit.code, unit.name, "", "", "", ""] for unit in units if unit.id not in book]
    return build_workbook([contact_sheet.sheet_of(rows if filled else unknown)])


def _progress(session: Session, actor: Actor, round_id: int) -> RoundProgress:
    return round_progress(session=session, actor=actor, round_id=round_id, permission=EXPORT)


def _name(progress: RoundProgress) -> str:
    return f"{progress.row.name}{'（练习）' if progress.is_rehearsal else ''}"


def _row(unit: UnitProgress) -> list[CellValue]:
    return [
        unit.code,
        unit.name,
        OrganisationKind(unit.kind).label,
        group_name(unit.group_name),
        unit.state.label,
        ("是" if unit.is_on_time else "否") if unit.is_in else "",
        to_minute(unit.handed_in_at) if unit.handed_in_at else "",
        unit.handed_in_by,
        last_minute(unit.locks_at),
        unit.returns,
        unit.returned_reason,
        to_minute(unit.signed_at) if unit.signed_at else "",
        unit.signed_by,
    ]
