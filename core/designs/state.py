"""What a draft has to show, counted from the database."""

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from core.designs.models import DesignComment, DesignFile, DesignOpinion, SystemDesign
from core.designs.rules import Decision, FileKind, Stage, State
from core.indicators.health import Light, examine
from core.indicators.system import IndicatorSystem


def state_of(session: Session, held: SystemDesign) -> State:
    """Everything the next move of this draft depends on."""
    system = IndicatorSystem.from_dict(held.document)
    comments = select(DesignComment).where(DesignComment.design_id == held.id)
    opinions = select(DesignOpinion).where(
        DesignOpinion.design_id == held.id,
        col(DesignOpinion.agrees).is_(False),
        col(DesignOpinion.withdrawn).is_(False),
    )
    red: tuple[str, ...] = ()
    if held.stage == Stage.SOLICITING:
        found = examine(system, allow_any_depth=False)
        red = tuple(finding.text for finding in found if finding.light is Light.RED)
    return State(
        stage=Stage(held.stage),
        leaves=len(system.leaves),
        comments=(
            _count(session, comments.where(DesignComment.decision == Decision.OPEN)),
            _count(session, comments),
        ),
        arguments=_files(session, held, FileKind.ARGUMENT),
        minutes=_files(session, held, FileKind.MINUTES),
        opinions=(
            _count(session, opinions.where(DesignOpinion.decision == Decision.OPEN)),
            _count(session, opinions),
        ),
        red=red,
    )


def _files(session: Session, held: SystemDesign, kind: FileKind) -> int:
    """Files of a kind attached since the present stage began."""
    query = select(DesignFile).where(
        DesignFile.design_id == held.id, DesignFile.kind == kind, col(DesignFile.at) >= held.stage_since
    )
    return _count(session, query)


def _count(
    session: Session,
    query: SelectOfScalar[DesignComment] | SelectOfScalar[DesignOpinion] | SelectOfScalar[DesignFile],
) -> int:
    return session.exec(select(func.count()).select_from(query.subquery())).one()
