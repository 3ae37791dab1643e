"""Letting a written batch of usage logs in."""

from dataclasses import replace

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict
from core.store.locks import serialise
from core.topics.logs import Batch, read_register, write_register


def accept_batch(*, session: Session, actor: Actor, batch: Batch) -> bool:
    """Make a batch visible; False where it was let in before. The register is replaced as the last act.

    Raises `Conflict` where a batch of this name holds something else.
    """
    authorise(session=session, actor=actor, permission=Permission.TOPICS_LOGS_IMPORT)
    serialise(session, "topics.logs")
    held = read_register().batches
    known = next((each for each in held if each.name == batch.name), None)
    if known is not None and known.sha256 != batch.sha256:
        raise Conflict(
            f"批次“{batch.name}”已于 {known.accepted_at[:10]} 导入，内容不同"
            f"（已有 {known.rows:,} 行，校验码 {known.sha256[:8]}；本次 {batch.rows:,} 行，校验码 {batch.sha256[:8]}）",
            remedy="补充的日志请另起批次号",
        )
    key = f"topics:batch:{batch.name}"
    if already_done(session=session, client_key=key) is None:
        record(
            session=session,
            actor=actor,
            action=Permission.TOPICS_LOGS_IMPORT,
            object_type="topic_logs",
            object_id=batch.name,
            object_name=batch.title,
            after={"rows": batch.rows, "sha256": batch.sha256},
            client_key=key,
        )
        session.flush()
    if known is None:
        write_register((*held, replace(batch, accepted_at=clock.now().isoformat())))
    return known is None
