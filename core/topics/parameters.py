"""The weights, windows and thresholds of the heat index, from one committed list with a version of its own."""

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from core.errors import Problem
from core.settings import REFERENCE
from core.store.lists import header_problems, read_table, refuse

FILE = REFERENCE / "topic_heat.csv"
COLUMNS = ("参数", "名称", "值", "说明")
# Weights are written with two decimals; more than this beside 1 is a mistake.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything the index depends on besides the logs; the list says in Chinese what each one is."""

    version: str
    weight_calls: float
    weight_consumers: float
    weight_rows: float
    weight_usage: float
    weight_growth: float
    consumer_cap: float
    low_percentile: float
    high_percentile: float
    window_months: int
    growth_months: int
    usage_full: float
    failure_free: float
    failure_slope: float
    quality_floor: float
    half_life_months: float
    concentrated_share: float
    arrow_points: float
    arrow_share: float
    arrow_failure: float

    @property
    def weights(self) -> tuple[float, ...]:
        """The five weights in the order of the formula's parts."""
        return (
            self.weight_calls,
            self.weight_consumers,
            self.weight_rows,
            self.weight_usage,
            self.weight_growth,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list as people read it."""

    code: str
    name: str
    value: str
    note: str


def entries(path: Path = FILE) -> tuple[Entry, ...]:
    """The list as it is printed; raises `Unavailable` without the file, `Invalid` with every fault."""
    table = read_table(path)
    wrong = header_problems(table, COLUMNS)
    refuse(path, wrong)
    found = tuple(Entry(*row) for row in table[1:])
    refuse(path, _faults(found))
    return found


def read(path: Path = FILE) -> Parameters:
    """The parameters of the list; raises as `entries` does."""
    by_code = {entry.code: entry.value for entry in entries(path)}
    kinds = {field.name: field.type for field in fields(Parameters)}
    made = {code: _value(by_code[code], str(kind)) for code, kind in kinds.items()}
    return Parameters(**made)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def current() -> Parameters:
    """The committed parameters, read once a process."""
    return read()


@lru_cache(maxsize=1)
def listed() -> tuple[Entry, ...]:
    """The committed list as it is printed, read once a process."""
    return entries()


def _value(text: str, kind: str) -> str | int | float:
    if "str" in kind:
        return text
    return int(text) if "int" in kind else float(text)


def _faults(found: tuple[Entry, ...]) -> list[Problem]:
    known = {field.name: str(field.type) for field in fields(Parameters)}
    problems = [
        Problem("没有这个参数", entry.code, "删去这一行", row=row, column="A")
        for row, entry in enumerate(found, start=2)
        if entry.code not in known
    ]
    held = {entry.code for entry in found}
    problems += [Problem("缺少参数", code, "补上这一行") for code in known if code not in held]
    for row, entry in enumerate(found, start=2):
        kind = known.get(entry.code, "str")
        if "str" not in kind and not _is_number(entry.value, whole="int" in kind):
            problems.append(Problem("值须为不小于 0 的数", entry.value, row=row, column="C"))
    total = sum(float(e.value) for e in found if e.code.startswith("weight_") and _is_number(e.value))
    if not problems and abs(total - 1) > ROUNDING:
        problems.append(Problem("五项权重之和须为 1", f"{total:g}", "调整权重", column="C"))
    return problems


def _is_number(text: str, *, whole: bool = False) -> bool:
    digits = text if whole else text.replace(".", "", 1)
    return digits.isascii() and digits.isdecimal()
