"""Which part of the year's target is to be reached by the end of a period, from one committed list."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Final

from core.analysis.lights import WHOLE_YEAR, Step
from core.errors import Problem
from core.settings import REFERENCE
from core.store.lists import header_problems, read_table, refuse

FILE: Final = REFERENCE / "light_schedule.csv"
COLUMNS: Final = ("考核期", "占年度目标（%）", "依据")
# People write 2021年1季度 as well as 2021年一季度.
_FIGURES: Final = str.maketrans("1234", "一二三四")


def read(path: Path = FILE) -> tuple[Step, ...]:
    """The steps in the order of the list; raises `Unavailable` without it, `Invalid` with every fault."""
    table = read_table(path)
    refuse(path, header_problems(table, COLUMNS))
    refuse(path, _faults(table[1:]))
    return tuple(Step(period, Decimal(part), basis) for period, part, basis in table[1:])


@lru_cache(maxsize=1)
def current() -> tuple[Step, ...]:
    """The committed steps, read once a process."""
    return read()


def step_of(period: str, steps: tuple[Step, ...] | None = None) -> Step:
    """The first step whose words the period holds: 2020年三季度 has that of 三季度; others the whole year's."""
    head, quarter, tail = period.rpartition("季度")
    words = head[:-1] + head[-1:].translate(_FIGURES) + quarter + tail
    found = current() if steps is None else steps
    return next((step for step in found if step.period in words), WHOLE_YEAR)


def _faults(rows: list[list[str]]) -> list[Problem]:
    problems, seen = [], set[str]()
    for at, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            problems.append(Problem(f"每行须有 {len(COLUMNS)} 列", f"{len(row)} 列", row=at))
            continue
        period, part, _ = row
        if not period or period in seen:
            problems.append(Problem("考核期须填写且不重复", period, row=at, column="A"))
        if not _is_part(part):
            problems.append(Problem("须为大于 0、不超过 100 的数", part, row=at, column="B"))
        seen.add(period)
    return problems


def _is_part(text: str) -> bool:
    try:
        return 0 < Decimal(text) <= 100
    except InvalidOperation:
        return False
