"""Questionnaires and responses as files: the blank form, one response, tables of all, statistics, values of metrics."""

from typing import Final

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.charts import picture
from core.charts.answers import answers_chart, can_draw, crossing_chart
from core.documents.answer_statistics import statistics_sheets
from core.documents.answer_tables import blank_sheet, crossed, long, wide
from core.documents.fed_values import matched
from core.documents.form_word import Filling, form_word
from core.documents.paper import DOCX
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.indicators.canonical import fingerprint
from core.organisations.rules import OrganisationKind
from core.projects.timing import last_minute
from core.questionnaires.completeness import standing
from core.questionnaires.held import form_of, published_version, questionnaire_row
from core.questionnaires.models import QuestionnaireVersion
from core.responses.crossing import crossing
from core.responses.feeding import fed, response_number
from core.responses.gathered import Gathered, files_of, gathered
from core.responses.handing_in import check_code, content_of
from core.responses.held import Held, filled_version, response_row
from core.responses.rules import ResponseState
from core.responses.statistics import figures_of
from core.responses.window import owed_of
from core.sheets.writing import SheetContent, build_workbook

READ, EXPORT = Permission.QUESTIONNAIRES_ANSWER_READ, Permission.QUESTIONNAIRES_ANSWER_EXPORT
# How an address says whether drafts count.
WHICH: Final = {"handed-in": False, "all": True}


def blank_file(*, session: Session, actor: Actor, questionnaire_id: int, kind: str) -> FileContent:
    """The published questionnaire to be filled by hand: docx, or xlsx with one row a box."""
    authorise(session=session, actor=actor, permission=Permission.QUESTIONNAIRES_FORM_EXPORT)
    version = published_version(session, questionnaire_id)
    form, code = form_of(session, version.id or 0), questionnaire_row(session, questionnaire_id).code
    name = f"{form.title}-第{version.number}版.{kind}"
    if kind == "xlsx":
        return FileContent(name, XLSX, build_workbook([blank_sheet(form)]))
    if kind != "docx":
        raise NotFound(f"没有“{kind}”格式的问卷", remedy="请选择 Word 或 Excel")
    head = (("填报单位", ""), ("填报人及电话", ""))
    footer = f"{code} 第 {version.number} 版 · 空白问卷"
    return FileContent(name, DOCX, form_word(form, Filling(), head=head, footer=footer))


