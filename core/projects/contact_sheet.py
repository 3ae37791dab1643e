"""The phone book as a worksheet: the template, what is handed in, and taking it in, all rows or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import imported, record
from core.errors import Invalid, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.notices.contacts import ContactDraft
from core.notices.models import Contact
from core.notices.rules import contact_problems
from core.organisations.models import Organisation
from core.sheets.grid import Grid, Preview
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent

EDIT: Final = Permission.PROJECTS_CHASE_EDIT
SHEET: Final = "电话册"
COLUMNS: Final = ("单位代码", "单位", "姓名", "职务", "电话", "邮箱")
GRID: Final = Grid(SHEET, COLUMNS)
_WIDTHS: Final = (12, 32, 14, 20, 20, 28)
# What a template row lists of a unit before somebody filled it in.
_GIVEN: Final = ("单位代码", "单位")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One row of a handed-in sheet; the unit is still a code."""

    row: int
    unit_code: str
    name: str
    position: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class _Ready:
    draft: ContactDraft
    held: Contact | None

    @property
    def changes(self) -> bool:
        """Whether anything differs from what is kept."""
        kept, new = self.held, self.draft
        return kept is None or (kept.position, kept.phone, kept.email) != (new.position, new.phone, new.email)


def sheet_of(rows: Sequence[Sequence[CellValue]] = ()) -> SheetContent:
    """The worksheet with these rows."""
    return SheetContent(SHEET, COLUMNS, rows, _WIDTHS, freeze_columns=2)


def read_lines(data: bytes, file_name: str) -> tuple[list[ContactLine], list[Problem]]:
    """The rows of a handed-in workbook; units without anything filled in are left out.

    Raises `Invalid` where the file cannot be read, has another header or nobody in it.
    """
    lines = [
        ContactLine(row, named["单位代码"], named["姓名"], named["职务"], named["电话"], named["邮箱"])
        for row, named in GRID.rows(data, file_name)
        if any(text for column, text in named.items() if column not in _GIVEN)
    ]
    if not lines:
        raise Invalid("电话册里没有填写联系人", remedy="请在单位后面填写姓名和电话")
    return lines, []


def preview_contacts(
    *, session: Session, actor: Actor, lines: Sequence[ContactLine], faults: Sequence[Problem] = ()
) -> Preview:
    """Look through the rows without writing."""
    ready, problems = _sorted(session, actor, lines)
    added = sum(each.held is None for each in ready)
    updated = sum(each.held is not None and each.changes for each in ready)
    return Preview.of(added, updated, len(ready) - added - updated, [*faults, *problems])


def import_contacts(
    *,
    session: Session,
    actor: Actor,
    lines: Sequence[ContactLine],
    source: FileContent,
    client_key: str | None = None,
) -> tuple[int, int]:
    """Write all rows; returns (added, updated). Raises `Invalid` with every fault, and writes nothing.

    A line is known by its unit and name; whom the sheet does not name stays in the book.
    """
    ready, problems = _sorted(session, actor, lines)
    done = imported(session=session, client_key=client_key)
    if done is not None:
        return done
    if problems:
        raise Invalid(f"有 {len(problems)} 处错误，一行也没有导入", problems=problems)
    changed = [each for each in ready if each.changes]
    added = sum(each.held is None for each in changed)
    for each in changed:
        new = each.draft
        row = each.held or Contact(organisation_id=new.organisation_id, name=new.name)
        row.position, row.phone, row.email = new.position, new.phone, new.email
        session.add(row)
    keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="contact",
        object_name=f"导入 {source.name}",
        after={"added": added, "updated": len(changed) - added},
        client_key=client_key,
    )
    return added, len(changed) - added


def _sorted(
    session: Session, actor: Actor, lines: Sequence[ContactLine]
) -> tuple[list[_Ready], list[Problem]]:
    """The rows that may be written, with the line each replaces, and the faults of the others."""
    scope = authorise(session=session, actor=actor, permission=EDIT)
    codes = {line.unit_code for line in lines}
    units = {
        unit.code: unit.id or 0
        for unit in session.exec(select(Organisation).where(col(Organisation.code).in_(codes)))
        if scope.covers(unit.id)
    }
    held = {(row.organisation_id, row.name): row for row in session.exec(select(Contact))}
    ready: list[_Ready] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for line in lines:
        faults = _faults(line, units, seen)
        seen.add((line.unit_code, line.name))
        problems += faults
        if not faults:
            unit_id = units[line.unit_code]
            draft = ContactDraft(unit_id, line.name, line.position, line.phone, line.email)
            ready.append(_Ready(draft, held.get((unit_id, line.name))))
    return ready, problems


def _faults(line: ContactLine, units: dict[str, int], seen: set[tuple[str, str]]) -> list[Problem]:
    found = []
    if line.unit_code not in units:
        rule, remedy = "没有这个单位，或不在您的数据范围内", "请填机构管理中的单位代码"
        found.append(GRID.at(line.row, "单位代码", rule, value=line.unit_code, remedy=remedy))
    if (line.unit_code, line.name) in seen:
        rule, remedy = "同一单位的同一人写了两行", "请合并为一行"
        found.append(GRID.at(line.row, "姓名", rule, value=line.name, remedy=remedy))
    for each in contact_problems(line.name, line.phone, line.email):
        column = next((name for name in ("姓名", "邮箱") if each.rule.startswith(name)), "电话")
        found.append(GRID.at(line.row, column, each.rule, value=each.value, remedy=each.remedy))
    return found
