"""Reading the committed list of organisations strictly: every fault is named by row and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import Problem
from core.organisations.rules import ASSESSABLE, OrganisationKind, kind_of_label, may_sit_under, uscc_fault
from core.store.lists import header_problems, read_table, refuse

COLUMNS = (
    "代码",
    "名称",
    "简称",
    "类别",
    "上级代码",
    "分组",
    "参评",
    "统一社会信用代码",
    "序号",
    "演示",
)
_LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJ", strict=True))
_FLAGS = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class ReferenceUnit:
    """One sound row of the list."""

    code: str
    name: str
    short_name: str
    kind: OrganisationKind
    parent_code: str
    group_name: str
    is_assessed: bool
    uscc: str
    order_no: int
    is_demo: bool


def read_units(path: Path) -> tuple[ReferenceUnit, ...]:
    """The units of a list file, parents before children.

    Raises `Unavailable` where the file cannot be read and `Invalid` with every fault where it is not sound.
    """
    units, problems = parse_units(read_table(path))
    refuse(path, problems)
    return units


def parse_units(table: Sequence[Sequence[str]]) -> tuple[tuple[ReferenceUnit, ...], tuple[Problem, ...]]:
    """The sound rows of a table whose first row is the header, and the faults of the others."""
    wrong = header_problems(table, COLUMNS)
    if wrong:
        return (), tuple(wrong)
    units: dict[str, ReferenceUnit] = {}
    credit_codes: set[str] = set()
    problems: list[Problem] = []
    for row, cells in enumerate(table[1:], start=2):
        if len(cells) != len(COLUMNS):
            problems.append(Problem(rule=f"须有 {len(COLUMNS)} 列", value=f"{len(cells)} 列", row=row))
            continue
        named = dict(zip(COLUMNS, cells, strict=True))
        faults = [_at(row, *fault, named) for fault in _faults(named, units, credit_codes)]
        problems += faults
        if not faults:
            units[named["代码"]] = _unit(named)
            credit_codes |= {named["统一社会信用代码"]} - {""}
    return tuple(units.values()), tuple(problems)


def _at(row: int, column: str, rule: str, named: dict[str, str]) -> Problem:
    return Problem(rule=rule, value=named[column], row=row, column=_LETTERS[column])


def _faults(
    named: dict[str, str], units: dict[str, ReferenceUnit], credit_codes: set[str]
) -> Iterator[tuple[str, str]]:
    """Faults of one row as (column, rule)."""
    for column in COLUMNS:
        if named[column] != named[column].strip():
            yield column, "首尾不得有空格"
    for column in ("代码", "名称", "简称"):
        if not named[column]:
            yield column, f"{column}不得为空"
    if named["代码"] in units:
        yield "代码", "代码与前面的行重复"
    for column in ("参评", "演示"):
        if named[column] not in _FLAGS:
            yield column, f"{column}须填“是”或“否”"
    if not named["序号"].isdecimal() or int(named["序号"]) < 1:
        yield "序号", "序号须为正整数"
    yield from _uscc_faults(named["统一社会信用代码"], credit_codes)
    yield from _place_faults(named, units)


def _uscc_faults(code: str, credit_codes: set[str]) -> Iterator[tuple[str, str]]:
    fault = uscc_fault(code) if code else ""
    if fault:
        yield "统一社会信用代码", fault
    elif code in credit_codes:
        yield "统一社会信用代码", "统一社会信用代码与前面的行重复"


def _place_faults(named: dict[str, str], units: dict[str, ReferenceUnit]) -> Iterator[tuple[str, str]]:
    kind = kind_of_label(named["类别"])
    if kind is None:
        yield "类别", f"类别须为 {'、'.join(each.label for each in OrganisationKind)} 之一"
        return
    parent = units.get(named["上级代码"])
    if named["上级代码"] and parent is None:
        yield "上级代码", "上级代码在前面的行中不存在"
    elif not may_sit_under(kind, parent.kind if parent else None):
        yield "上级代码", f"{kind.label}不能挂在{parent.kind.label if parent else '最上层'}之下"
    if named["参评"] == "是" and kind not in ASSESSABLE:
        yield "参评", f"{kind.label}不是考核对象"
    if (named["参评"] == "是") != bool(named["分组"]):
        yield "分组", "参评单位须填分组，不参评的须留空"


def _unit(named: dict[str, str]) -> ReferenceUnit:
    kind = kind_of_label(named["类别"])
    assert kind is not None
    return ReferenceUnit(
        code=named["代码"],
        name=named["名称"],
        short_name=named["简称"],
        kind=kind,
        parent_code=named["上级代码"],
        group_name=named["分组"],
        is_assessed=_FLAGS[named["参评"]],
        uscc=named["统一社会信用代码"],
        order_no=int(named["序号"]),
        is_demo=_FLAGS[named["演示"]],
    )
