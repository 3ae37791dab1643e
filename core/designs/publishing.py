"""The last step of a draft: its notice, and the version it becomes."""

from dataclasses import asdict

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.designs.held import editable, fresh, named, touch, turn
from core.designs.models import SystemDesign
from core.designs.notice import Notice, notice_of, notice_problems
from core.designs.rules import Stage, move_problems
from core.designs.state import state_of
from core.errors import Invalid
from core.evidence.service import XLSX, FileContent
from core.indicators.service import publish_system
from core.indicators.system import IndicatorSystem
from core.indicators.workbook import read_system, write_system


def write_notice(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    notice: Notice,
    version: int,
    client_key: str | None = None,
) -> None:
    """Keep what the notice will say."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    held = editable(session, design_id, version)
    problems = notice_problems(notice)
    if problems:
        raise Invalid("通知没有保存", problems=problems)
    held.notice = asdict(notice)
    touch(held, actor, "修改通知")
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_EDIT,
        object_type="system_design",
        object_id=str(design_id),
        object_name=f"{named(held)}：通知",
        after=asdict(notice),
        client_key=client_key,
    )


def publish_design(
    *, session: Session, actor: Actor, design_id: int, version: int, client_key: str | None = None
) -> int:
    """Publish a draft whose opinions are decided and whose health shows nothing red; returns the version's id.

    The published version keeps the generated workbook; draft, notice and archive are closed from now on.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_PUBLISH)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return _published(session, int(done.object_id))
    held = fresh(session, design_id, version)
    problems = move_problems(state_of(session, held), Stage.PUBLISHED, "", None, clock.today())
    if problems:
        raise Invalid(f"“{named(held)}”没有发布", problems=problems)
    system = IndicatorSystem.from_dict(held.document)
    name = f"{system.name}-{system.version}.xlsx"
    data = write_system(system)
    # What is published is what the workbook says, to the last character.
    version_id = publish_system(
        session=session, actor=actor, system=read_system(data, name), source=FileContent(name, XLSX, data)
    )
    held.notice = asdict(notice_of(held.notice, system))
    held.published_id = version_id
    turn(session, actor, held, Stage.PUBLISHED, "")
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_PUBLISH,
        object_type="system_design",
        object_id=str(design_id),
        object_name=named(held),
        after={"version_id": version_id, "sha256": system.sha256},
        client_key=client_key,
    )
    return version_id


def _published(session: Session, design_id: int) -> int:
    held = session.get(SystemDesign, design_id)
    return (held.published_id if held else 0) or 0
