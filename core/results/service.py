"""Freezing result editions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.collection.models import ValueSet
from core.collection.queries import usable_set, values_of
from core.errors import Conflict, Invalid, Problem
from core.evidence.models import EvidenceFile
from core.indicators.queries import published
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.results.content import Absent, Board, Source, pack, publish
from core.results.models import EDITION_LABELS, EditionKind, ResultEdition
from core.scoring.engine import score
from core.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """What an edition is called; `code` is unique for good."""

    code: str
    title: str
    period: str
    kind: EditionKind


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is assessed on a board, as code -> (id, short name), and who was excused from it."""

    members: Mapping[str, tuple[int, str]]
    absent: tuple[Absent, ...] = ()


def freeze_edition(
    *,
    session: Session,
    actor: Actor,
    draft: EditionDraft,
    value_set_ids: Sequence[int],
    client_key: str | None = None,
) -> int:
    """Compute the boards of these imports and freeze them; returns the edition's id.

    Raises `Invalid` naming every unit and leaf that cannot be scored yet, or two imports for one board;
    `Conflict` where the code is taken. Nothing is written then.
    """
    authorise(session=session, actor=actor, permission=Permission.RESULTS_EDITION_FREEZE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    _check_draft(session, draft, value_set_ids)
    boards = [computed(session, value_set_id, _assessed_now) for value_set_id in value_set_ids]
    return keep_edition(session, actor, draft, boards, client_key)


def keep_edition(
    session: Session, actor: Actor, draft: EditionDraft, boards: Sequence[Board], client_key: str | None
) -> int:
    """Freeze computed boards, for services that have authorised already; raises as `freeze_edition`."""
    value_set_ids = [board.source.value_set_id for board in boards]
    _check_draft(session, draft, value_set_ids)
    _check_boards(boards)
    content, sha256 = pack(list(boards))
    edition = ResultEdition(
        code=draft.code,
        title=draft.title,
        period=draft.period,
        kind=draft.kind,
        sha256=sha256,
        content=content,
        frozen_at=clock.now(),
        frozen_by=actor.name,
    )
    session.add(edition)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=Permission.RESULTS_EDITION_FREEZE,
        object_type="result_edition",
        object_id=str(edition.id),
        object_name=f"{draft.title}（{EDITION_LABELS[draft.kind]}）",
        after={"sha256": sha256, "value_sets": value_set_ids},
        client_key=client_key,
    )
    return edition.id or 0


def preview(session: Session, value_set_id: int) -> Scores:
    """The scores an import would give, frozen nowhere."""
    held = usable_set(session, value_set_id)
    system = published(session, held.system_version_id)
    return score(system, values_of(session, value_set_id, system))


def _check_draft(session: Session, draft: EditionDraft, value_set_ids: Sequence[int]) -> None:
    faults = [
        Problem(rule=f"“{name}”不能为空", remedy="请填写后再冻结")
        for name, text in (("版次编号", draft.code), ("标题", draft.title), ("考核期", draft.period))
        if not text.strip()
    ]
    if not value_set_ids:
        faults.append(Problem(rule="没有选择指标值", remedy="请至少选择一批指标值"))
    if faults:
        raise Invalid("结果版次未冻结", problems=faults)
    if session.exec(select(ResultEdition.id).where(ResultEdition.code == draft.code)).first() is not None:
        raise Conflict(
            f"版次编号“{draft.code}”已被使用，已冻结的版次不能改写", remedy="请换一个编号作为新版次"
        )


def computed(session: Session, value_set_id: int, roll: Callable[[Session, str], Roll]) -> Board:
    """The board of one import, for services that have authorised already.

    `roll` says for the audience who is assessed. Raises `Invalid` naming what cannot be scored yet.
    """
    held: ValueSet = usable_set(session, value_set_id)
    scores = preview(session, value_set_id)
    _refuse_blocked(scores)
    kept = session.get_one(EvidenceFile, held.evidence_id)
    listed = roll(session, scores.system.audience)
    _refuse_strangers(scores, set(listed.members))
    return Board(
        audience=scores.system.audience,
        system=scores.system,
        source=Source(value_set_id, held.title, held.evidence_id, kept.name, kept.sha256),
        values=scores.values,
        units=publish(scores, dict(listed.members)),
        absent=listed.absent,
    )


def _assessed_now(session: Session, audience: str) -> Roll:
    units = assessed(session, OrganisationKind(audience))
    return Roll({unit.code: (unit.id, unit.short_name or unit.name) for unit in units})


def _refuse_strangers(scores: Scores, assessed_codes: set[str]) -> None:
    """The list of assessed organisations may have changed since the values came in."""
    problems = [
        Problem("已不是考核对象", f"{unit.code} {unit.name}", "请按现在的考核对象名单重新导入指标值")
        for unit in scores.values.units
        if unit.code not in assessed_codes
    ]
    if problems:
        raise Invalid("有单位已不在考核对象名单中，版次未冻结", problems=problems)


def _refuse_blocked(scores: Scores) -> None:
    names = {unit.code: unit.name for unit in scores.values.units}
    nodes = scores.system.node_by_code
    problems = [
        Problem(
            rule=blocked.reason,
            value=f"{names[blocked.unit]} {nodes[blocked.leaf].title if blocked.leaf else ''}".strip(),
            remedy="请补全指标值，或由主管部门核定“不适用”后重新导入",
        )
        for blocked in scores.blocked
    ]
    if problems:
        raise Invalid("有单位的得分还不能确定，版次未冻结", problems=problems)


def _check_boards(boards: Sequence[Board]) -> None:
    audiences = [board.audience for board in boards]
    twice = {audience for audience in audiences if audiences.count(audience) > 1}
    if twice:
        names = "、".join(board.system.audience_name for board in boards if board.audience in twice)
        raise Invalid(
            "同一类考核对象选了两批指标值，版次未冻结",
            problems=[Problem(rule="每类考核对象只能有一批", value=names, remedy="请只保留一批")],
        )
