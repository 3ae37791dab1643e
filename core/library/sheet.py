"""Indicators as a workbook: written so that reading it back gives the same indicators, also by hand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.errors import Invalid, Problem
from core.indicators.cells import number_cell
from core.indicators.fault import Fault
from core.indicators.layout import LAYOUTS
from core.indicators.system import AUDIENCES
from core.indicators.tables import SheetTable, TableRow, open_table
from core.indicators.workbook import part_sheets
from core.indicators.workbook_parts import PartReader
from core.library.differences import LABELS
from core.library.indicator import SENSES, WAYS, Indicator
from core.library.rules import Terms
from core.machine import without_collecting
from core.sheets.model import CellValue, Sheet
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook

SHEET: Final = "指标"
HEADERS: Final[Mapping[str, str]] = {"code": "编码", **LABELS}
REQUIRED: Final = ("code", "name", "dimension", "scope", "definition", "frequency", "way")
CHOSEN: Final[Mapping[str, Mapping[str, str]]] = {"scope": AUDIENCES, "way": WAYS, "sense": SENSES}
WIDTHS: Final = (10, 22, 12, 10, 40, 50, 40, 34, 40, 30, 8, 10, 10, 10, 8, 22, 40, 40, 40, 30)
NOTES: Final = (
    "“指标”表一行一个指标；编码已在指标库中的更新为新版本，不在的新增，内容相同的不变。",
    "“子项”表写每个指标怎么量、怎么计分，各子项占比合计 100；子项编码为“指标编码-序号”。",
    "清单子项的每一项写在“清单项”表，编码为“子项编码#序号”；每次固定扣分的事件写在“附加扣分”表。",
    "只作趋势监测、不计分的指标满分留空，其子项可以不写计分规则。",
    "有一处错误，一行也不会导入；退回的表在出错的行后写明失败原因。",
)
_LONG: Final = frozenset(HEADERS) - {*CHOSEN, "full_marks"}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a handed-in workbook, with the rows it and its parts stand in, by table."""

    indicator: Indicator
    rows: Mapping[str, tuple[int, ...]]
    # Sheet and letters of the columns by table; the same for every line of a workbook.
    places: Mapping[str, tuple[str, Mapping[str, str]]]


Found = tuple[list[Line], list[Problem]]


def sheets_of(indicators: Iterable[Indicator], terms: Terms) -> list[SheetContent]:
    """The sheets of these indicators with drop-downs, and how to fill them in."""
    held = list(indicators)
    lists = {name: tuple(words.values()) for name, words in CHOSEN.items()}
    lists |= {"dimension": terms.dimensions, "frequency": terms.frequencies}
    places = {name: at for at, name in enumerate(HEADERS)}
    main = SheetContent(
        SHEET,
        tuple(HEADERS.values()),
        [_row(indicator) for indicator in held],
        WIDTHS,
        freeze_columns=2,
        choices={places[name]: words for name, words in lists.items()},
    )
    parts = part_sheets(
        (metric for each in held for metric in each.metrics),
        (item for each in held for item in each.items),
        (event for each in held for event in each.events),
    )
    guide = SheetContent("填写说明", ("说明",), [(note,) for note in NOTES], (100,))
    return [main, *parts, guide]


def write_library(indicators: Iterable[Indicator], terms: Terms) -> bytes:
    """The indicators as an .xlsx file; without any it is the template."""
    return build_workbook(sheets_of(indicators, terms))


def _row(indicator: Indicator) -> list[CellValue]:
    special: dict[str, CellValue] = {
        name: words.get(getattr(indicator, name), "") for name, words in CHOSEN.items()
    }
    special["full_marks"] = number_cell(indicator.full_marks)
    return [special[name] if name in special else getattr(indicator, name) for name in HEADERS]


def read_library(data: bytes, file_name: str) -> Found:
    """The indicators of a handed-in workbook, and what could not be understood of it.

    Raises `Invalid` where the file cannot be read or holds no indicator.
    """
    sheets = read_workbook(data, file_name)
    with without_collecting():
        lines, problems = lines_of(sheets)
    if not lines and not problems:
        raise Invalid(f"工作表“{SHEET}”没有数据行", remedy="请从第 2 行起填写")
    return lines, problems


def lines_of(sheets: Sequence[Sheet]) -> Found:
    """The same of sheets that are read already."""
    problems: list[Problem] = []
    table = open_table(sheets, SHEET, [HEADERS[name] for name in REQUIRED], problems)
    if table is None:
        return [], problems
    for header in table.columns:
        if header not in HEADERS.values() and header != "备注":
            remedy = f"删去这一列，或把列名改为“备注”；可用的列：{'、'.join(HEADERS.values())}"
            table.problem(1, header, "不认识的列", header, remedy)
    reader = PartReader(sheets, problems, ruleless=True)
    metrics, items, events = reader.parts()
    if any(problem.rule.startswith("缺少") and problem.row <= 1 for problem in problems):
        # Below a missing column every row would be wrong in the same way.
        return [], problems
    parts = _Parts(metrics, items, events, reader)
    places = _places(table, reader)
    lines = [_line(row, parts, places) for row in table.rows()]
    problems += parts.orphans({line.indicator.code for line in lines})
    return lines, problems


