"""What a unit must satisfy before it is written: its own fields, and its place in the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, select

from core.dictionaries.queries import items
from core.errors import Invalid, NotFound, Problem
from core.organisations.models import Organisation
from core.organisations.queries import Unit, units
from core.organisations.rules import ASSESSABLE, OrganisationKind, may_sit_under, uscc_fault

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,29}")
LONGEST_NAME = 60
GROUPS = "organisation_group"


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit as somebody wants it; `kind` is one of `OrganisationKind`, `group_name` an item of the dictionary `GROUPS` or empty."""

    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    group_name: str = ""
    is_assessed: bool = False
    uscc: str = ""
    order_no: int = 1

    def trimmed(self) -> "UnitDraft":
        """The same without blanks around texts, the short name filled in from the name."""
        name = self.name.strip()
        return UnitDraft(
            self.code.strip(),
            name,
            self.short_name.strip() or name,
            self.kind,
            self.parent_id,
            self.group_name if self.is_assessed else "",
            self.is_assessed,
            self.uscc.strip().upper(),
            self.order_no,
        )


class Picture:
    """Every unit there is, and those an import is about to add, to check drafts against."""

    def __init__(self, session: Session) -> None:
        found = units(session.exec(select(Organisation)))
        self.by_id: dict[int, Unit] = {unit.id: unit for unit in found}
        self.by_code: dict[str, Unit] = {unit.code: unit for unit in found}
        self.groups = groups(session)

    def add(self, draft: UnitDraft) -> None:
        """Count a draft among the units; it has a negative number until it is written."""
        number = min(0, *self.by_id) - 1
        unit = Unit(
            number,
            draft.code,
            draft.name,
            draft.short_name,
            OrganisationKind(draft.kind),
            draft.parent_id,
            draft.group_name,
            draft.is_assessed,
            draft.uscc,
            draft.order_no,
            is_active=True,
            is_demo=False,
            version=1,
        )
        self.by_id[number] = self.by_code[draft.code] = unit

    def twin(self, name: str, parent_id: int | None, but: int | None) -> bool:
        """Whether another unit of the same parent has this name."""
        return any(
            unit.name == name and unit.parent_id == parent_id and unit.id != but
            for unit in self.by_id.values()
        )

    def credited(self, uscc: str, but: int | None) -> bool:
        """Whether another unit has this credit code."""
        return any(unit.uscc == uscc and unit.id != but for unit in self.by_id.values())


def draft_problems(picture: Picture, draft: UnitDraft, *, but: int | None = None) -> list[Problem]:
    """Everything wrong with a draft; `but` is the unit it replaces, which may keep its own code."""
    if draft.kind not in {kind.value for kind in OrganisationKind}:
        return [Problem("没有这种机构类别", draft.kind, "请从列表中选择类别")]
    kind = OrganisationKind(draft.kind)
    parent = picture.by_id.get(draft.parent_id) if draft.parent_id else None
    # A group switched off since keeps the units it has.
    held = picture.by_id.get(but) if but else None
    return [
        *_texts(picture, draft, but),
        *_assessment(kind, draft, {*picture.groups, held.group_name if held else ""}),
        *place_problems(kind, parent, draft.name),
        *_uscc(picture, draft, but),
    ]


def _texts(picture: Picture, draft: UnitDraft, but: int | None) -> Iterator[Problem]:
    if not _CODE.fullmatch(draft.code):
        yield Problem("机构代码须为 1 到 30 位字母、数字或短横", draft.code, "例如 M43、371402-12")
    elif draft.code in picture.by_code and picture.by_code[draft.code].id != but:
        yield Problem("机构代码已被使用", draft.code, "代码不得重复，请换一个")
    yield from name_problems(picture, draft.name, draft.short_name, draft.parent_id, but=but)
    if not 1 <= draft.order_no <= 99_999:
        yield Problem("序号须在 1 到 99999 之间", str(draft.order_no), "序号决定在名单中的先后")


def name_problems(
    picture: Picture, name: str, short_name: str, parent_id: int | None, *, but: int | None = None
) -> Iterator[Problem]:
    """What is wrong with a unit's names; two units of one parent may not share one."""
    for label, text in (("机构名称", name), ("简称", short_name)):
        if not text:
            yield Problem(f"{label}不能为空", remedy=f"请填写{label}")
        elif len(text) > LONGEST_NAME:
            yield Problem(f"{label}不得超过 {LONGEST_NAME} 个字", text, "请缩短")
    if name and picture.twin(name, parent_id, but):
        yield Problem("同一上级下已有同名机构", name, "请核对是否重复登记")


def groups(session: Session) -> dict[str, str]:
    """The groups units may be put into, by what is stored of them, with what people call them."""
    return {item.value: item.label for item in items(session, GROUPS)}


def _assessment(kind: OrganisationKind, draft: UnitDraft, allowed: set[str]) -> Iterator[Problem]:
    """Whether it may be assessed, and in which group."""
    if not draft.is_assessed:
        return
    if kind not in ASSESSABLE:
        yield Problem(f"{kind.label}不能作为考核对象", draft.name, "只有市级部门和县市区参评")
    if not draft.group_name or draft.group_name not in allowed:
        named = "、".join(sorted(allowed - {""}))
        yield Problem(
            "参评单位须有考核分组", draft.group_name, f"请选择 {named} 之一，分组在字典“考核分组”中登记"
        )


def place_problems(
    kind: OrganisationKind, parent: Unit | Organisation | None, name: str
) -> Iterator[Problem]:
    """Whether it may hang where it is wanted."""
    above = OrganisationKind(parent.kind) if parent else None
    if not may_sit_under(kind, above):
        where = f"{above.label}“{parent.name}”" if above and parent else "最上层"
        yield Problem(f"{kind.label}不能挂在{where}之下", name, "请选择合适的上级机构")
    elif parent is not None and not parent.is_active:
        yield Problem("上级机构已停用", parent.name, "请先启用上级机构")


def _uscc(picture: Picture, draft: UnitDraft, but: int | None) -> Iterator[Problem]:
    if not draft.uscc:
        return
    fault = uscc_fault(draft.uscc)
    if fault:
        yield Problem(fault, draft.uscc, "请对照法人证书核对")
    elif picture.credited(draft.uscc, but):
        yield Problem("统一社会信用代码已属于另一机构", draft.uscc, "请核对")


def reason_given(reason: str, basis: str) -> tuple[str, str]:
    """Both without blanks; raises `Invalid` where one is missing."""
    problems = [
        Problem(f"{label}不能为空", remedy=f"请填写{label}，供日后查考")
        for label, text in (("理由", reason), ("批准人或依据文号", basis))
        if not text.strip()
    ]
    if problems:
        raise Invalid("机构没有变更", problems=problems)
    return reason.strip(), basis.strip()


def unit_of(session: Session, unit_id: int) -> Organisation:
    """The unit with this id; raises `NotFound`."""
    unit = session.get(Organisation, unit_id)
    if unit is None:
        raise NotFound("没有这个机构", remedy="请刷新机构列表")
    return unit
