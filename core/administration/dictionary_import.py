"""Code lists at once from a worksheet: looked through first, then all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from core.access.policy import authorise
from core.administration.dictionaries import (
    EDIT,
    ItemDraft,
    TypeDraft,
    item_of,
    item_problems,
    put,
    type_problems,
)
from core.audit.actor import Actor
from core.audit.service import imported, record
from core.dictionaries.models import DictionaryItem, DictionaryType
from core.errors import Invalid, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.sheets.grid import Grid, Preview
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook

COLUMNS = ("字典编码", "字典名称", "值", "标签", "序号", "启用")
GRID = Grid("字典", COLUMNS)
WIDTHS = (24, 24, 20, 40, 8, 8)
NOTES = ("一行一个字典项；值已存在的更新其标签、序号和启用，不存在的新增；编码不存在的字典随之建立。",)
_PLACES = {"字典编码": "字典编码", "字典名称": "字典名称", "值": "值", "标签": "标签", "序号": "序号"}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One row of a handed-in sheet."""

    row: int
    type_draft: TypeDraft
    draft: ItemDraft
    active: bool


def sheet_of(rows: Sequence[Sequence[CellValue]] = ()) -> SheetContent:
    """The worksheet with its drop-down."""
    return SheetContent(GRID.sheet, COLUMNS, rows, WIDTHS, choices={5: ("是", "否")})


def template() -> bytes:
    """The empty worksheet and how to fill it in."""
    return build_workbook(
        [sheet_of(), SheetContent("填写说明", ("说明",), [(note,) for note in NOTES], (90,))]
    )


def read_lines(data: bytes, file_name: str) -> tuple[list[ItemLine], list[Problem]]:
    """The rows that can be understood, and what is wrong with the others."""
    lines, problems = list[ItemLine](), list[Problem]()
    for row, named in GRID.rows(data, file_name):
        order, active = named["序号"] or "1", named["启用"] or "是"
        faults = []
        if not (order.isascii() and order.isdecimal() and len(order) < 6):
            faults.append(GRID.at(row, "序号", "序号须为正整数", value=order, remedy="请填 1 到 99999"))
        if active not in ("是", "否"):
            faults.append(GRID.at(row, "启用", "启用须填“是”或“否”", value=active, remedy="请从下拉列表选择"))
        problems += faults
        if not faults:
            kind = TypeDraft(named["字典编码"], named["字典名称"])
            draft = ItemDraft(named["值"], named["标签"], int(order))
            lines.append(ItemLine(row, kind, draft, active == "是"))
    return lines, problems


def preview_items(
    *, session: Session, actor: Actor, lines: Sequence[ItemLine], faults: Sequence[Problem] = ()
) -> Preview:
    """Look through the rows without writing."""
    authorise(session=session, actor=actor, permission=EDIT)
    added, updated, unchanged, problems = _sorted(session, lines)
    return Preview.of(len(added), len(updated), unchanged, [*faults, *problems])


def import_items(
    *,
    session: Session,
    actor: Actor,
    lines: Sequence[ItemLine],
    source: FileContent,
    client_key: str | None = None,
) -> tuple[int, int]:
    """Write all rows; returns (added, updated). Raises `Invalid` with every fault, and writes nothing."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = imported(session=session, client_key=client_key)
    if done is not None:
        return done
    added, updated, _, problems = _sorted(session, lines)
    if problems:
        raise Invalid(f"有 {len(problems)} 处错误，一行也没有导入", problems=problems)
    known = set(session.exec(select(DictionaryType.code)))
    new = {line.type_draft.code: line.type_draft.name for line in added if line.type_draft.code not in known}
    session.add_all(DictionaryType(code=code, name=name) for code, name in new.items())
    session.flush()
    for line in added:
        put(session, line.type_draft.code, line.draft).is_active = line.active
    for line, item_id in updated:
        row = item_of(session, item_id)
        row.label, row.order_no, row.is_active = line.draft.label, line.draft.order_no, line.active
    keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="dictionary",
        object_name=f"导入 {source.name}",
        after={"added": len(added), "updated": len(updated)},
        client_key=client_key,
    )
    return len(added), len(updated)


def _sorted(
    session: Session, lines: Sequence[ItemLine]
) -> tuple[list[ItemLine], list[tuple[ItemLine, int]], int, list[Problem]]:
    """Rows to add, rows to update with the item, how many change nothing, and the faults."""
    names = dict(session.exec(select(DictionaryType.code, DictionaryType.name)).all())
    held = {(row.type_code, row.value): row for row in session.exec(select(DictionaryItem))}
    added, updated = list[ItemLine](), list[tuple[ItemLine, int]]()
    unchanged, problems, seen = 0, list[Problem](), set[tuple[str, str]]()
    for line in lines:
        code, key = line.type_draft.code, (line.type_draft.code, line.draft.value)
        faults = [*type_problems(line.type_draft), *item_problems(line.draft)]
        if names.setdefault(code, line.type_draft.name) != line.type_draft.name:
            faults.append(Problem("字典名称与现名不同", line.type_draft.name, f"现为“{names[code]}”"))
        if key in seen:
            faults.append(Problem("值与前面的行重复", line.draft.value, "请删去重复的行"))
        seen.add(key)
        problems += [_placed(line.row, problem) for problem in faults]
        row = held.get(key)
        if faults:
            continue
        if row is None:
            added.append(line)
        elif (row.label, row.order_no, row.is_active) != (line.draft.label, line.draft.order_no, line.active):
            updated.append((line, row.id or 0))
        else:
            unchanged += 1
    return added, updated, unchanged, problems


def _placed(row: int, problem: Problem) -> Problem:
    column = next((place for head, place in _PLACES.items() if problem.rule.startswith(head)), "")
    return GRID.at(row, column, problem.rule, value=problem.value, remedy=problem.remedy)