class _Parts:
    """Metrics, items and events by the indicator they say they belong to, each with its row."""

    def __init__(self, metrics: Any, items: Any, events: Any, reader: PartReader) -> None:
        self.rows = reader.rows
        self.of: dict[str, dict[str, list[tuple[int, Any]]]] = {
            "metrics": defaultdict(list),
            "items": defaultdict(list),
            "events": defaultdict(list),
        }
        leaves = {metric.code: metric.leaf for metric in metrics}
        for at, metric in enumerate(metrics):
            self.of["metrics"][metric.leaf].append((at, metric))
        for at, item in enumerate(items):
            # An item of no metric is told to the indicator its code begins with, or to nobody.
            self.of["items"][leaves.get(item.metric, "")].append((at, item))
        for at, event in enumerate(events):
            self.of["events"][event.leaf].append((at, event))

    def take(self, code: str) -> tuple[dict[str, tuple[Any, ...]], dict[str, tuple[int, ...]]]:
        """The parts of one indicator and their rows, each given once."""
        taken = {name: held.pop(code, []) for name, held in self.of.items()} if code else {}
        parts = {name: tuple(part for _, part in found) for name, found in taken.items()}
        rows = {name: tuple(self.rows[name][at] for at, _ in found) for name, found in taken.items() if found}
        return parts, rows

    def orphans(self, codes: set[str]) -> list[Problem]:
        """Faults of parts that belong to no indicator of the workbook."""
        fields = {"metrics": "leaf", "items": "metric", "events": "leaf"}
        said = {"metrics": "“指标”表没有这个指标", "items": "“子项”表没有这个子项"}
        found = []
        for name, held in self.of.items():
            layout = LAYOUTS[name]
            for code, parts in held.items():
                for at, part in parts:
                    if code in codes and code:
                        continue
                    rule = said.get(name, said["metrics"])
                    value = getattr(part, fields[name])
                    place = (layout.name, self.rows[name][at])
                    remedy = f"改“{layout.headers[fields[name]]}”，或补上它所属的行"
                    found.append(Problem(rule, value, remedy, *place))
        return found


def _places(table: SheetTable, reader: PartReader) -> dict[str, tuple[str, dict[str, str]]]:
    letters = {name: table.letter(header) for name, header in HEADERS.items()}
    places = {"indicators": (SHEET, letters)}
    for name in ("metrics", "items", "events"):
        layout, held = LAYOUTS[name], reader.tables.get(name)
        named = {field: held.letter(header) for field, header in layout.headers.items()} if held else {}
        places[name] = (layout.name, named)
    return places


def _line(row: TableRow, parts: _Parts, places: Mapping[str, tuple[str, Mapping[str, str]]]) -> Line:
    facts: dict[str, Any] = {name: row.text(header) for name, header in HEADERS.items() if name in _LONG}
    facts["scope"] = row.choice(HEADERS["scope"], AUDIENCES)
    facts["way"] = row.choice(HEADERS["way"], WAYS)
    facts["sense"] = row.choice(HEADERS["sense"], SENSES, default="positive")
    facts["full_marks"] = row.number_in(HEADERS["full_marks"], required=False)
    own, rows = parts.take(facts["code"])
    return Line(Indicator(**facts | own), {"indicators": (row.number,), **rows}, places)


def problems_at(faults: Iterable[Fault], lines: Sequence[Line]) -> list[Problem]:
    """Faults found in the indicators of these lines, at their cells."""
    found = []
    flat: dict[str, list[tuple[Line, int]]] = {}
    for fault in faults:
        if fault.table not in flat:
            flat[fault.table] = [(line, row) for line in lines for row in line.rows.get(fault.table, ())]
        line, row = flat[fault.table][fault.index]
        sheet, letters = line.places[fault.table]
        found.append(Problem(fault.rule, fault.value, fault.remedy, sheet, row, letters.get(fault.field, "")))
    return found


def without_echoes(problems: Iterable[Problem], said: Iterable[Problem]) -> list[Problem]:
    """Problems at cells nothing has been said of yet: a cell that could not be read is not also wrong."""
    known = {(problem.sheet, problem.row, problem.column) for problem in said}
    return [problem for problem in problems if (problem.sheet, problem.row, problem.column) not in known]
