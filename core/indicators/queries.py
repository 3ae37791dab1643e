"""Reads of published indicator systems."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import IndicatorSystem


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


def system(*, session: Session, actor: Actor, version_id: int) -> IndicatorSystem:
    """One published version, whole."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_READ)
    return published(session, version_id)


def published(session: Session, version_id: int) -> IndicatorSystem:
    """The same for services that have authorised already; raises `NotFound`."""
    version = session.get(IndicatorSystemVersion, version_id)
    if version is None:
        raise NotFound("没有这个指标体系版本", remedy="请从指标体系列表重新选择")
    return _parsed(version.sha256, _Content(version.content))


class _Content:
    """A published content on its way into the cache, where only its hash counts."""

    def __init__(self, content: dict[str, object]) -> None:
        self.content = content

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content)


@lru_cache(maxsize=64)
def _parsed(_sha256: str, content: _Content) -> IndicatorSystem:
    return IndicatorSystem.from_dict(content.content)


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
