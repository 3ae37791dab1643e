"""Reading the committed dictionaries strictly: every fault is named by row and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import Problem
from core.store.lists import header_problems, read_table, refuse

COLUMNS = ("字典编码", "字典名称", "值", "标签", "序号")
_LETTERS = dict(zip(COLUMNS, "ABCDE", strict=True))


@dataclass(frozen=True, slots=True)
class ReferenceItem:
    """One sound row of the list."""

    type_code: str
    type_name: str
    value: str
    label: str
    order_no: int


def read_items(path: Path) -> tuple[ReferenceItem, ...]:
    """The items of a dictionary file in its order.

    Raises `Unavailable` where the file cannot be read and `Invalid` with every fault where it is not sound.
    """
    items, problems = parse_items(read_table(path))
    refuse(path, problems)
    return items


def parse_items(table: Sequence[Sequence[str]]) -> tuple[tuple[ReferenceItem, ...], tuple[Problem, ...]]:
    """The sound rows of a table whose first row is the header, and the faults of the others."""
    wrong = header_problems(table, COLUMNS)
    if wrong:
        return (), tuple(wrong)
    items: dict[tuple[str, str], ReferenceItem] = {}
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for row, cells in enumerate(table[1:], start=2):
        if len(cells) != len(COLUMNS):
            problems.append(Problem(rule=f"须有 {len(COLUMNS)} 列", value=f"{len(cells)} 列", row=row))
            continue
        named = dict(zip(COLUMNS, cells, strict=True))
        faults = [
            Problem(rule=rule, value=named[column], row=row, column=_LETTERS[column])
            for column, rule in _faults(named, items, names)
        ]
        problems += faults
        if not faults:
            item = ReferenceItem(cells[0], cells[1], cells[2], cells[3], order_no=int(cells[4]))
            items[item.type_code, item.value] = item
            names[item.type_code] = item.type_name
    return tuple(items.values()), tuple(problems)


def _faults(
    named: dict[str, str], items: dict[tuple[str, str], ReferenceItem], names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Faults of one row as (column, rule)."""
    for column in COLUMNS:
        if not named[column]:
            yield column, f"{column}不得为空"
        elif named[column] != named[column].strip():
            yield column, "首尾不得有空格"
    if names.get(named["字典编码"], named["字典名称"]) != named["字典名称"]:
        yield "字典名称", f"同一字典的名称须一致，前面为“{names[named['字典编码']]}”"
    if (named["字典编码"], named["值"]) in items:
        yield "值", "同一字典内值重复"
    if not named["序号"].isdecimal() or int(named["序号"]) < 1:
        yield "序号", "序号须为正整数"
