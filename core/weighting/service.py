"""Keeping how weights were found."""

from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, Problem
from core.indicators.canonical import plain
from core.indicators.queries import published
from core.weighting.methods import METHODS, Combined, Inputs, method_of
from core.weighting.models import WeightingRecord
from core.weighting.outcome import Weights, outcome_of
from core.weighting.queries import WeightingView, fingerprint_of, opened
from core.weighting.target import Target, target_of

# What may be combined with what.
SUBJECTIVE: Final = ("experts", "ahp")
OBJECTIVE: Final = ("entropy",)


@dataclass(frozen=True, slots=True)
class Weighing:
    """A group, what its weights are to be found from, and of which published version, if it is one."""

    target: Target
    inputs: Inputs
    version_id: int | None = None
    note: str = ""


def record_weighting(
    *, session: Session, actor: Actor, weighing: Weighing, client_key: str | None = None
) -> int:
    """Weigh a group and keep inputs and result for good; returns the record's id.

    The result is computed here, whatever a screen has shown, and no indicator system is changed by it.
    Raises `Invalid` with every fault of the inputs (judgements whose consistency ratio is not below 0.1
    among them, with the cells that do not fit), `Conflict` where the group is not the published one.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_WEIGHTS_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    _check_version(session, weighing)
    kept = _computed(session, actor, weighing)
    session.add(kept)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=Permission.INDICATORS_WEIGHTS_EDIT,
        object_type="weighting_record",
        object_id=str(kept.id),
        object_name=f"{kept.system_title}：{kept.group_name}（{METHODS[kept.method]}）",
        after={"method": METHODS[kept.method], "group": kept.group_code, "sha256": kept.sha256},
        reason=kept.note,
        client_key=client_key,
    )
    return kept.id or 0


def _computed(session: Session, actor: Actor, weighing: Weighing) -> WeightingRecord:
    target, inputs = weighing.target, weighing.inputs
    outcome, facts = outcome_of(target, inputs, _earlier(session, target, inputs))
    content: dict[str, Any] = {
        "target": plain(target),
        "inputs": plain(inputs),
        "result": {"outcome": plain(outcome), "facts": plain(facts)},
    }
    kept = WeightingRecord(
        system_code=target.system_code,
        system_title=target.system_title,
        version_id=weighing.version_id,
        group_code=target.group,
        group_name=target.group_name,
        method=method_of(inputs),
        note=weighing.note.strip(),
        recorded_at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name,
        sha256="",
        **content,
    )
    kept.sha256 = fingerprint_of(kept)
    return kept


def _check_version(session: Session, weighing: Weighing) -> None:
    """A group said to be of a published version must be the one that was published."""
    if weighing.version_id is None:
        return
    system = published(session, weighing.version_id)
    if target_of(system, weighing.target.group) != weighing.target:
        raise Conflict(
            f"“{weighing.target.group_name}”这一组与已发布的“{system.name} {system.version}”不一致",
            remedy="请重新打开指标体系再定权；对草稿定权时不选版本",
        )


def _earlier(session: Session, target: Target, inputs: Inputs) -> dict[int, Weights]:
    """The weights a combination rests on, read from their records."""
    if not isinstance(inputs, Combined):
        return {}
    views = {each: opened(session, each) for each in (inputs.subjective, inputs.objective)}
    problems = [
        problem for each, view in views.items() for problem in _unfit(target, each, view, inputs.objective)
    ]
    if inputs.subjective == inputs.objective:
        problems.append(Problem("主观和客观权重是同一条记录", str(inputs.subjective), "各选一条"))
    if problems:
        raise Invalid("两条定权记录不能组合", problems=problems)
    return {each: view.outcome.weights for each, view in views.items()}


def _unfit(target: Target, record_id: int, view: WeightingView, objective: int) -> list[Problem]:
    """Why a record is no part of this combination."""
    found = []
    of_target = (target.system_code, target.group, target.items)
    if (view.target.system_code, view.target.group, view.target.items) != of_target:
        rule = f"第 {record_id} 号记录不是这一组指标的权重"
        found.append(Problem(rule, view.target.group_name, "选同一体系、同一组、指标相同的记录"))
    allowed = OBJECTIVE if record_id == objective else SUBJECTIVE
    if view.row.method not in allowed:
        wanted = "、".join(METHODS[method] for method in allowed)
        kind = "客观" if record_id == objective else "主观"
        found.append(Problem(f"{kind}权重应取自{wanted}", METHODS[view.row.method], "另选一条记录"))
    return found
