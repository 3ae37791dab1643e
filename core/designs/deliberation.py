"""What is said of a draft: experts' comments, units' opinions, the archive, and what is decided."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.designs.held import design_row, named
from core.designs.models import DesignComment, DesignFile, DesignOpinion, SystemDesign
from core.designs.rules import Decision, FileKind, Stage, decision_problems, text_problems
from core.errors import Conflict, Invalid, NotFound, Problem
from core.evidence.service import HandedFile, receive
from core.indicators.system import IndicatorSystem
from core.organisations.queries import Unit, assessed
from core.organisations.rules import OrganisationKind

AGREED: Final = "无意见"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided of a comment or an opinion as it was seen."""

    decision: str
    reason: str
    version: int


def comment_on(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    node_code: str,
    text: str,
    client_key: str | None = None,
) -> int:
    """Say something of a node, or of the whole, while experts review; returns the comment's id."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_REVIEW)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    held = _at_stage(session, design_id, Stage.REVIEW, "论证意见没有提交")
    _refuse("论证意见没有提交", text_problems("意见", text))
    comment = DesignComment(
        design_id=design_id,
        node_code=node_code,
        node_name=_node_name(held, node_code),
        text=text.strip(),
        at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    session.add(comment)
    session.flush()
    _record(session, actor, held, comment, Permission.INDICATORS_DESIGN_REVIEW, client_key=client_key)
    return comment.id or 0


def give_opinion(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    node_code: str,
    text: str,
    agrees: bool = False,
    client_key: str | None = None,
) -> int:
    """A unit's answer while opinions are solicited; returns its id.

    The unit is the actor's own. Raises `Invalid` outside the time to answer, `NotAllowed` for people
    who work for none of the units asked.
    """
    held = design_row(session, design_id)
    unit = own_unit(session, actor, held)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    refused = "意见没有提交"
    _at_stage(session, design_id, Stage.SOLICITING, refused)
    if held.due_on is not None and clock.today() > held.due_on:
        rule, remedy = "已过征求意见的截止日期", "请与主管部门联系"
        raise Invalid(refused, problems=[Problem(rule, held.due_on.isoformat(), remedy)])
    _refuse(refused, [] if agrees else text_problems("意见", text))
    opinion = DesignOpinion(
        design_id=design_id,
        organisation_id=unit.id,
        unit_name=unit.name,
        node_code="" if agrees else node_code,
        node_name="" if agrees else _node_name(held, node_code),
        agrees=agrees,
        text=AGREED if agrees else text.strip(),
        at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    session.add(opinion)
    session.flush()
    _record(session, actor, held, opinion, Permission.INDICATORS_OPINION_GIVE, client_key=client_key)
    return opinion.id or 0


def withdraw_opinion(*, session: Session, actor: Actor, opinion_id: int, version: int) -> None:
    """Take an opinion of the own unit back before it is decided."""
    opinion = session.get(DesignOpinion, opinion_id)
    if opinion is None:
        raise NotFound("没有这条意见", remedy="请刷新后重新选择")
    held = design_row(session, opinion.design_id)
    permission = Permission.INDICATORS_OPINION_GIVE
    authorise(session=session, actor=actor, permission=permission, organisation_id=opinion.organisation_id)
    _at_stage(session, opinion.design_id, Stage.SOLICITING, "意见没有撤回")
    _check_seen(opinion, version)
    if opinion.withdrawn or opinion.decision != Decision.OPEN:
        raise Invalid("意见没有撤回", problems=[Problem("意见已裁定或已撤回", remedy="可以另提一条意见")])
    opinion.withdrawn = True
    _record(session, actor, held, opinion, permission)


def decide_comment(
    *, session: Session, actor: Actor, comment_id: int, ruling: Ruling, client_key: str | None = None
) -> None:
    """Decide an expert's comment, with the reason; may be decided again until the draft moves on."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_DECIDE)
    _decide(
        session, actor, session.get(DesignComment, comment_id), Stage.REVIEW, ruling, client_key=client_key
    )


