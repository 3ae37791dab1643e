"""Verbs on one indicator of the library: add, edit, stop and resume, delete. Each leaves a version and a trail."""

from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.conflicts import changed_since
from core.audit.service import already_done, record
from core.clock import to_minute
from core.errors import Conflict, Invalid, NotFound, Problem
from core.indicators.canonical import fingerprint
from core.indicators.fault import Fault
from core.library.differences import LABELS, differences
from core.library.indicator import Indicator
from core.library.models import LibraryIndicator, LibraryVersion
from core.library.references import used_by
from core.library.rules import Terms, check
from core.library.terms import terms_of
from core.store.locks import serialise

EDIT: Final = Permission.INDICATORS_LIBRARY_EDIT
OBJECT: Final = "library_indicator"
LONGEST_REASON: Final = 200
ADDED, EDITED, IMPORTED = "added", "edited", "imported"
STOPPED, RESUMED, DELETED = "stopped", "resumed", "deleted"
ACTS: Final = {
    ADDED: "新增",
    EDITED: "修改",
    IMPORTED: "导入",
    STOPPED: "停用",
    RESUMED: "启用",
    DELETED: "删除",
}
_FEW: Final = 5


def add_indicator(
    *, session: Session, actor: Actor, indicator: Indicator, reason: str = "", client_key: str | None = None
) -> int:
    """Add an indicator; returns its id. Raises `Invalid` with everything that is wrong."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    serialise(session, OBJECT)
    problems = problems_of(indicator, terms_of(session))
    if session.exec(select(LibraryIndicator.id).where(LibraryIndicator.code == indicator.code)).first():
        problems.insert(0, Problem("“编码”已被使用", indicator.code, "换一个编码，或修改已有的指标"))
    _refuse(f"指标“{indicator.name}”没有新增", problems)
    row = LibraryIndicator(**facts_of(indicator, clock.now()), number=next_number(session, indicator.code))
    session.add(row)
    session.flush()
    keep(session, actor, row, indicator, act=ADDED, reason=reason.strip()[:LONGEST_REASON])
    _told(session, actor, row, after={"sha256": indicator.sha256}, client_key=client_key)
    return row.id or 0


def edit_indicator(
    *,
    session: Session,
    actor: Actor,
    indicator_id: int,
    indicator: Indicator,
    version: int,
    reason: str,
    client_key: str | None = None,
) -> int:
    """Give an indicator a new version; returns its number. Its code stays.

    The same content again is no new version. Raises `Conflict` with both values where somebody was first,
    `Invalid` with everything that is wrong.
    """
    row = _held(session, actor, indicator_id)
    if already_done(session=session, client_key=client_key):
        return row.number
    before = content_of(session, row)
    _refuse_changed(session, row, version, before, indicator)
    problems = problems_of(indicator, terms_of(session, keeping=before))
    if indicator.code != row.code:
        problems.insert(0, Problem("“编码”登记后不能改", indicator.code, f"请改回 {row.code}"))
    reason = _reason(reason, problems)
    _refuse(f"指标“{row.name}”没有修改", problems)
    changed = differences(before, indicator)
    if not changed:
        return row.number
    for name, value in facts_of(indicator, clock.now()).items():
        setattr(row, name, value)
    row.number += 1
    keep(session, actor, row, indicator, act=EDITED, reason=reason)
    _told(
        session,
        actor,
        row,
        before={each.place: each.before for each in changed},
        after={each.place: each.after for each in changed},
        reason=reason,
        client_key=client_key,
    )
    return row.number


def switch_indicator(
    *,
    session: Session,
    actor: Actor,
    indicator_id: int,
    active: bool,
    version: int,
    reason: str,
    client_key: str | None = None,
) -> None:
    """Stop or resume an indicator. A stopped one is no longer offered; systems that have it keep it."""
    row = _held(session, actor, indicator_id)
    if already_done(session=session, client_key=client_key):
        return
    content = content_of(session, row)
    _refuse_changed(session, row, version, content, content, wanted_state=active)
    problems: list[Problem] = []
    reason = _reason(reason, problems)
    _refuse(f"指标“{row.name}”没有{'启用' if active else '停用'}", problems)
    if row.is_active == active:
        return
    row.is_active = active
    row.number += 1
    row.changed_at = clock.now()
    keep(session, actor, row, content, act=RESUMED if active else STOPPED, reason=reason)
    state = {"before": {"启用": not active}, "after": {"启用": active}}
    _told(session, actor, row, reason=reason, client_key=client_key, **state)


def delete_indicator(
    *,
    session: Session,
    actor: Actor,
    indicator_id: int,
    version: int,
    reason: str,
    client_key: str | None = None,
) -> None:
    """Delete an indicator no system holds; its history stays. Raises `Conflict` naming the systems."""
    if already_done(session=session, client_key=client_key):
        authorise(session=session, actor=actor, permission=EDIT)
        return
    row = _held(session, actor, indicator_id)
    content = content_of(session, row)
    _refuse_changed(session, row, version, content, content)
    problems: list[Problem] = []
    reason = _reason(reason, problems)
    _refuse(f"指标“{row.name}”没有删除", problems)
    uses = used_by(session, row.code)
    if uses:
        shown = "、".join(f"“{use.title}”" for use in uses[:_FEW])
        more = "等" if len(uses) > _FEW else ""
        raise Conflict(
            f"指标 {row.code} {row.name} 不能删除：{len(uses)} 个体系引用了它（{shown}{more}）",
            remedy="不再使用的指标请停用，已有的体系不受影响",
        )
    row.number += 1
    keep(session, actor, row, content, act=DELETED, reason=reason)
    _told(session, actor, row, before={"sha256": content.sha256}, reason=reason, client_key=client_key)
    session.delete(row)


def facts_of(indicator: Indicator, moment: datetime) -> dict[str, Any]:
    """The columns lists are searched and sorted by."""
    names = ("code", "name", "dimension", "scope", "way", "frequency", "definition")
    facts = {name: getattr(indicator, name) for name in names}
    marks = None if indicator.full_marks is None else float(indicator.full_marks)
    return {**facts, "metrics": len(indicator.metrics), "full_marks": marks, "changed_at": moment}


def next_number(session: Session, code: str) -> int:
    """The number after the last one this code ever had: one deleted and added again goes on counting."""
    last = session.exec(select(func.max(LibraryVersion.number)).where(LibraryVersion.code == code)).one()
    return (last or 0) + 1


def keep(
    session: Session, actor: Actor, row: LibraryIndicator, indicator: Indicator, *, act: str, reason: str
) -> None:
    """Append the row's present state to the history, for verbs that have authorised and checked it."""
    content = indicator.to_dict()
    session.add(
        LibraryVersion(
            code=row.code,
            number=row.number,
            act=act,
            content=content,
            sha256=fingerprint(content),
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
            reason=reason,
        )
    )


