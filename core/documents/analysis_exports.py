"""Exports of cockpit, brief and comparisons: each asks for its own permission, then builds."""

from collections.abc import Callable

import plotly.graph_objects as go
from sqlmodel import Session

from core.access.permissions import Permission
from core.audit.actor import Actor
from core.charts import picture
from core.charts.comparing import peers_chart, periods_chart, within_chart
from core.charts.distribution import distribution
from core.documents import analyses
from core.documents.brief import brief
from core.documents.brief_page import brief_page
from core.documents.brief_word import brief_word
from core.documents.printing import printed
from core.errors import NotFound
from core.evidence.service import FileContent
from core.results import comparing
from core.results.cockpit import Cockpit, cockpit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
HTML = "text/html; charset=utf-8"
# What an address says in place of an indicator when it means the total.
TOTAL = "total"


def cockpit_file(*, session: Session, actor: Actor, edition_id: int) -> FileContent:
    """Every table of the cockpit as a workbook."""
    return analyses.cockpit_workbook(_cockpit(session, actor, edition_id))


def cockpit_chart(*, session: Session, actor: Actor, edition_id: int, kind: str) -> FileContent:
    """The distribution as a picture."""
    view = _cockpit(session, actor, edition_id)
    name = f"{view.edition.period}得分分布-{view.edition.sha256[:8]}"
    return _picture(name, kind, lambda: distribution(view))


def brief_file(*, session: Session, actor: Actor, edition_id: int, kind: str) -> FileContent:
    """The one-page brief as Word, as PDF, or as a page to read on a phone."""
    made = brief(_cockpit(session, actor, edition_id))
    if kind == "docx":
        return FileContent(f"{made.name}.docx", DOCX, brief_word(made))
    if kind == "pdf":
        return FileContent(f"{made.name}.pdf", PDF, printed(brief_page(made)))
    if kind == "html":
        return FileContent(f"{made.name}.html", HTML, brief_page(made).encode())
    raise NotFound(f"没有“{kind}”格式的一页纸", remedy="请选择 Word、PDF 或手机阅读")


def within_file(*, session: Session, actor: Actor, edition_id: int, unit_code: str, kind: str) -> FileContent:
    """横向 as a workbook or a picture."""
    found = comparing.within(
        session=session, actor=actor, edition_id=edition_id, unit_code=unit_code, permission=COMPARE
    )
    if kind == "xlsx":
        return analyses.within_workbook(found)
    name = f"{found.view.edition.period}{found.view.unit.short_name}横向对比"
    return _picture(name, kind, lambda: within_chart(found))


def peers_file(
    *, session: Session, actor: Actor, edition_id: int, audience: str, indicator: str, kind: str
) -> FileContent:
    """同类 as a workbook or a picture."""
    found = comparing.peers(
        session=session,
        actor=actor,
        edition_id=edition_id,
        audience=audience,
        indicator=indicator,
        permission=COMPARE,
    )
    if kind == "xlsx":
        return analyses.peers_workbook(found)
    name = f"{found.view.edition.period}{found.title}同类对比"
    return _picture(name, kind, lambda: peers_chart(found))


def periods_file(
    *, session: Session, actor: Actor, edition_id: int, unit_code: str, indicator: str, kind: str
) -> FileContent:
    """纵向 as a workbook or a picture; the indicator `total` means the total."""
    found = comparing.periods(
        session=session,
        actor=actor,
        edition_id=edition_id,
        unit_code=unit_code,
        indicator="" if indicator == TOTAL else indicator,
        permission=COMPARE,
    )
    if kind == "xlsx":
        return analyses.periods_workbook(found)
    name = f"{found.view.edition.period}{found.view.unit.short_name}{found.title}纵向对比"
    return _picture(name, kind, lambda: periods_chart(found))


COMPARE = Permission.ANALYSIS_COMPARE_EXPORT


def _cockpit(session: Session, actor: Actor, edition_id: int) -> Cockpit:
    return cockpit(
        session=session, actor=actor, edition_id=edition_id, permission=Permission.ANALYSIS_BRIEF_EXPORT
    )


def _picture(name: str, kind: str, build: Callable[[], go.Figure]) -> FileContent:
    if kind not in picture.MEDIA_TYPES:
        raise NotFound(f"没有“{kind}”格式的文件", remedy="请选择 Excel、PNG 或 SVG")
    return FileContent(f"{name}.{kind}", picture.MEDIA_TYPES[kind], picture.draw(build(), kind))