def paper_file(*, session: Session, actor: Actor, response_id: int) -> FileContent:
    """One response as it now stands, to be printed, signed, stamped and scanned; its footer bears the check code.

    Whoever may read the response may have it: a unit prints its own.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=READ, organisation_id=row.organisation_id)
    owed = owed_of(session, row.questionnaire_id, row.round_id, row.organisation_id)
    version_id = filled_version(row, owed)
    held = Held(row, form_of(session, version_id), owed)
    content = content_of(session, held)
    files = files_of(session, [response_id])[response_id]
    stands = standing(held.form, content["answers"], {key: len(names) for key, names in files.items()})
    number = session.get_one(QuestionnaireVersion, version_id).number
    answer_number = response_number(owed.questionnaire.code, response_id)
    code = check_code(fingerprint(content))
    head = [
        ("填报单位", owed.unit_name),
        ("填报任务", owed.title),
        ("截止时间", last_minute(owed.deadlines.locks_at)),
        ("状态", _state(held, len(stands.whole.lacks))),
    ]
    footer = f"问卷第 {number} 版 · 答卷编号 {answer_number} · 校验码 {code}"
    filling = Filling(content["answers"], files, stands.shown)
    name = f"{owed.title}-{owed.unit_name}-{code}.docx"
    return FileContent(name, DOCX, form_word(held.form, filling, head=head, footer=footer))


def wide_file(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str
) -> FileContent:
    """Every response as a row, every box as a column."""
    of = _gathered(session, actor, questionnaire_id, round_id, which)
    return FileContent(f"{of.name}汇总表.xlsx", XLSX, build_workbook(wide(of)))


def long_file(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str
) -> FileContent:
    """Every filled box of every response as a row."""
    of = _gathered(session, actor, questionnaire_id, round_id, which)
    return FileContent(f"{of.name}长表.xlsx", XLSX, build_workbook(long(of)))


def statistics_file(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str
) -> FileContent:
    """What every question comes to."""
    of = _gathered(session, actor, questionnaire_id, round_id, which)
    return FileContent(f"{of.name}分题统计.xlsx", XLSX, build_workbook(statistics_sheets(of)))


def question_chart(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str, box: str, kind: str
) -> FileContent:
    """One question, or one column of a matrix (B2:c1), as a picture."""
    of = _gathered(session, actor, questionnaire_id, round_id, which)
    code, _, column = box.partition(":")
    figures = figures_of(of, code)
    if figures is None or kind not in picture.MEDIA_TYPES or not can_draw(figures, column):
        raise NotFound("没有这张统计图", remedy="请从分题统计重新选择")
    drawn = picture.draw(answers_chart(of, figures, column), kind)
    return FileContent(f"{of.name}-{box}.{kind}", picture.MEDIA_TYPES[kind], drawn)


def crossing_file(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str, **facts: str
) -> FileContent:
    """A question (`box`) split by kind, group or another question (`across`): a workbook or a picture (`kind`)."""
    of = _gathered(session, actor, questionnaire_id, round_id, which)
    kind, found = facts["kind"], crossing(of, facts["box"], facts["across"])
    if found is None or kind not in {"xlsx", *picture.MEDIA_TYPES}:
        raise NotFound("没有这张交叉表", remedy="请从分题统计重新选择")
    name = f"{of.name}-{found.question.code}按{found.across_label}.{kind}"
    if kind == "xlsx":
        return FileContent(name, XLSX, build_workbook([crossed(of, found)]))
    return FileContent(name, picture.MEDIA_TYPES[kind], picture.draw(crossing_chart(of, found), kind))


def fed_file(
    *, session: Session, actor: Actor, questionnaire_id: int, round_id: int, audience: str
) -> FileContent:
    """The values questionnaires feed, in the workbook the import of values takes."""
    of = _gathered(session, actor, questionnaire_id, round_id, "handed-in")
    found = matched(session=session, actor=actor, round_id=round_id or None, audience=audience, rows=fed(of))
    kind = OrganisationKind(found.system.audience).label
    return FileContent(f"{of.name}{kind}指标值.xlsx", XLSX, found.workbook())


def sources_file(*, session: Session, actor: Actor, questionnaire_id: int, round_id: int) -> FileContent:
    """Where each fed value is from: response, version, question, box."""
    of = _gathered(session, actor, questionnaire_id, round_id, "handed-in")
    header = ("单位代码", "单位", "指标", "分子", "分母", "值", "来源", "待补")
    rows = [
        [
            each.unit_code,
            each.unit_name,
            each.metric,
            *(
                None if number is None else float(number)
                for number in (each.numerator, each.denominator, each.value)
            ),
            "\n".join(each.sources),
            "\n".join(each.waiting),
        ]
        for each in fed(of)
    ]
    sheet = SheetContent("指标值来源", header, rows, (12, 16, 12, 12, 12, 12, 80, 40), (of.name,), {}, 2)
    return FileContent(f"{of.name}指标值来源.xlsx", XLSX, build_workbook([sheet]))


def _gathered(session: Session, actor: Actor, questionnaire_id: int, round_id: int, which: str) -> Gathered:
    if which not in WHICH:
        raise NotFound("没有这份导出", remedy="请从填报情况重新选择")
    return gathered(
        session=session,
        actor=actor,
        questionnaire_id=questionnaire_id,
        round_id=round_id or None,
        with_drafts=WHICH[which],
        with_points=True,
        permission=EXPORT,
    )


def _state(held: Held, lacking: int) -> str:
    row = held.row
    if row.state == ResponseState.HANDED_IN and row.handed_in_at is not None:
        return f"已于 {clock.to_minute(row.handed_in_at)} 报送"
    if lacking:
        return f"尚缺 {lacking} 项，补齐后重新打印方可签章"
    return "已填完，待签章报送"
