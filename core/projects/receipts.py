"""Signing for a task: the proof that a unit knows what it is asked and until when."""

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import left, record
from core.errors import NotFound
from core.projects.models import Project, ProjectOrganisation, ProjectRound, RoundReceipt
from core.store.moments import moment

SIGN = Permission.PROJECTS_RECEIPT_SIGN


def sign_receipts(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    organisation_id: int,
    client_key: str | None = None,
) -> int:
    """Sign for every task of a project a unit has not signed for; returns how many there were.

    Raises `NotFound` for a unit the project asks nothing of.
    """
    authorise(session=session, actor=actor, permission=SIGN, organisation_id=organisation_id)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return int(done.get("signed", 0))
    unit = session.get(ProjectOrganisation, (project_id, organisation_id))
    if unit is None:
        raise NotFound("该单位不是本项目的考核对象", remedy="请从项目列表重新选择")
    query = (
        select(RoundReceipt)
        .join(ProjectRound, col(ProjectRound.id) == RoundReceipt.round_id)
        .where(
            ProjectRound.project_id == project_id,
            RoundReceipt.organisation_id == organisation_id,
            col(RoundReceipt.signed_at).is_(None),
        )
    )
    rows, at = session.exec(query).all(), moment(session)
    for row in rows:
        row.signed_at, row.signed_by = at, actor.name
    if rows:
        record(
            session=session,
            actor=actor,
            action=SIGN,
            object_type="round_receipt",
            object_id=f"{project_id}:{unit.code}",
            object_name=f"{session.get_one(Project, project_id).name}：{unit.name}签收",
            after={"signed": len(rows)},
            client_key=client_key,
        )
    return len(rows)
