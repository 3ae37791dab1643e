"""A library of two thousand indicators: its list run again, and all of them imported at once."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, insert

from core import clock
from core.audit.actor import Actor
from core.demo.library import indicators
from core.dictionaries import service as dictionaries
from core.evidence.service import XLSX, FileContent
from core.library.indicator import Indicator
from core.library.intake import import_library
from core.library.models import LibraryIndicator, LibraryVersion
from core.library.rules import Terms
from core.library.service import facts_of
from core.library.sheet import read_library, write_library
from core.store.engine import engine_for
from core.store.migrate import upgrade
from core.store.session import writing
from tests.bench import reruns
from tests.bench.line import Line
from tests.builders.indicators import recoded
from tests.running.city import City
from tests.running.server import Process

INDICATORS = 2_000
ROUNDS = 5
RERUN_TARGET, IMPORT_TARGET = 1.5, 3.0
ACTOR = Actor.system()
NAME = "指标库.xlsx"
# A workbook written for a bench needs no drop-downs.
TERMS = Terms((), ())


def measure(city: City, bare: Process) -> list[Line]:
    """The list of a library of two thousand, over the bare app."""
    _take_in(city.engine, write_library(_many(), TERMS))
    return reruns.measure(city, bare, screens={"library": "library of 2,000"}, target=RERUN_TARGET)


def import_lines() -> list[Line]:
    """Reading, checking and writing them, over a bare read and a bare insert of the same rows."""
    held = _many()
    data = write_library(held, TERMS)
    ours, bare = [], []
    with tempfile.TemporaryDirectory(prefix="shuping-bench-") as folder:
        path = Path(folder) / NAME
        path.write_bytes(data)
        rows = _rows(held)
        for number in range(ROUNDS):
            mine, theirs = (_database(Path(folder) / f"{who}{number}.db") for who in ("ours", "bare"))
            ours.append(_seconds(lambda at=mine: _take_in(at, data)))
            bare.append(_seconds(lambda at=theirs: _bare(at, path, rows)))
            for engine in (mine, theirs):
                engine.dispose()
    name = f"{INDICATORS:,} indicators imported"
    return [Line(name, statistics.median(ours), statistics.median(bare), "s", IMPORT_TARGET)]


def _many() -> list[Indicator]:
    """The real indicators over and over, each time under other codes."""
    real = indicators()
    return [recoded(real[at % len(real)], f"L{at:05}") for at in range(INDICATORS)]


def _take_in(engine: Engine, data: bytes) -> None:
    lines, problems = read_library(data, NAME)
    with writing(engine) as session:
        source = FileContent(NAME, XLSX, data)
        added, _ = import_library(session=session, actor=ACTOR, lines=lines, source=source)
    if problems or added != INDICATORS:
        raise RuntimeError(f"{added} indicators came in: {problems[:3]}")


def _bare(engine: Engine, path: Path, rows: tuple[list[dict], list[dict]]) -> None:
    book = CalamineWorkbook.from_path(str(path))
    cells = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    if len(cells[0]) != INDICATORS + 1:
        raise RuntimeError("the bare reader saw another sheet")
    with engine.begin() as connection:
        connection.execute(insert(LibraryIndicator.__table__), rows[0])
        connection.execute(insert(LibraryVersion.__table__), rows[1])


def _rows(held: list[Indicator]) -> tuple[list[dict], list[dict]]:
    """The rows an import writes, made beforehand."""
    moment = clock.now()
    known = {"is_active": True, "version": 1, "number": 1}
    versions = {"number": 1, "act": "imported", "at": moment, "person_name": "", "reason": ""}
    return (
        [{**facts_of(each, moment), **known} for each in held],
        [{**versions, "code": each.code, "content": each.to_dict(), "sha256": each.sha256} for each in held],
    )


def _database(path: Path) -> Engine:
    engine = engine_for(f"sqlite:///{path}")
    upgrade(engine)
    with writing(engine) as session:
        dictionaries.load_reference(session=session, actor=ACTOR)
    return engine


def _seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
