"""Questionnaires as workbooks: one as XLSForm, as drafted or as published, and the list of them."""

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.clock import to_minute
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.questionnaires import queries
from core.questionnaires.xlsform_writing import write_xlsform
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook

EXPORT = Permission.QUESTIONNAIRES_FORM_EXPORT


def questionnaires_file(*, session: Session, actor: Actor) -> FileContent:
    """Every questionnaire as the list shows it, the last changed first, as a workbook."""
    authorise(session=session, actor=actor, permission=EXPORT)
    found, _ = queries.questionnaires(session=session, actor=actor, limit=None)
    rows: list[list[CellValue]] = [
        [
            row.code,
            row.title,
            row.state.label,
            row.questions,
            f"第 {row.number} 版" if row.number else "未发布",
            "、".join(row.rounds),
            row.units,
            to_minute(row.due_at) if row.due_at else "",
            to_minute(row.changed_at),
            row.changed_by,
            row.last_change,
        ]
        for row in found
    ]
    header = ("编号", "问卷", "状态", "题数", "已发布版本", "关联轮次", "直接发放单位数", "截止",
              "最近修改", "修改人", "修改内容")  # fmt: skip
    widths = (14, 40, 10, 8, 12, 36, 14, 18, 18, 12, 40)
    sheet = SheetContent("问卷", header, rows, widths, (), {}, 2)
    return FileContent("问卷清单.xlsx", XLSX, build_workbook([sheet]))


def form_file(*, session: Session, actor: Actor, questionnaire_id: int) -> FileContent:
    """The draft of a questionnaire as XLSForm, which can be imported again."""
    authorise(session=session, actor=actor, permission=EXPORT)
    view = queries.questionnaire(session=session, actor=actor, questionnaire_id=questionnaire_id)
    mark = "（草稿）" if view.is_changed else ""
    return FileContent(f"{view.row.title}{mark}.xlsx", XLSX, write_xlsform(view.form))


def form_version_file(*, session: Session, actor: Actor, questionnaire_id: int, number: int) -> FileContent:
    """A published version as XLSForm; raises `NotFound` for a number never published."""
    authorise(session=session, actor=actor, permission=EXPORT)
    view = queries.questionnaire(session=session, actor=actor, questionnaire_id=questionnaire_id)
    row = next((each for each in view.versions if each.number == number), None)
    if row is None:
        raise NotFound(f"问卷“{view.row.title}”没有第 {number} 版", remedy="请从版本列表重新选择")
    form = queries.version_of(session=session, actor=actor, version_id=row.id)
    return FileContent(f"{form.title}（第{number}版）.xlsx", XLSX, write_xlsform(form))
