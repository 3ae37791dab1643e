"""Making drafts, changing them, and moving them through the design process."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from sqlmodel import Session, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.designs.edit import Edit
from core.designs.held import editable, fresh, named, touch, turn
from core.designs.models import DesignComment, DesignFile, DesignMove, DesignOpinion, SystemDesign
from core.designs.rules import Stage, move_problems
from core.designs.state import state_of
from core.errors import Conflict, Invalid, Problem
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import AUDIENCES, SCHEMES, GradeBand, IndicatorSystem

# Grades a new draft begins with; 60 and 80 are in use elsewhere (国办政府网站检查), the rest is ours.
GRADES: Final = (
    GradeBand("A", "优秀", Decimal(90)),
    GradeBand("B", "良好", Decimal(80)),
    GradeBand("C", "合格", Decimal(60)),
    GradeBand("D", "不合格", Decimal(0)),
)
_ASSESSED: Final = ("department", "county")


@dataclass(frozen=True, slots=True)
class DesignDraft:
    """What a new draft is called and whom it is for."""

    code: str
    name: str
    version_label: str
    audience: str
    scheme: str = "marks"


def create_design(
    *,
    session: Session,
    actor: Actor,
    draft: DesignDraft,
    system: IndicatorSystem | None = None,
    client_key: str | None = None,
) -> int:
    """Make a draft, empty or with the content of a workbook; returns its id.

    Raises `Invalid` naming every unfit field, `Conflict` where code and version are taken.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    problems = _draft_problems(draft)
    if problems:
        raise Invalid("体系草案没有建立", problems=problems)
    empty = IndicatorSystem("", "", "", "", (), (), grades=GRADES)
    document = replace(
        system or empty,
        code=draft.code.strip(),
        name=draft.name.strip(),
        version=draft.version_label.strip(),
        audience=draft.audience,
        scheme=system.scheme if system else draft.scheme,
    )
    return _kept(session, actor, document, None, client_key)


def copy_as_design(
    *,
    session: Session,
    actor: Actor,
    version_id: int,
    version_label: str,
    client_key: str | None = None,
) -> int:
    """Copy a published version as the draft of the next one; returns the draft's id."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    source = published(session, version_id)
    label = version_label.strip()
    if not 0 < len(label) <= 30 or label == source.version:
        rule, remedy = "新版本号不能为空，也不能与原版本相同", "例如在原版本号后加一年"
        raise Invalid("没有复制为新版本", problems=[Problem(rule, label, remedy)])
    return _kept(session, actor, replace(source, version=label), version_id, client_key)


def edit_design(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    edit: Edit,
    version: int,
    client_key: str | None = None,
) -> str:
    """Change a draft that is not published; returns the change in a sentence.

    Raises `Invalid` naming the rule the change breaks, `Conflict` saying who was first with what.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return done.reason
    held = editable(session, design_id, version)
    before = IndicatorSystem.from_dict(held.document)
    after = edit.applied(before)
    if after == before:
        return "内容没有变化。"
    sentence = edit.told(before)
    _check_free(session, after, design_id)
    held.document = after.to_dict()
    held.title, held.version_label = after.name, after.version
    touch(held, actor, sentence)
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_EDIT,
        object_type="system_design",
        object_id=str(design_id),
        object_name=named(held),
        before={"sha256": before.sha256},
        after={"sha256": after.sha256},
        reason=sentence,
        client_key=client_key,
    )
    return sentence


