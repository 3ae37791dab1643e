"""Keeping files and handing them out."""

from dataclasses import dataclass

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise, live_person
from core.audit.actor import Actor
from core.errors import NotAllowed, NotFound
from core.evidence import storage
from core.evidence.kinds import recognised
from core.evidence.models import EvidenceFile, Purpose
from core.evidence.names import clean_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file ready to be sent: its name for the reader, its type and its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as somebody handed it in; what a browser says of its type is not asked."""

    name: str
    data: bytes


def receive(
    *, session: Session, actor: Actor, file: HandedFile, organisation_id: int | None = None
) -> EvidenceFile:
    """Keep evidence somebody handed in, for a service that has authorised and audits the act.

    Its type is what its own bytes are, its name is made safe, the same bytes are kept once.

    Raises:
        Invalid: it is none of the kinds taken, is not what its name says, or is too large.
    """
    kind = recognised(file.name, file.data)
    return keep(
        session=session,
        actor=actor,
        content=FileContent(file.name, kind.media_type, file.data),
        purpose=Purpose.EVIDENCE,
        organisation_id=organisation_id,
    )


def keep(
    *,
    session: Session,
    actor: Actor,
    content: FileContent,
    purpose: Purpose,
    organisation_id: int | None = None,
) -> EvidenceFile:
    """Keep a file that is ours or that a reader has been through; the calling verb authorised and audits."""
    sha256, key = storage.put(content.data)
    kept = EvidenceFile(
        sha256=sha256,
        object_key=key,
        name=clean_name(content.name),
        media_type=content.media_type,
        size=len(content.data),
        purpose=purpose,
        organisation_id=organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    session.add(kept)
    session.flush()
    return kept


def hand_out(*, session: Session, actor: Actor, file_id: int) -> FileContent:
    """The bytes of a kept file, for those whose scope covers what it speaks of.

    An annotated import goes to the one who tried it; a file of all units needs an unlimited scope.
    """
    kept = session.get(EvidenceFile, file_id)
    own = kept is not None and kept.person_id is not None and kept.person_id == actor.person_id
    if kept is not None and own and kept.purpose == Purpose.ANNOTATED:
        # Whoever may import may have their own file back, whether or not they read evidence.
        live_person(session, actor)
        return _content(kept)
    scope = authorise(session=session, actor=actor, permission=Permission.EVIDENCE_FILE_READ)
    if kept is None:
        raise NotFound("没有这个文件", remedy="请从页面上的链接重新打开")
    if kept.purpose == Purpose.ANNOTATED:
        raise NotAllowed("退回的导入文件只有导入人可以下载")
    if not own and not scope.covers(kept.organisation_id):
        raise NotAllowed("该文件不在您的数据范围内", remedy="如需查看，请联系主管部门")
    return _content(kept)


def content_of(session: Session, file_id: int) -> FileContent:
    """A file for services that have authorised already; raises `NotFound`."""
    kept = session.get(EvidenceFile, file_id)
    if kept is None:
        raise NotFound("没有这个文件", remedy="请从页面上的链接重新打开")
    return _content(kept)


def _content(kept: EvidenceFile) -> FileContent:
    return FileContent(kept.name, kept.media_type, storage.get(kept.object_key, kept.sha256))
