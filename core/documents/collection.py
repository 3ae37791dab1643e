"""The imports of values, the state of collection and the draft scores as files, each asked for by whoever reads the screen."""

from sqlmodel import Session

from core.audit.actor import Actor
from core.charts import picture
from core.charts.collection import matrix
from core.clock import to_minute
from core.collection.queries import value_sets
from core.collection.status import StatusBoard, status
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.indicators.system import AUDIENCES
from core.results.drafts import DraftBoard, draft
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook


def value_sets_file(*, session: Session, actor: Actor) -> FileContent:
    """The imports in use, as their list shows them; what they hold leaves with each import's own file."""
    rows: list[list[CellValue]] = [
        [
            row.title,
            row.period,
            row.system_name,
            AUDIENCES[row.audience],
            to_minute(row.imported_at),
            row.imported_by,
        ]
        for row in value_sets(session=session, actor=actor)
    ]
    header = ("名称", "考核期", "指标体系", "适用对象", "导入时间", "导入人")
    sheet = SheetContent("指标值", header, rows, (40, 14, 44, 12, 18, 12), (), {}, 1)
    return FileContent("指标值导入清单.xlsx", XLSX, build_workbook([sheet]))


def status_file(*, session: Session, actor: Actor, version_id: int) -> FileContent:
    """The matrix of metric × unit as a workbook, with one row a cell on a second sheet."""
    board = status(session=session, actor=actor, version_id=version_id)
    notes = (f"{board.system_name}，截至 {to_minute(board.at)}",)
    sheets = [
        SheetContent(
            "采集状态",
            ["代码", "单位", *(f"{metric.code} {metric.name}" for metric in board.metrics)],
            [_matrix_row(board, unit.code, unit.name) for unit in board.units],
            (10, 30, *(12 for _ in board.metrics)),
            notes,
            freeze_columns=2,
        ),
        SheetContent(
            "明细",
            ["子项", "名称", "单位代码", "单位", "状态", "数据时间", "采集运行", "下次采集", "最近一次说明"],
            _cell_rows(board),
            (10, 24, 10, 30, 10, 18, 10, 18, 60),
            notes,
        ),
    ]
    return FileContent(f"{board.audience_name}采集状态.xlsx", XLSX, build_workbook(sheets))


def status_chart(*, session: Session, actor: Actor, version_id: int, kind: str) -> FileContent:
    """The matrix as a picture; raises `NotFound` where no unit of it is in reach."""
    if kind not in picture.MEDIA_TYPES:
        raise NotFound(f"没有“{kind}”格式的图片", remedy="请选择 PNG 或 SVG")
    board = status(session=session, actor=actor, version_id=version_id)
    if not board.units:
        raise NotFound("您的数据范围内没有考核对象", remedy="请联系主管部门核对您的所属单位")
    name = f"{board.audience_name}采集状态.{kind}"
    return FileContent(name, picture.MEDIA_TYPES[kind], picture.draw(matrix(board), kind))


def draft_file(*, session: Session, actor: Actor, version_id: int) -> FileContent:
    """The draft scores beside the newest edition's as a workbook."""
    board = draft(session=session, actor=actor, version_id=version_id)
    beside = board.edition.label if board.edition else "还没有冻结的版次"
    system = board.scores.system
    leaves = [f"{leaf.code} {leaf.title}" for leaf in system.leaves]
    sheet = SheetContent(
        "草稿得分",
        ["代码", "单位", "草稿总分", "版次总分", "差", "采集到的格数", "未能计分的原因", *leaves],
        _draft_rows(board),
        (10, 30, 10, 10, 8, 14, 30, *(14 for _ in leaves)),
        (f"草稿，未冻结，不作为考核结果；底数：{board.title}", f"对照版次：{beside}"),
        freeze_columns=2,
    )
    return FileContent(f"{system.audience_name}草稿得分.xlsx", XLSX, build_workbook([sheet]))


def _matrix_row(board: StatusBoard, code: str, name: str) -> list[CellValue]:
    return [code, name, *(str(board.cells[metric.code, code].state) for metric in board.metrics)]


def _cell_rows(board: StatusBoard) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = []
    for metric in board.metrics:
        for unit in board.units:
            cell = board.cells[metric.code, unit.code]
            when = to_minute(cell.data_at) if cell.data_at else None
            rows.append(
                [
                    metric.code,
                    metric.name,
                    unit.code,
                    unit.name,
                    str(cell.state),
                    when,
                    cell.run_id,
                    to_minute(metric.next_due),
                    metric.message,
                ]
            )
    return rows


def _draft_rows(board: DraftBoard) -> list[list[CellValue]]:
    scores = board.scores
    order = {node.code: at for at, node in enumerate(scores.system.nodes)}
    leaves = [order[leaf.code] for leaf in scores.system.leaves]
    rows: list[list[CellValue]] = []
    for row in board.rows:
        at = scores.values.unit_index[row.code]
        points: list[CellValue] = [
            float(scores.nodes.decimal(at, leaf)) if scores.node_marks.decimal(at, leaf) else "不适用"
            for leaf in leaves
        ]
        frozen = None if row.frozen is None else float(row.frozen)
        change = None if row.change is None else float(row.change)
        rows.append(
            [row.code, row.name, float(row.total), frozen, change, row.collected, row.blocked, *points]
        )
    return rows
