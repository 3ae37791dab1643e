"""The board and one unit's result as workbooks."""

from fractions import Fraction

from core.evidence.service import XLSX, FileContent
from core.organisations.rules import group_name
from core.results.content import UnitResult
from core.results.queries import BoardView, UnitView, metric_trace
from core.scoring.trace import STATES
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook


def board_workbook(view: BoardView) -> FileContent:
    """Ranking and leaf points of every unit in reach."""
    system = view.board.system
    away = [f"本期缺考核：{unit.name}（{unit.reason}），不计分、不排名" for unit in view.absent]
    notes = (*away, view.edition.label, f"冻结时间校验：SHA-256 {view.edition.sha256}")
    leaves = [f"{leaf.code} {leaf.title}" for leaf in system.leaves]
    sheets = [
        SheetContent(
            name="排名",
            header=["名次", "代码", "单位", "分组", "组内名次", "基础分", "加分", "减分", "总分", "等次"],
            rows=[_ranking_row(unit) for unit in view.units],
            widths=(8, 10, 32, 10, 10, 10, 8, 8, 10, 10),
            notes=notes,
            freeze_columns=3,
        ),
        SheetContent(
            name="指标得分",
            header=["名次", "代码", "单位", *leaves],
            rows=[_points_row(view, unit) for unit in view.units],
            widths=(8, 10, 32, *(14 for _ in leaves)),
            notes=notes,
            freeze_columns=3,
        ),
    ]
    name = f"{view.edition.period}{system.audience_name}排名榜-{view.edition.sha256[:8]}.xlsx"
    return FileContent(name, XLSX, build_workbook(sheets))


def unit_workbook(view: UnitView) -> FileContent:
    """One unit: points by node, every deduction, every metric down to its source."""
    unit, notes = view.unit, (view.edition.label, f"SHA-256 {view.edition.sha256}")
    sheets = [
        SheetContent("得分", ["编码", "指标", "得分", "满分"], _nodes(view), (10, 36, 10, 10), notes),
        SheetContent(
            "扣分说明",
            ["指标", "子项", "扣分", "标准", "实测", "差距", "依据", "建议", "说明"],
            _lines(view),
            (24, 24, 8, 30, 24, 20, 40, 36, 60),
            notes,
        ),
        SheetContent(
            "子项明细",
            ["子项", "名称", "分子", "分母", "实测值", "P 值", "占比（%）", "计分规则", "来源"],
            _traces(view),
            (10, 24, 12, 12, 12, 10, 10, 40, 50),
            notes,
        ),
    ]
    name = f"{view.edition.period}{unit.short_name}得分与扣分说明-{view.edition.sha256[:8]}.xlsx"
    return FileContent(name, XLSX, build_workbook(sheets))


def _ranking_row(unit: UnitResult) -> list[CellValue]:
    return [
        unit.rank,
        unit.code,
        unit.name,
        group_name(unit.group),
        unit.group_rank,
        float(unit.base),
        float(unit.bonus),
        float(unit.deduction),
        float(unit.total),
        unit.grade,
    ]


def _points_row(view: BoardView, unit: UnitResult) -> list[CellValue]:
    nodes = [unit.node(leaf.code) for leaf in view.board.system.leaves]
    return [unit.rank, unit.code, unit.name, *(float(n.points) if n.marks else "不适用" for n in nodes)]


def _nodes(view: UnitView) -> list[list[CellValue]]:
    unit, system = view.unit, view.board.system
    rows: list[list[CellValue]] = [
        [unit.code, unit.name, None, None],
        ["", "总分", float(unit.total), float(system.full_marks)],
        ["", f"等次 {unit.grade}，第 {unit.rank} 名，组内第 {unit.group_rank} 名", None, None],
        ["", "基础分（合理缺项折算后）", float(unit.base), float(system.full_marks)],
        ["", "加分", float(unit.bonus), float(system.bonus_cap)],
        ["", "减分", -float(unit.deduction), -float(system.deduction_cap)],
    ]
    for node in unit.nodes:
        title = "　" * (system.depths[node.code] - 1) + system.node_by_code[node.code].title
        if node.marks:
            rows.append([node.code, title, float(node.points), float(node.marks)])
        else:
            rows.append([node.code, title, "不适用", None])
    return rows


def _lines(view: UnitView) -> list[list[CellValue]]:
    return [
        [
            f"{line.leaf} {line.leaf_name}".strip(),
            f"{line.metric} {line.metric_name}".strip(),
            float(line.points),
            line.standard,
            line.measured,
            line.gap,
            line.basis,
            line.suggestion,
            line.sentence,
        ]
        for line in view.unit.lines
    ]


def _traces(view: UnitView) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = []
    for metric in view.board.system.metrics:
        found = metric_trace(view, metric.code)
        rows.append(
            [
                metric.code,
                metric.name,
                _number(found.numerator),
                _number(found.denominator),
                _number(found.value) if found.state == "number" else STATES[found.state],
                round(float(found.points), 6),
                float(metric.share),
                found.rule_text,
                "；".join(dict.fromkeys(str(source.place) for source in found.sources)),
            ]
        )
    return rows


def _number(number: Fraction | None) -> CellValue:
    return None if number is None else round(float(number), 6)
