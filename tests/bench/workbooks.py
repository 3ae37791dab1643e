"""How long a large values workbook takes to be checked and loaded, beside a bare read of its cells."""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from python_calamine import CalamineWorkbook

from core.collection.workbook import read_values
from core.confined.child import CHILD_MEMORY_BYTES, MEGABYTE
from core.indicators.system import GradeBand, IndicatorSystem, Metric, Node
from core.settings import ROOT
from core.sheets.model import column_letter
from tests.bench.line import Line
from tests.core.sheets.files import raw_workbook

ROWS = 100_000
METRICS = 20
ROUNDS = 5
# Calamine's own read is the least any reader built on it can take.
ALLOWED = 2.0

_HEADERS = ("单位代码", "单位名称", "分组", *(f"M-{number} 指标{number}" for number in range(METRICS)))


def workbook_lines() -> list[Line]:
    """Time over calamine's bare read of the same file, and the reading child's memory over its limit."""
    with tempfile.TemporaryDirectory(prefix="shuping-bench-") as folder:
        path = Path(folder) / "指标值.xlsx"
        path.write_bytes(values_workbook())
        ours, bare = _medians(path)
        return [
            Line("100,000 × 20 values loaded", ours, bare, "s", ALLOWED),
            Line("memory of the reading child", _child_megabytes(path), CHILD_MEMORY_BYTES / MEGABYTE, "MB"),
        ]


def values_system() -> IndicatorSystem:
    """Twenty metrics whose values stand in the sheet as they are."""
    line = (Fraction(0), Fraction(3500))
    return IndicatorSystem(
        code="V",
        name="二十列",
        version="1",
        audience="department",
        nodes=(Node("M", "指标", full_marks=Decimal(100), definition="口径"),),
        metrics=tuple(
            Metric(f"M-{number}", "M", f"指标{number}", Fraction(5), "value", "linear", line, unit="个")
            for number in range(METRICS)
        ),
        grades=(GradeBand("A", "合格", Decimal(0)),),
    )


def values_workbook() -> bytes:
    """The sheet 指标值 as Excel saves it: texts in a part of their own, styled cells, whole and broken numbers."""
    texts: dict[str, int] = {}
    rows = "".join(_rows(texts))
    return raw_workbook(rows, texts=list(texts), name="指标值")


def _rows(texts: dict[str, int]) -> Iterator[str]:
    letters = [column_letter(index) for index in range(len(_HEADERS))]
    dice = random.Random(7)
    yield _row(1, letters, [_text(header, texts) for header in _HEADERS])
    for row in range(2, ROWS + 2):
        names = (f"U{row:06}", f"单位{row}", f"第{row % 3}组")
        numbers = [
            dice.randint(0, 5000) if at % 2 else round(dice.uniform(0, 3500), 2) for at in range(METRICS)
        ]
        cells = [_text(name, texts) for name in names] + [f' s="0"><v>{number}</v>' for number in numbers]
        yield _row(row, letters, cells)


def _text(text: str, texts: dict[str, int]) -> str:
    return f' s="0" t="s"><v>{texts.setdefault(text, len(texts))}</v>'


def _row(row: int, letters: list[str], cells: list[str]) -> str:
    inner = "".join(f'<c r="{letter}{row}"{cell}</c>' for letter, cell in zip(letters, cells, strict=True))
    return f'<row r="{row}" spans="1:{len(letters)}">{inner}</row>'


def _medians(path: Path) -> tuple[float, float]:
    """The median seconds of our reading and of the bare one, by turns so that both meet the same weather."""
    system, data = values_system(), path.read_bytes()
    ours, bare = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        loaded = read_values(data, path.name, system)
        between = time.perf_counter()
        cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        ended = time.perf_counter()
        if loaded.numbers.shape != (ROWS, METRICS) or len(cells) != ROWS + 1:
            raise RuntimeError("the two readers saw different sheets")
        ours.append(between - began)
        bare.append(ended - between)
    return statistics.median(ours), statistics.median(bare)


def _child_megabytes(path: Path) -> float:
    """The most memory the reading child held, told by a process that has no other children."""
    command = [sys.executable, "-m", "tests.bench.workbooks", str(path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


if __name__ == "__main__":
    file = Path(sys.argv[1])
    read_values(file.read_bytes(), file.name, values_system())
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
