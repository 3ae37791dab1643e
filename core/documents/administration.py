"""Units, people and code lists as workbooks, and the templates they are imported with."""

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.administration import unit_queries, unit_sheet
from core.administration.unit_queries import UnitFilter, UnitRow
from core.audit.actor import Actor
from core.clock import to_minute
from core.evidence.service import XLSX, FileContent
from core.sheets.writing import SheetContent, build_workbook

# More rows than any city has units, people or words.
MOST = 100_000


def units_file(*, session: Session, actor: Actor, below: int | None = None) -> FileContent:
    """The units as they stand, in the form they are imported with, and the history of their changes."""
    permission = Permission.ORGANISATIONS_TREE_EXPORT
    rows, _ = unit_queries.unit_rows(
        session=session, actor=actor, wanted=UnitFilter(below=below), limit=MOST, permission=permission
    )
    codes = unit_queries.codes(session)
    sheets = [unit_sheet.sheet_of([_unit(row, codes) for row in rows])]
    changes = unit_queries.unit_changes(session=session, actor=actor)
    sheets.append(
        SheetContent(
            "变更记录",
            ("时间", "代码", "名称", "变更", "原值", "新值", "理由", "批准人或依据", "办理人"),
            [
                [
                    to_minute(change.at),
                    change.code,
                    change.name,
                    change.kind.label,
                    change.before,
                    change.after,
                    change.reason,
                    change.basis,
                    change.person_name,
                ]
                for change in changes
            ],
            (18, 14, 30, 12, 30, 30, 30, 24, 12),
        )
    )
    return FileContent("机构.xlsx", XLSX, build_workbook(sheets))


def _unit(row: UnitRow, codes: dict[int, str]) -> list[str | int]:
    unit = row.unit
    return [
        unit.code,
        unit.name,
        unit.short_name,
        unit.kind.label,
        codes.get(unit.parent_id or 0, ""),
        unit.group_name,
        "是" if unit.is_assessed else "否",
        unit.uscc,
        unit.order_no,
    ]


def units_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The empty workbook units are imported with."""
    authorise(session=session, actor=actor, permission=Permission.ORGANISATIONS_TREE_EDIT)
    return FileContent("机构导入模板.xlsx", XLSX, unit_sheet.template())