def decide_opinion(
    *, session: Session, actor: Actor, opinion_id: int, ruling: Ruling, client_key: str | None = None
) -> None:
    """Decide a unit's opinion, with the reason the unit will read."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_DECIDE)
    _decide(
        session,
        actor,
        session.get(DesignOpinion, opinion_id),
        Stage.SOLICITING,
        ruling,
        client_key=client_key,
    )


def attach_file(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    kind: FileKind,
    file: HandedFile,
    note: str = "",
    client_key: str | None = None,
) -> int:
    """Put a file into the design archive, where it stays; returns its id there."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    held = design_row(session, design_id)
    if held.stage == Stage.PUBLISHED:
        problem = Problem("体系已发布，档案已封存", remedy="新材料请归入新版本的草案")
        raise Invalid("文件没有归档", problems=[problem])
    kept = receive(session=session, actor=actor, file=file)
    filed = DesignFile(
        design_id=design_id,
        kind=FileKind(kind),
        evidence_id=kept.id or 0,
        name=kept.name,
        note=note.strip()[:200],
        at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    session.add(filed)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_EDIT,
        object_type="design_file",
        object_id=str(filed.id),
        object_name=f"{named(held)}：{filed.kind.label}",
        after={"file": filed.name, "sha256": kept.sha256},
        client_key=client_key,
    )
    return filed.id or 0


def own_unit(session: Session, actor: Actor, held: SystemDesign) -> Unit:
    """The unit of those asked that the actor works for; raises `NotAllowed` or `NotFound`."""
    scope = authorise(session=session, actor=actor, permission=Permission.INDICATORS_OPINION_GIVE)
    asked = assessed(session, OrganisationKind(held.audience))
    own = [unit for unit in asked if not scope.everything and unit.id in scope.organisation_ids]
    if held.due_on is None or not own:
        # A unit learns of drafts it is asked about, and of no others.
        raise NotFound("没有需要贵单位答复的征求意见稿", remedy="请从征求意见列表重新选择")
    return own[0]


def _decide(
    session: Session,
    actor: Actor,
    row: DesignComment | DesignOpinion | None,
    stage: Stage,
    ruling: Ruling,
    *,
    client_key: str | None,
) -> None:
    if already_done(session=session, client_key=client_key) is not None:
        return
    if row is None:
        raise NotFound("没有这条意见", remedy="请刷新后重新选择")
    refused = "裁定没有保存"
    held = _at_stage(session, row.design_id, stage, refused)
    _check_seen(row, ruling.version)
    problems = decision_problems(ruling.decision, ruling.reason)
    if isinstance(row, DesignOpinion) and (row.withdrawn or row.agrees):
        problems = [Problem("意见已撤回或无意见，不需要裁定", remedy="请刷新")]
    _refuse(refused, problems)
    row.decision, row.reason = Decision(ruling.decision), ruling.reason.strip()
    row.decided_at, row.decided_by = clock.now(), actor.name
    _record(session, actor, held, row, Permission.INDICATORS_DESIGN_DECIDE, client_key=client_key)


def _at_stage(session: Session, design_id: int, stage: Stage, refused: str) -> SystemDesign:
    held = design_row(session, design_id)
    if held.stage != stage:
        rule = f"草案现在处于“{Stage(held.stage).label}”，不在“{stage.label}”"
        raise Invalid(refused, problems=[Problem(rule, remedy="请刷新查看当前阶段")])
    return held


def _check_seen(row: DesignComment | DesignOpinion, version: int) -> None:
    if row.version != version:
        by = row.decided_by or row.person_name
        said = f"（{Decision(row.decision).label}：{row.reason or '未写理由'}）" if row.decided_at else ""
        moment = clock.to_minute(row.decided_at or row.at)
        raise Conflict(f"这条意见已由{by}于 {moment} 处理{said}，您的操作没有保存", remedy="请刷新后核对再办")


def _node_name(held: SystemDesign, code: str) -> str:
    if not code:
        return ""
    system = IndicatorSystem.from_dict(held.document)
    names = {node.code: node.title for node in system.nodes}
    names |= {part.code: part.name for part in system.monitored}
    if code not in names:
        raise Invalid("意见没有提交", problems=[Problem("指标树中没有这个指标", code, "请刷新后重新选择")])
    return names[code]


def _refuse(message: str, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(message, problems=problems)


def _record(
    session: Session,
    actor: Actor,
    held: SystemDesign,
    row: DesignComment | DesignOpinion,
    action: Permission,
    *,
    client_key: str | None = None,
) -> None:
    kind = "design_opinion" if isinstance(row, DesignOpinion) else "design_comment"
    about = f"{row.node_code} {row.node_name}".strip() or "整体"
    record(
        session=session,
        actor=actor,
        action=action,
        object_type=kind,
        object_id=str(row.id),
        object_name=f"{named(held)}：{about}",
        after={"text": row.text, "decision": row.decision, "withdrawn": getattr(row, "withdrawn", False)},
        reason=row.reason,
        client_key=client_key,
    )
