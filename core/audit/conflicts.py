"""Two people at one row: the second is told both values, who was first and when."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from core.audit.models import AuditEntry
from core.clock import to_minute
from core.errors import Conflict


def refuse_stale(
    session: Session,
    *,
    object_type: str,
    object_id: int | None,
    name: str,
    fields: Mapping[str, tuple[object, object]],
) -> None:
    """Raise `Conflict` for a row that changed since its reader saw it.

    `fields` are (present, wanted) by Chinese label; only those that differ are told. Author and time are
    those of the row's newest entry in the trail.
    """
    query = (
        select(AuditEntry)
        .where(
            AuditEntry.object_type == object_type,
            AuditEntry.object_id == str(object_id),
            col(AuditEntry.allowed),
        )
        .order_by(col(AuditEntry.id).desc())
    )
    entry = session.exec(query).first()
    raise changed_since(f"{entry.person_name}于 {to_minute(entry.at)} " if entry else "他人", name, fields)


def changed_since(who: str, name: str, fields: Mapping[str, tuple[object, object]]) -> Conflict:
    """The refusal itself, where the caller knows who was first and when: “赵敏于 2020-12-31 14:32 ”."""
    told = "；".join(
        f"{label}现为“{_shown(present)}”，您要改为“{_shown(wanted)}”"
        for label, (present, wanted) in fields.items()
        if _shown(present) != _shown(wanted)
    )
    return Conflict(
        f"“{name}”已被{who}修改，您的改动没有保存{'：' + told if told else ''}",
        remedy="核对新值后，仍需修改的请重新打开再提交",
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
