"""Publishing indicator systems."""

from sqlmodel import Session, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import IndicatorSystem

_ASSESSED = ("department", "county")


def publish_system(
    *,
    session: Session,
    actor: Actor,
    system: IndicatorSystem,
    source: FileContent,
    client_key: str | None = None,
) -> int:
    """Freeze a checked system under its code and version; returns its id.

    `source` is the workbook it was read from, kept beside it. Raises `Invalid` for a system that is for
    none of the two kinds of organisations assessed here, `Conflict` where this version is already
    published with other content; the same content again is the same version.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_SYSTEM_IMPORT)
    if system.audience not in _ASSESSED:
        raise Invalid(
            f"适用对象为“{system.audience_name}”的体系不能在这里发布",
            remedy="把“体系”表的适用对象改为“市级部门”或“县市区”；只想计算得分可用 shuping score",
        )
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    held = _held(session, system)
    if held is not None:
        return _same(held, system)
    kept = keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    version = IndicatorSystemVersion(
        code=system.code,
        name=system.name,
        audience=system.audience,
        version_label=system.version,
        sha256=system.sha256,
        content=system.to_dict(),
        evidence_id=kept.id,
        published_at=clock.now(),
        published_by=actor.name,
    )
    session.add(version)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_SYSTEM_IMPORT,
        object_type="indicator_system_version",
        object_id=str(version.id),
        object_name=f"{system.name} {system.version}",
        after={"sha256": system.sha256, "file": source.name},
        client_key=client_key,
    )
    return version.id or 0


def _held(session: Session, system: IndicatorSystem) -> IndicatorSystemVersion | None:
    """What is published under this code and version."""
    query = select(IndicatorSystemVersion).where(
        IndicatorSystemVersion.code == system.code, IndicatorSystemVersion.version_label == system.version
    )
    return session.exec(query).first()


def _same(held: IndicatorSystemVersion, system: IndicatorSystem) -> int:
    """The id of what is published already, if it is the same to the last character."""
    if IndicatorSystem.from_dict(held.content) == system:
        return held.id or 0
    raise Conflict(
        f"指标体系“{held.name}”的版本“{held.version_label}”已发布并冻结，内容与导入的不同",
        remedy="请在工作簿“体系”表中改用新的版本号，作为新版本导入",
    )
