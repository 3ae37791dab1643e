"""Every export as one verb that asks and builds; whoever sends the file leaves the trail entry first."""

import plotly.graph_objects as go
from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.reads import trail
from core.audit.actor import Actor
from core.charts import picture
from core.charts.heat import heat_map
from core.charts.profile import profile
from core.charts.ranking import ranking
from core.clock import to_minute
from core.collection.queries import assessed_units
from core.collection.workbook import values_template
from core.documents.results import board_workbook, unit_workbook
from core.documents.topics import heat_workbook
from core.documents.trail_words import ACTS, state
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.indicators import queries as indicators
from core.indicators.system import AUDIENCES
from core.indicators.workbook import write_system
from core.results import queries
from core.sheets.writing import SheetContent, build_workbook
from core.topics import queries as topics
from core.topics.measures import MEASURES
from core.topics.months import spans

# More entries than this are asked for by period, not all at once.
TRAIL_ROWS = 50_000


def editions_file(*, session: Session, actor: Actor) -> FileContent:
    """Every frozen edition with its whole check sum, as a workbook."""
    permission = Permission.RESULTS_BOARD_EXPORT
    frozen, _ = queries.edition_page(session=session, actor=actor, limit=None, permission=permission)
    rows = [
        [
            row.code,
            row.title,
            row.kind_name,
            row.period,
            to_minute(row.frozen_at),
            row.frozen_by,
            row.sha256,
        ]
        for row in frozen
    ]
    header = ("编号", "标题", "类别", "考核期", "冻结时间", "冻结人", "校验码（SHA-256）")
    sheet = SheetContent("结果版次", header, rows, (18, 44, 16, 14, 18, 12, 68), (), {}, 2)
    return FileContent("结果版次清单.xlsx", XLSX, build_workbook([sheet]))


def board_file(*, session: Session, actor: Actor, edition_id: int, audience: str) -> FileContent:
    """A ranking board as a workbook, as far as the actor's export scope reaches."""
    return board_workbook(_board(session, actor, edition_id, audience))


def board_chart(*, session: Session, actor: Actor, edition_id: int, audience: str, kind: str) -> FileContent:
    """The ranking chart as a picture."""
    view = _board(session, actor, edition_id, audience)
    name = f"{view.edition.period}{view.board.system.audience_name}排名-{view.edition.sha256[:8]}"
    return _picture(name, kind, ranking(view))


def unit_file(*, session: Session, actor: Actor, edition_id: int, unit_code: str) -> FileContent:
    """One unit's result, deductions and sources as a workbook."""
    return unit_workbook(_unit(session, actor, edition_id, unit_code))


def unit_chart(*, session: Session, actor: Actor, edition_id: int, unit_code: str, kind: str) -> FileContent:
    """One unit's profile as a picture."""
    view = _unit(session, actor, edition_id, unit_code)
    name = f"{view.edition.period}{view.unit.short_name}得分率-{view.edition.sha256[:8]}"
    return _picture(name, kind, profile(view))


def heat_file(*, session: Session, actor: Actor, year: int) -> FileContent:
    """A year of the heat index with every contribution, place and parameter as a workbook."""
    return heat_workbook(_heat(session, actor), str(year))


def heat_chart(
    *, session: Session, actor: Actor, year: int, span: str, measure: str, kind: str
) -> FileContent:
    """The heat map as a picture."""
    view = _heat(session, actor)
    months = spans(view, str(year)).get(span)
    if measure not in MEASURES or not months:
        raise NotFound("没有这张热力图", remedy="请从主题热度重新选择")
    name = f"{year}年主题{MEASURES[measure].label}热力图-{view.state.sha256[:8]}"
    return _picture(name, kind, heat_map(view, measure, months))


def systems_file(*, session: Session, actor: Actor) -> FileContent:
    """Every published version of the indicator systems with its whole check sum, as a workbook."""
    permission = Permission.INDICATORS_SYSTEM_EXPORT
    published, _ = indicators.system_page(session=session, actor=actor, limit=None, permission=permission)
    rows = [
        [
            row.name,
            row.code,
            row.version_label,
            AUDIENCES[row.audience],
            to_minute(row.published_at),
            row.published_by,
            row.sha256,
        ]
        for row in published
    ]
    header = ("体系名称", "编码", "版本", "适用对象", "发布时间", "发布人", "校验码（SHA-256）")
    sheet = SheetContent("指标体系", header, rows, (44, 14, 10, 12, 18, 12, 68), (), {}, 1)
    return FileContent("指标体系清单.xlsx", XLSX, build_workbook([sheet]))


def system_file(*, session: Session, actor: Actor, version_id: int) -> FileContent:
    """A published indicator system in the format it can be imported from again."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_EXPORT)
    system = indicators.published(session, version_id)
    name = f"{system.name}-{system.version}.xlsx"
    return FileContent(name, XLSX, write_system(system))


def values_template_file(*, session: Session, actor: Actor, version_id: int) -> FileContent:
    """An empty values workbook for a system, its assessed units filled in."""
    units = assessed_units(session=session, actor=actor, version_id=version_id)
    system = indicators.published(session, version_id)
    return FileContent(f"{system.audience_name}指标值模板.xlsx", XLSX, values_template(system, units))


def trail_file(*, session: Session, actor: Actor) -> FileContent:
    """The newest part of the trail as a workbook."""
    permission = Permission.AUDIT_TRAIL_EXPORT
    rows, _ = trail(session=session, actor=actor, limit=TRAIL_ROWS, permission=permission)
    sheet = SheetContent(
        name="操作日志",
        header=["编号", "时间", "人员", "地址", "操作", "对象", "结果", "原因", "变更前", "变更后"],
        rows=[
            [
                row.id,
                to_minute(row.at),
                row.person_name,
                row.ip,
                ACTS.get(row.action, row.action),
                row.object_name,
                "成功" if row.allowed else "拒绝",
                row.reason,
                state(row.before),
                state(row.after),
            ]
            for row in rows
        ],
        widths=(8, 18, 12, 16, 26, 36, 8, 40, 40, 40),
    )
    return FileContent("操作日志.xlsx", XLSX, build_workbook([sheet]))


def _board(session: Session, actor: Actor, edition_id: int, audience: str) -> queries.BoardView:
    permission = Permission.RESULTS_BOARD_EXPORT
    return queries.board(
        session=session, actor=actor, edition_id=edition_id, audience=audience, permission=permission
    )


def _unit(session: Session, actor: Actor, edition_id: int, unit_code: str) -> queries.UnitView:
    permission = Permission.RESULTS_UNIT_EXPORT
    return queries.unit(
        session=session, actor=actor, edition_id=edition_id, unit_code=unit_code, permission=permission
    )


def _heat(session: Session, actor: Actor) -> topics.HeatView:
    view = topics.heat(session=session, actor=actor, permission=Permission.TOPICS_HEAT_EXPORT)
    if view is None:
        raise NotFound("还没有调用日志", remedy="请先接入调用日志")
    return view


def _picture(name: str, kind: str, figure: go.Figure) -> FileContent:
    if kind not in picture.MEDIA_TYPES:
        raise NotFound(f"没有“{kind}”格式的图片", remedy="请选择 PNG 或 SVG")
    return FileContent(f"{name}.{kind}", picture.MEDIA_TYPES[kind], picture.draw(figure, kind))
