"""The cockpit's tables and the three comparisons as workbooks."""

from core.analysis import words
from core.charts.comparing import gap_words, peers_finding, periods_finding
from core.evidence.service import XLSX, FileContent
from core.indicators.numerals import percent_text
from core.organisations.rules import group_name
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit
from core.results.comparing import Peers, Periods, Within
from core.results.content import UnitResult
from core.results.findings import Finding
from core.results.queries import EditionRow
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook


def cockpit_workbook(view: Cockpit) -> FileContent:
    """Six figures, every unit of every board with its change and reasons, both lists, the lights."""
    notes = _notes(view.edition)
    basis = (*notes, *(headline.basis for headline in view.headlines))
    head = ["名次", "代码", "单位", "分组", "总分", "等次", "较上期", "位次变化", "原因"]
    figures = [_texts(figure.name, figure.value, figure.change) for figure in view.figures]
    sheets = [
        SheetContent("关键数", ["项目", "本期", "变化"], figures, (28, 20, 40), basis),
        *(
            SheetContent(
                f"{change.name}排名", head, [_ranking(change, unit) for unit in change.view.board.units],
                (8, 10, 30, 10, 10, 10, 10, 14, 70), (*notes, change.basis), freeze_columns=3,
            )
            for change in view.boards
        ),
        _findings("问题清单", view.problems, notes),
        _findings("待拍板事项", view.decisions, notes),
        _lamps(view, notes),
    ]  # fmt: skip
    return _file(view.edition, "驾驶舱", sheets)


def within_workbook(found: Within) -> FileContent:
    """One unit's indicators beside the median and quartiles of its group."""
    rows: list[list[CellValue]] = [
        [each.code, each.title, float(each.node.points), float(each.node.marks), each.rate,
         each.group.middle, each.group.low, each.group.high]
        if each.rate is not None and each.group is not None
        else [each.code, each.title, "不适用", None, None, None, None, None]
        for each in found.rows
    ]  # fmt: skip
    head = ["编码", "指标", "得分", "满分", "得分率", "同组中位数", "同组下四分位", "同组上四分位"]
    rates = dict.fromkeys(range(4, 8), "0.0%")
    meaning = "横向对比：同一单位、不同指标之间的比较"
    unit = found.view.unit
    notes = (f"{meaning}；{unit.name}", f"同组：{group_name(unit.group)}", *_notes(found.view.edition))
    sheet = SheetContent("横向对比", head, rows, (10, 30, 10, 10, 12, 12, 14, 14), notes, rates)
    return _file(found.view.edition, f"{found.view.unit.short_name}横向对比", [sheet])


def peers_workbook(found: Peers) -> FileContent:
    """One indicator over the units in reach with the gap to the best three."""
    whole = found.view.is_whole
    rows: list[list[CellValue]] = [
        [each.place if whole and each.place else None, each.unit.code, each.unit.name, float(each.node.points),
         float(each.node.marks), each.rate, gap_words(each.gap)]
        if each.rate is not None
        else [None, each.unit.code, each.unit.name, "不适用", None, None, None]
        for each in found.rows
    ]  # fmt: skip
    head = ["位次", "代码", "单位", "得分", "满分", "得分率", "与前三平均差距"]
    best = (
        ""
        if not found.group
        else f"前三平均得分率 {percent_text(found.best)}，中位数 {percent_text(found.group.middle)}"
    )
    meaning = f"同类对比：不同单位、同一指标之间的比较；{found.code} {found.title}"
    notes = tuple(filter(None, (meaning, peers_finding(found), best, *_notes(found.view.edition))))
    sheet = SheetContent("同类对比", head, rows, (8, 10, 32, 10, 10, 12, 30), notes, {5: "0.0%"})
    return _file(found.view.edition, f"{found.title}同类对比", [sheet])


def periods_workbook(found: Periods) -> FileContent:
    """One unit over the periods, with what keeps two of them from being compared."""
    rows: list[list[CellValue]] = [
        [point.edition.period, point.edition.kind_name,
         float(point.node.points) if point.rate is not None else "不适用",
         float(point.node.marks) or None, point.rate, point.group.middle if point.group else None, point.rank,
         point.reason or "可比", point.edition.sha256[:8]]
        for point in found.points
    ]  # fmt: skip
    head = ["考核期", "版次", "得分", "满分", "得分率", "同组中位数", "名次", "与上期", "校验码"]
    meaning = f"纵向对比：同一单位、不同考核期之间的比较；{found.view.unit.name}，{found.title}"
    notes = (meaning, periods_finding(found), *_notes(found.view.edition))
    sheet = SheetContent(
        "纵向对比", head, rows, (16, 10, 10, 10, 12, 12, 8, 30, 12), notes, {4: "0.0%", 5: "0.0%"}
    )
    return _file(found.view.edition, f"{found.view.unit.short_name}{found.title}纵向对比", [sheet])


def _ranking(change: BoardChange, unit: UnitResult) -> list[CellValue]:
    move = change.moves[unit.code]
    parts = change.reasons(unit.code)
    return [
        unit.rank,
        unit.code,
        unit.name,
        group_name(unit.group),
        float(unit.total),
        unit.grade,
        None if move.points is None else float(move.points),
        words.places(move),
        "；".join(f"{part.label} {words.signed(part.points)}" for part in parts),
    ]


def _findings(name: str, found: tuple[Finding, ...], notes: tuple[str, ...]) -> SheetContent:
    rows = [_texts(each.kind, each.subject, each.unit or each.leaf, each.text) for each in found]
    return SheetContent(name, ["类别", "对象", "编码", "说明"], rows, (14, 24, 10, 90), notes)


def _lamps(view: Cockpit, notes: tuple[str, ...]) -> SheetContent:
    names = {change.view.board.audience: change.name for change in view.boards}
    rows: list[list[CellValue]] = [
        [row.code, row.title, names[cell.audience], float(cell.percent) / 100,
         words.percentage_points(cell.change), cell.light.value]
        for row in view.lights
        for cell in row.cells
    ]  # fmt: skip
    head = ["编码", "指标", "考核对象", "平均得分率", "变化", "指示灯"]
    return SheetContent("指示灯", head, rows, (8, 20, 12, 12, 18, 10), (view.rule, *notes), {3: "0.0%"})


def _texts(*cells: str) -> list[CellValue]:
    return list(cells)


def _notes(edition: EditionRow) -> tuple[str, ...]:
    return edition.label, f"SHA-256 {edition.sha256}"


def _file(edition: EditionRow, what: str, sheets: list[SheetContent]) -> FileContent:
    name = f"{edition.period}{what}-{edition.sha256[:8]}.xlsx"
    return FileContent(name, XLSX, build_workbook(sheets))