def newest(session: Session, code: str) -> LibraryVersion:
    """The last entry of a code's history."""
    query = select(LibraryVersion).where(LibraryVersion.code == code)
    return session.exec(query.order_by(col(LibraryVersion.number).desc())).first() or _gone()


def content_of(session: Session, row: LibraryIndicator) -> Indicator:
    """What an indicator is now."""
    return Indicator.from_dict(newest(session, row.code).content)


def problems_of(indicator: Indicator, terms: Terms) -> list[Problem]:
    """Everything wrong with one indicator, each with the field it is found in."""
    return [
        Problem(f"{_place(fault, indicator)}：{fault.rule}", fault.value, fault.remedy)
        for fault in check([indicator], terms)
    ]


def _place(fault: Fault, indicator: Indicator) -> str:
    if fault.table == "indicators":
        return f"“{LABELS.get(fault.field, '编码')}”"
    kind = {"metrics": "子项", "items": "清单项", "events": "附加扣分"}[fault.table]
    part = getattr(indicator, fault.table)[fault.index]
    return f"{kind} {part.code or fault.index + 1}"


def _held(session: Session, actor: Actor, indicator_id: int) -> LibraryIndicator:
    authorise(session=session, actor=actor, permission=EDIT)
    return session.get(LibraryIndicator, indicator_id) or _gone()


def _gone() -> Any:
    raise NotFound("指标库没有这个指标", remedy="它可能刚被删除，请刷新列表")


def _refuse_changed(
    session: Session,
    row: LibraryIndicator,
    version: int,
    present: Indicator,
    wanted: Indicator,
    *,
    wanted_state: bool | None = None,
) -> None:
    """Raise `Conflict` where the row is no longer the one its reader saw."""
    if row.version == version:
        return
    fields: dict[str, tuple[object, object]] = {
        each.place: (each.before, each.after) for each in differences(present, wanted)
    }
    if wanted_state is not None:
        fields["启用"] = (row.is_active, wanted_state)
    last = newest(session, row.code)
    raise changed_since(f"{last.person_name}于 {to_minute(last.at)} ", row.name, fields)


def _reason(reason: str, problems: list[Problem]) -> str:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        rule = f"“理由”须填写，不超过 {LONGEST_REASON} 字"
        problems.append(Problem(rule, f"{len(reason)} 字", "写明为什么变更"))
    return reason


def _refuse(message: str, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(f"{message}，有 {len(problems)} 处不合规", problems=problems)


def _told(session: Session, actor: Actor, row: LibraryIndicator, **facts: Any) -> None:
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type=OBJECT,
        object_id=str(row.id),
        object_name=f"{row.code} {row.name}",
        **facts,
    )
