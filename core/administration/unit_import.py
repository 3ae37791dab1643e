"""Many units at once from a worksheet: looked through first, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.administration.unit_checks import Picture, UnitDraft, draft_problems, unit_of
from core.administration.unit_history import EDIT, keep, put
from core.administration.unit_sheet import UnitLine, at
from core.audit.actor import Actor
from core.audit.service import imported, record
from core.errors import Invalid, NotAllowed, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent
from core.evidence.service import keep as keep_file
from core.organisations.queries import Unit
from core.organisations.rules import ChangeKind, OrganisationKind
from core.sheets.grid import Preview

FIELDS = ("short_name", "group_name", "is_assessed", "uscc", "order_no")
# Where a fault of a draft stands on the sheet, by what its rule begins with.
_PLACES = (
    ("机构代码", "代码"),
    ("机构名称", "名称"),
    ("同一上级", "名称"),
    ("简称", "简称"),
    ("统一社会信用代码", "统一社会信用代码"),
    ("参评单位", "分组"),
    ("序号", "序号"),
    ("上级", "上级代码"),
)


def preview_units(
    *, session: Session, actor: Actor, lines: Sequence[UnitLine], faults: Sequence[Problem] = ()
) -> Preview:
    """Look through the rows without writing; `faults` are those their reading already found."""
    authorise(session=session, actor=actor, permission=EDIT)
    added, updated, unchanged, problems = _sorted(session, lines)
    return Preview.of(len(added), len(updated), unchanged, [*faults, *problems])


def import_units(
    *,
    session: Session,
    actor: Actor,
    lines: Sequence[UnitLine],
    source: FileContent,
    client_key: str | None = None,
) -> tuple[int, int]:
    """Write all rows; returns (added, updated). Raises `Invalid` with every fault, and writes nothing."""
    scope = authorise(session=session, actor=actor, permission=EDIT)
    if not scope.everything:
        raise NotAllowed("批量导入机构须有全市数据范围", remedy="请由系统管理员导入", permission=EDIT)
    done = imported(session=session, client_key=client_key)
    if done is not None:
        return done
    added, updated, _, problems = _sorted(session, lines)
    if problems:
        raise Invalid(f"有 {len(problems)} 处错误，一行也没有导入", problems=problems)
    ids: dict[str, int] = {}
    for line in added:
        parent = line.draft.parent_id
        known = ids.get(line.parent_code) if parent is None or parent < 0 else parent
        unit = put(session, replace(line.draft, parent_id=known))
        ids[unit.code] = unit.id or 0
        keep(session, actor, unit, ChangeKind.ADDED, after=unit.name)
    for line, held in updated:
        unit = unit_of(session, held.id)
        for name in FIELDS:
            setattr(unit, name, getattr(line.draft, name))
        keep(session, actor, unit, ChangeKind.EDITED, after=f"随“{source.name}”导入")
    keep_file(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    record(
        session=session,
        actor=actor,
        action=Permission.ORGANISATIONS_TREE_EDIT,
        object_type="organisation",
        object_name=f"导入 {source.name}",
        after={"added": len(added), "updated": len(updated)},
        client_key=client_key,
    )
    return len(added), len(updated)


def _sorted(
    session: Session, lines: Sequence[UnitLine]
) -> tuple[list[UnitLine], list[tuple[UnitLine, Unit]], int, list[Problem]]:
    """Rows to add, rows to update with the unit they update, how many change nothing, and the faults."""
    picture = Picture(session)
    added: list[UnitLine] = []
    updated: list[tuple[UnitLine, Unit]] = []
    unchanged, problems, seen = 0, list[Problem](), set[str]()
    for line in lines:
        held = picture.by_code.get(line.draft.code)
        if line.draft.code in seen:
            problems.append(at(line.row, "代码", "代码与前面的行重复", line.draft.code, "请删去重复的行"))
            continue
        seen.add(line.draft.code)
        parent = picture.by_code.get(line.parent_code)
        draft = replace(line.draft, parent_id=parent.id if parent else None)
        faults = _faults(picture, line, draft, held)
        problems += faults
        if faults:
            continue
        if held is None:
            picture.add(draft)
            added.append(replace(line, draft=draft))
        elif any(getattr(draft, name) != getattr(held, name) for name in FIELDS):
            updated.append((replace(line, draft=draft), held))
        else:
            unchanged += 1
    return added, updated, unchanged, problems


def _faults(picture: Picture, line: UnitLine, draft: UnitDraft, held: Unit | None) -> list[Problem]:
    row = line.row
    if line.parent_code and draft.parent_id is None:
        remedy = "请先登记上级，或把上级放在前面的行"
        return [at(row, "上级代码", "没有这个上级机构", line.parent_code, remedy)]
    faults = []
    if held is not None:
        if draft.name != held.name:
            faults.append(at(row, "名称", f"与现名“{held.name}”不同", draft.name, "更名请在机构管理中办理"))
        if draft.kind != held.kind:
            remedy = f"现为{held.kind.label}，类别登记后不能改"
            faults.append(at(row, "类别", "与现类别不同", OrganisationKind(draft.kind).label, remedy))
        if draft.parent_id != held.parent_id:
            faults.append(at(row, "上级代码", "与现上级不同", line.parent_code, "移动请在机构管理中办理"))
    if faults:
        return faults
    found = draft_problems(picture, draft, but=held.id if held else None)
    return [at(row, _place(problem.rule), problem.rule, problem.value, problem.remedy) for problem in found]


def _place(rule: str) -> str:
    if "不能挂在" in rule:
        return "上级代码"
    if "不能作为考核对象" in rule:
        return "参评"
    return next((column for head, column in _PLACES if rule.startswith(head)), "")
