"""Exports of systems and drafts, and of the list of drafts: who may have them, and how they are called."""

from datetime import date

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.clock import SHANGHAI, to_minute
from core.designs import queries
from core.designs.rules import Stage
from core.designs.solicitations import solicitation
from core.documents.notice_word import notice_word
from core.documents.opinions import NAME, opinions_word, opinions_workbook
from core.documents.paper import DOCX
from core.documents.system_word import system_word
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent, content_of
from core.indicators.queries import published
from core.indicators.system import AUDIENCES, SCHEMES, IndicatorSystem
from core.indicators.workbook import write_system
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook
from core.weighting.methods import METHODS
from core.weighting.queries import weighting, weightings


def designs_file(*, session: Session, actor: Actor) -> FileContent:
    """Every draft as the list shows it, the last changed first, as a workbook."""
    drafts, _ = queries.designs(session=session, actor=actor, limit=None)
    rows: list[list[CellValue]] = [
        [
            row.title,
            row.code,
            row.version_label,
            AUDIENCES[row.audience],
            SCHEMES[row.scheme],
            row.stage.label,
            to_minute(row.stage_since),
            row.due_on,
            to_minute(row.changed_at),
            row.changed_by,
            row.last_change,
        ]
        for row in drafts
    ]
    header = ("体系名称", "编码", "版本", "适用对象", "计分", "阶段", "进入阶段时间", "征求意见截止", "最近修改",
              "修改人", "修改内容")  # fmt: skip
    widths = (36, 14, 10, 12, 10, 16, 18, 14, 18, 12, 40)
    sheet = SheetContent("体系草案", header, rows, widths, (), {}, 1)
    return FileContent("体系草案清单.xlsx", XLSX, build_workbook([sheet]))


def weightings_file(*, session: Session, actor: Actor, design_id: int) -> FileContent:
    """The weighting records of every group of a draft, and what each gave every member of its group."""
    draft = queries.glance(session=session, actor=actor, design_id=design_id)
    found, _ = weightings(session=session, actor=actor, system_code=draft.code, limit=None)
    rows: list[list[CellValue]] = []
    parts: list[list[CellValue]] = []
    for row in found:
        held = weighting(session=session, actor=actor, record_id=row.id)
        head: list[CellValue] = [row.id, row.group_name, METHODS[row.method]]
        rows.append([*head, row.note, row.person_name, to_minute(row.recorded_at), row.sha256])
        outcome = held.outcome
        given = zip(held.target.items, outcome.weights, outcome.allotted, outcome.effective, strict=True)
        parts += [
            [*head, item.code, item.name, weight, float(part), share] for item, weight, part, share in given
        ]
    header = ("编号", "组", "方法", "说明", "办理人", "留存时间", "校验码（SHA-256）")
    below = ("编号", "组", "方法", "指标编码", "指标", "组内权重", "分得", "有效权重")
    percent = {5: "0.00%", 7: "0.00%"}
    sheets = [
        SheetContent("定权记录", header, rows, (8, 24, 12, 40, 12, 18, 68), (), {}, 1),
        SheetContent("定权结果", below, parts, (8, 24, 12, 12, 32, 12, 12, 12), (), percent, 1),
    ]
    return FileContent(f"{draft.name}定权记录.xlsx", XLSX, build_workbook(sheets))


def system_annex(*, session: Session, actor: Actor, version_id: int) -> FileContent:
    """A published system as the annex of a paper."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_EXPORT)
    return _annex(published(session, version_id), "")


def design_annex(*, session: Session, actor: Actor, design_id: int) -> FileContent:
    """A draft as the annex of a paper; it says that it is a draft until it is published."""
    view = queries.design(session=session, actor=actor, design_id=design_id)
    return _annex(view.system, _mark(view.row))


def design_workbook(*, session: Session, actor: Actor, design_id: int) -> FileContent:
    """A draft as a workbook that can be imported again."""
    view = queries.design(session=session, actor=actor, design_id=design_id)
    return FileContent(f"{view.row.name}{_mark(view.row)}.xlsx", XLSX, write_system(view.system))


def design_notice(*, session: Session, actor: Actor, design_id: int) -> FileContent:
    """The notice of a system: dated once it is published."""
    view = queries.design(session=session, actor=actor, design_id=design_id)
    issued = view.row.stage_since.astimezone(SHANGHAI).date() if view.row.stage is Stage.PUBLISHED else None
    return _notice(view, issued)


def archived_file(*, session: Session, actor: Actor, design_id: int, file_id: int) -> FileContent:
    """A file of a draft's archive, for whoever reads the draft: experts argue from what was filed."""
    rows = queries.files(session=session, actor=actor, design_id=design_id)
    row = next((each for each in rows if each.id == file_id), None)
    if row is None:
        raise NotFound("档案中没有这个文件", remedy="请从设计档案重新打开")
    return content_of(session, row.evidence_id)


def opinions_file(*, session: Session, actor: Actor, design_id: int, kind: str) -> FileContent:
    """The table of opinions; `kind` is xlsx or docx."""
    row = queries.design(session=session, actor=actor, design_id=design_id).row
    talk = queries.talk(session=session, actor=actor, design_id=design_id)
    name = f"{row.name}{NAME}.{kind}"
    if kind == "xlsx":
        return FileContent(name, XLSX, opinions_workbook(row, talk))
    if kind == "docx":
        return FileContent(name, DOCX, opinions_word(row, talk))
    raise NotFound(f"没有“{kind}”格式的表", remedy="请选择 Excel 或 Word")


def solicited_annex(*, session: Session, actor: Actor, design_id: int) -> FileContent:
    """What a unit is asked about, as a paper to be read."""
    view = solicitation(session=session, actor=actor, design_id=design_id)
    return _annex(view.system, _mark(view.row))


def _annex(system: IndicatorSystem, mark: str) -> FileContent:
    return FileContent(f"附件：{system.name} {system.version}{mark}.docx", DOCX, system_word(system))


def _notice(view: queries.DesignView, issued: date | None) -> FileContent:
    mark = "" if issued else "（草稿）"
    name = f"关于开展{view.row.version_label}年度公共数据共享绩效评估的通知{mark}.docx"
    return FileContent(name, DOCX, notice_word(view.system, view.notice, issued))


def _mark(row: queries.DesignRow) -> str:
    marks = {Stage.PUBLISHED: "", Stage.SOLICITING: "（征求意见稿）"}
    return marks.get(row.stage, "（草案）")