def move_design(
    *,
    session: Session,
    actor: Actor,
    design_id: int,
    to: Stage,
    version: int,
    reason: str = "",
    due_on: date | None = None,
    client_key: str | None = None,
) -> str:
    """Move a draft to another stage; publishing is `publish_design`. Returns the sentence that says so.

    Raises `Invalid` naming everything that forbids the move.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_DECIDE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return f"已转为“{to.label}”。"
    held = fresh(session, design_id, version)
    problems = move_problems(state_of(session, held), to, reason, due_on, clock.today())
    if not problems and to is Stage.PUBLISHED:
        problems = [Problem("发布须由主管部门在“发布”一节办理", remedy="请使用“发布体系”")]
    if problems:
        raise Invalid(f"体系草案“{named(held)}”的阶段没有改变", problems=problems)
    if to is Stage.SOLICITING:
        held.due_on = due_on
    turn(session, actor, held, to, reason.strip())
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_DECIDE,
        object_type="system_design",
        object_id=str(design_id),
        object_name=named(held),
        after={"stage": to},
        reason=reason.strip(),
        client_key=client_key,
    )
    return f"已转为“{to.label}”。"


def delete_design(*, session: Session, actor: Actor, design_id: int, version: int) -> str:
    """Delete a draft nobody has worked through yet; returns what it was called.

    Raises `Invalid` counting what refers to it: moves, comments, opinions, files.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_EDIT)
    held = fresh(session, design_id, version)
    used = _references(session, design_id)
    if used:
        rule = f"草案已有{'、'.join(used)}，不能删除"
        remedy = "设计过程须留存；不再使用时退回起草并注明理由即可"
        raise Invalid(f"没有删除“{named(held)}”", problems=[Problem(rule, remedy=remedy)])
    called = named(held)
    session.delete(held)
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_EDIT,
        object_type="system_design",
        object_id=str(design_id),
        object_name=called,
        before={"code": held.code},
    )
    return called


def _kept(
    session: Session,
    actor: Actor,
    system: IndicatorSystem,
    based_on: int | None,
    client_key: str | None,
) -> int:
    _check_free(session, system, None)
    moment = clock.now()
    held = SystemDesign(
        code=system.code,
        title=system.name,
        version_label=system.version,
        audience=system.audience,
        scheme=system.scheme,
        document=system.to_dict(),
        stage_since=moment,
        based_on=based_on,
        created_at=moment,
        created_by=actor.name,
        changed_at=moment,
        changed_by=actor.name,
        last_change="建立草案",
    )
    session.add(held)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_DESIGN_EDIT,
        object_type="system_design",
        object_id=str(held.id),
        object_name=named(held),
        after={"code": held.code, "audience": held.audience, "based_on": based_on},
        client_key=client_key,
    )
    return held.id or 0


def _check_free(session: Session, system: IndicatorSystem, own: int | None) -> None:
    """No other draft and no published version may have this code and version."""
    query = select(SystemDesign.id).where(
        SystemDesign.code == system.code,
        SystemDesign.version_label == system.version,
        SystemDesign.id != (own or 0),
    )
    version = select(IndicatorSystemVersion.id).where(
        IndicatorSystemVersion.code == system.code,
        IndicatorSystemVersion.version_label == system.version,
    )
    for found, what in ((session.exec(query).first(), "草案"), (session.exec(version).first(), "已发布版本")):
        if found is not None:
            raise Conflict(
                f"编码“{system.code}”版本“{system.version}”已有{what}", remedy="请换一个版本号或体系编码"
            )


def _draft_problems(draft: DesignDraft) -> list[Problem]:
    texts = {"体系编码": draft.code, "体系名称": draft.name, "版本": draft.version_label}
    found = [
        Problem(f"“{called}”应为 1 到 60 个字", text.strip(), "请填写")
        for called, text in texts.items()
        if not 0 < len(text.strip()) <= 60
    ]
    if draft.audience not in _ASSESSED:
        allowed = "、".join(AUDIENCES[each] for each in _ASSESSED)
        value = AUDIENCES.get(draft.audience, draft.audience)
        found.append(Problem("适用对象不合规", value, f"可选：{allowed}"))
    if draft.scheme not in SCHEMES:
        found.append(Problem("计分方式不合规", draft.scheme, f"可选：{'、'.join(SCHEMES.values())}"))
    return found


def _references(session: Session, design_id: int) -> list[str]:
    counts = {
        "次阶段变动": select(DesignMove.id).where(DesignMove.design_id == design_id),
        "条论证意见": select(DesignComment.id).where(DesignComment.design_id == design_id),
        "条单位意见": select(DesignOpinion.id).where(DesignOpinion.design_id == design_id),
        "份档案": select(DesignFile.id).where(DesignFile.design_id == design_id),
    }
    numbers = {
        what: session.exec(select(func.count()).select_from(query.subquery())).one()
        for what, query in counts.items()
    }
    return [f" {number} {what}" for what, number in numbers.items() if number]
