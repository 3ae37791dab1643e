"""Reads of published indicator systems."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound, Unavailable
from core.indicators.canonical import fingerprint
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import IndicatorSystem

_SORTS = {
    "name": IndicatorSystemVersion.name,
    "code": IndicatorSystemVersion.code,
    "version": IndicatorSystemVersion.version_label,
    "published": IndicatorSystemVersion.published_at,
}


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A published version as lists show it."""

    id: int
    code: str
    name: str
    audience: str
    version_label: str
    sha256: str
    evidence_id: int | None
    published_at: datetime
    published_by: str


def systems(*, session: Session, actor: Actor) -> list[SystemRow]:
    """Every published version: departments before counties, the newest first."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_READ)
    query = select(IndicatorSystemVersion).order_by(
        col(IndicatorSystemVersion.audience).desc(), col(IndicatorSystemVersion.id).desc()
    )
    return [_row(version) for version in session.exec(query)]


def system_page(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    audience: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int | None = 20,
    permission: Permission = Permission.INDICATORS_SYSTEM_READ,
) -> tuple[list[SystemRow], int]:
    """One page of the published versions, departments before counties and the newest first, and how many.

    `text` stands in the name, the code or the version.
    """
    authorise(session=session, actor=actor, permission=permission)
    # The content of a whole system is no part of a list.
    query = select(IndicatorSystemVersion).options(defer(IndicatorSystemVersion.content))
    if text:
        places = (
            IndicatorSystemVersion.name,
            IndicatorSystemVersion.code,
            IndicatorSystemVersion.version_label,
        )
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if audience:
        query = query.where(IndicatorSystemVersion.audience == audience)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    chosen = _SORTS.get(sort.lstrip("-"))
    if chosen is None:
        query = query.order_by(col(IndicatorSystemVersion.audience).desc())
    else:
        query = query.order_by(col(chosen).desc() if sort.startswith("-") else col(chosen))
    page = query.order_by(col(IndicatorSystemVersion.id).desc()).offset(offset).limit(limit)
    return [_row(version) for version in session.exec(page)], total


def system(*, session: Session, actor: Actor, version_id: int) -> IndicatorSystem:
    """One published version, whole."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_READ)
    return published(session, version_id)


def published(session: Session, version_id: int) -> IndicatorSystem:
    """The same for services that have authorised already.

    Raises `NotFound`, or `Unavailable` where the content is not what was published.
    """
    version = session.get(IndicatorSystemVersion, version_id)
    if version is None:
        raise NotFound("没有这个指标体系版本", remedy="请从指标体系列表重新选择")
    held = _opened.get(version.sha256)
    return held if held is not None else _open(version)


# Published versions never change and are few; each is parsed and checked once a process.
_opened: dict[str, IndicatorSystem] = {}


def _open(version: IndicatorSystemVersion) -> IndicatorSystem:
    # Taken of what is kept, not of what a later release makes of it: systems gain fields.
    if fingerprint(version.content) != version.sha256:
        raise Unavailable(
            f"指标体系“{version.name}”的内容与发布时的校验值不一致", remedy="请立即联系系统管理员，从备份核对"
        )
    opened = IndicatorSystem.from_dict(version.content)
    _opened[version.sha256] = opened
    return opened


def _row(version: IndicatorSystemVersion) -> SystemRow:
    return SystemRow(
        id=version.id or 0,
        code=version.code,
        name=version.name,
        audience=version.audience,
        version_label=version.version_label,
        sha256=version.sha256,
        evidence_id=version.evidence_id,
        published_at=version.published_at,
        published_by=version.published_by,
    )
