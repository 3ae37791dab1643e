"""Who is on line, units, people and code lists as workbooks, and the templates they are imported with."""

from sqlmodel import Session

from core import clock
from core.access import queries
from core.access.permissions import Permission
from core.access.policy import authorise
from core.administration import (
    dictionary_import,
    dictionary_queries,
    people_import,
    people_queries,
    slips,
    unit_queries,
    unit_sheet,
)
from core.administration.people_queries import PersonFilter
from core.administration.unit_checks import groups
from core.administration.unit_queries import UnitFilter, UnitRow
from core.audit.actor import Actor
from core.clock import to_minute
from core.dictionaries.queries import types
from core.documents.slip_word import DOCX, SLIP_NOTES, slip_word
from core.errors import NotFound
from core.evidence.service import XLSX, FileContent
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook

# More rows than any city has units, people or words.
MOST = 100_000


def online_file(*, session: Session, actor: Actor) -> FileContent:
    """Who is signed in at this moment, from where and since when."""
    rows: list[list[CellValue]] = [
        [
            row.name,
            row.login,
            row.organisation,
            row.ip,
            row.browser,
            to_minute(row.started_at),
            to_minute(row.last_seen_at),
        ]
        for row in queries.online(session=session, actor=actor)
    ]
    header = ("姓名", "账号", "单位", "登录地址", "浏览器", "登录时间", "最近操作")
    notes = (f"截至 {to_minute(clock.now())}",)
    sheet = SheetContent("在线用户", header, rows, (12, 16, 32, 18, 40, 18, 18), notes, {}, 1)
    return FileContent("在线用户.xlsx", XLSX, build_workbook([sheet]))


def units_file(*, session: Session, actor: Actor, below: int | None = None) -> FileContent:
    """The units as they stand, in the form they are imported with, and the history of their changes."""
    permission = Permission.ORGANISATIONS_TREE_EXPORT
    rows, _ = unit_queries.unit_rows(
        session=session, actor=actor, wanted=UnitFilter(below=below), limit=MOST, permission=permission
    )
    codes = unit_queries.codes(session)
    sheets = [unit_sheet.sheet_of(list(groups(session)), [_unit(row, codes) for row in rows])]
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
    return FileContent("机构导入模板.xlsx", XLSX, unit_sheet.template(list(groups(session))))


def people_file(*, session: Session, actor: Actor, below: int | None = None) -> FileContent:
    """The accounts as a workbook that can be imported again."""
    permission = Permission.ACCESS_PERSON_EXPORT
    rows, _ = people_queries.person_rows(
        session=session, actor=actor, wanted=PersonFilter(below=below), limit=MOST, permission=permission
    )
    codes = unit_queries.codes(session)
    table: list[list[CellValue]] = [
        [row.login, row.name, codes.get(row.organisation_id or 0, ""), row.roles, row.phone] for row in rows
    ]
    return FileContent("用户.xlsx", XLSX, build_workbook([people_import.sheet_of(table, ())]))


def people_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The empty workbook accounts are imported with, the roles to choose from and the codes of the units."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    roles = list(people_queries.role_choices(session=session, actor=actor).values())
    rows, _ = unit_queries.unit_rows(
        session=session, actor=actor, wanted=UnitFilter(state="active"), limit=MOST
    )
    units = [(row.unit.code, row.unit.name) for row in rows]
    return FileContent("用户导入模板.xlsx", XLSX, people_import.template(roles, units))


def slip_file(*, session: Session, actor: Actor, token: str, kind: str) -> FileContent:
    """An account slip to print: xlsx, or docx with one strip a person to cut off and sign for."""
    slip = slips.slip_of(session=session, actor=actor, token=token)
    if kind == "docx":
        return FileContent("账号发放单.docx", DOCX, slip_word(slip))
    if kind != "xlsx":
        raise NotFound(f"没有“{kind}”格式的发放单", remedy="请选择 Excel 或 Word")
    sheet = SheetContent(
        "账号发放单",
        ("账号", "姓名", "单位", "角色", "初始口令", "签收人", "签收日期"),
        [[line.login, line.name, line.unit, line.roles, line.password, "", ""] for line in slip.lines],
        (16, 12, 30, 24, 24, 14, 14),
        notes=(f"发放人：{slip.made_by}　{to_minute(slip.made_at)}", *SLIP_NOTES),
    )
    return FileContent("账号发放单.xlsx", XLSX, build_workbook([sheet]))


def dictionaries_file(*, session: Session, actor: Actor) -> FileContent:
    """Every code list as a workbook that can be imported again."""
    permission = Permission.DICTIONARIES_ITEM_EXPORT
    rows, _ = dictionary_queries.item_rows(session=session, actor=actor, limit=MOST, permission=permission)
    names = {kind.code: kind.name for kind in types(session)}
    table: list[list[CellValue]] = [
        [
            row.type_code,
            names[row.type_code],
            row.value,
            row.label,
            row.order_no,
            "是" if row.is_active else "否",
        ]
        for row in rows
    ]
    return FileContent("字典.xlsx", XLSX, build_workbook([dictionary_import.sheet_of(table)]))


def dictionaries_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The empty workbook code lists are imported with."""
    authorise(session=session, actor=actor, permission=Permission.DICTIONARIES_ITEM_EDIT)
    return FileContent("字典导入模板.xlsx", XLSX, dictionary_import.template())
