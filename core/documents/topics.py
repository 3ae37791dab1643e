"""The heat of topics as a workbook: map, contributions, measures, places, parameters."""

from core.charts.heat import month_label
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook
from core.topics.months import spans
from core.topics.parameters import entries
from core.topics.queries import HeatView
from core.topics.ranking import places, value_text

MEASURED = ["原始调用", "本单位自调", "健康探测", "压测", "请求错误", "调用", "封顶后", "使用单位", "交换条数",
            "被用资源", "已发布资源", "失败", "失败率", "九五分位毫秒", "最大使用单位占比"]  # fmt: skip


def heat_workbook(view: HeatView, year: str) -> FileContent:
    """A year; raises `NotFound` for one without logs."""
    months = spans(view, year).get("all")
    if not months:
        raise NotFound(f"{year} 年没有调用日志", remedy="请选择其他年份")
    notes = (
        view.state.mark + ("（演示数据）" if view.state.is_demo else ""),
        f"参数版本 {view.parameters.version}；日志校验 SHA-256 {view.state.sha256}",
    )
    sheets = [
        SheetContent("热度", ["编码", "主题", *map(month_label, months)], _map(view, months),
                     (8, 16, *(8 for _ in months)), notes, freeze_columns=2),
        SheetContent("分项贡献", ["编码", "主题", "月份", "分项", "实测", "归一值", "权重", "贡献（分）"],
                     _parts(view, months), (8, 16, 10, 14, 16, 10, 8, 12), notes, freeze_columns=3),
        SheetContent("指标", ["编码", "主题", "月份", *MEASURED], _measures(view, months),
                     (8, 16, 10, *(12 for _ in MEASURED)), notes, freeze_columns=3),
        SheetContent("排名", ["月份", "名次", "编码", "主题", "热度", "比上月（分）", "名次变化", "趋势热度"],
                     _places(view, months), (10, 8, 8, 16, 10, 12, 12, 10), notes, freeze_columns=2),
        SheetContent("参数", ["参数", "值", "说明"],
                     [[entry.name, entry.value, entry.note] for entry in entries()], (20, 10, 60), notes),
    ]  # fmt: skip
    return FileContent(f"{year}年主题热度-{view.state.sha256[:8]}.xlsx", XLSX, build_workbook(sheets))


def _map(view: HeatView, months: tuple[str, ...]) -> list[list[CellValue]]:
    return [
        [topic, name, *(float(view.heat(topic, month).published) for month in months)]
        for topic, name in view.names.items()
    ]


def _parts(view: HeatView, months: tuple[str, ...]) -> list[list[CellValue]]:
    return [
        [topic, name, month, part.kind.value, value_text(part.kind, heat), round(part.normalised, 6),
         part.weight or None, float(part.points)]
        for topic, name in view.names.items()
        for month in months
        for heat in (view.heat(topic, month),)
        for part in heat.parts
    ]  # fmt: skip


def _measures(view: HeatView, months: tuple[str, ...]) -> list[list[CellValue]]:
    return [
        [topic, name, month, m.raw, m.self_calls, m.probes, m.load_tests, m.client_errors, m.calls,
         round(m.counted, 4), m.consumers, m.rows, m.resources, m.published, m.failures,
         round(m.failure_rate, 6), m.p95, round(m.top_share, 6)]
        for topic, name in view.names.items()
        for month in months
        for m in (view.heat(topic, month).measures,)
    ]  # fmt: skip


def _places(view: HeatView, months: tuple[str, ...]) -> list[list[CellValue]]:
    return [
        [month, place.rank, place.topic, place.name, float(place.heat.published),
         None if place.change is None else float(place.change), place.moved_text, round(place.heat.trend, 1)]
        for month in months
        for place in places(view, month)
    ]  # fmt: skip
