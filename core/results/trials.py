"""A draft of a system tried on values of a past period: what each unit would have got, beside what it got."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.collection.columns import value_columns
from core.collection.models import ValueSet
from core.collection.queries import usable_set, values_of
from core.collection.values import NA, NOT_APPLICABLE, NUMBER, NotApplicable, Values, build_values
from core.designs.edit import Edit
from core.designs.queries import view_of
from core.errors import Invalid, NotFound, Problem
from core.indicators.checks import check_system
from core.indicators.health import Finding
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import IndicatorSystem
from core.results.drafts import reachable
from core.scoring.discrimination import examine_values
from core.scoring.engine import score
from core.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One unit: points before and after in full marks of what was tried, None where there were none."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """After minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; `blank` are codes and names of metrics the past period has no value for.

    `findings` say whether metrics tell units apart; only a trial of the whole draft has them.
    """

    title: str
    rows: tuple[TrialRow, ...]
    blank: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def trial_sets(*, session: Session, actor: Actor, audience: str) -> list[tuple[int, str]]:
    """Imports of past periods for this kind of unit, by id and name, the newest first."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)
    query = (
        select(ValueSet)
        .join(IndicatorSystemVersion, col(IndicatorSystemVersion.id) == ValueSet.system_version_id)
        .where(col(ValueSet.is_withdrawn).is_(False), IndicatorSystemVersion.audience == audience)
        .order_by(col(ValueSet.id).desc())
    )
    return [(held.id or 0, f"{held.title}（{held.period}）") for held in session.exec(query)]


def trial(*, session: Session, actor: Actor, design_id: int, value_set_id: int) -> Trial:
    """The whole draft on a past period, beside the version the period was scored by.

    Raises `Invalid` naming what keeps the draft from being scored.
    """
    scope = _may_try(session, actor)
    draft = view_of(session, design_id).system
    faults = check_system(draft)
    if faults:
        problems = [Problem(fault.rule, fault.value, fault.remedy) for fault in faults]
        raise Invalid("草案还不能整体试算，请先改正体检红项；单个指标可以在指标树中试算", problems=problems)
    title, old, values = _past(session, value_set_id)
    new = carried(values, draft)
    before, after = score(old, values), score(draft, new)
    names = reachable(session, draft.audience, scope)
    rows = tuple(
        TrialRow(unit.code, names[unit.code], before.total.decimal(at), after.total.decimal(at))
        for at, unit in enumerate(values.units)
        if unit.code in names
    )
    return Trial(title, rows, _blank(draft, new), examine_values(after))


def leaf_trial(
    *, session: Session, actor: Actor, design_id: int, value_set_id: int, leaf: str, edit: Edit | None = None
) -> Trial:
    """One leaf on a past period, as the draft has it and as `edit` would make it; nothing is kept.

    A leaf without full marks yet is tried out of 100. Raises `Invalid` naming what is wrong with the leaf.
    """
    scope = _may_try(session, actor)
    draft = view_of(session, design_id).system
    changed = edit.applied(draft) if edit else draft
    title, _, values = _past(session, value_set_id)
    after = _alone(changed, leaf)
    faults = check_system(after)
    if faults:
        problems = [Problem(fault.rule, fault.value, fault.remedy) for fault in faults]
        raise Invalid(f"指标 {leaf} 还不能试算", problems=problems)
    before = _alone(draft, leaf) if leaf in draft.node_by_code else after
    sound = not check_system(before)
    scored = score(after, carried(values, after))
    held = score(before, carried(values, before)) if sound else None
    names = reachable(session, draft.audience, scope)
    rows = tuple(
        TrialRow(unit.code, names[unit.code], _points(held, at), _points(scored, at))
        for at, unit in enumerate(values.units)
        if unit.code in names
    )
    return Trial(title, rows, _blank(after, scored.values))


def group_rates(
    *, session: Session, actor: Actor, design_id: int, value_set_id: int, codes: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[Fraction, ...], ...]]:
    """Units of a past period, and the part of full marks each would reach in these nodes or metrics.

    What entropy weights are found from; units one of them does not apply to are left out. Raises `Invalid`
    for a draft that cannot be scored yet.
    """
    scope = _may_try(session, actor)
    draft = view_of(session, design_id).system
    faults = check_system(draft)
    if faults:
        problems = [Problem(fault.rule, fault.value, fault.remedy) for fault in faults]
        raise Invalid("草案还不能试算，请先改正体检红项", problems=problems)
    _, _, values = _past(session, value_set_id)
    scores = score(draft, carried(values, draft))
    table = np.column_stack([scores.rates(code) for code in codes])
    names = reachable(session, draft.audience, scope)
    kept = [
        at for at, unit in enumerate(values.units) if unit.code in names and not np.isnan(table[at]).any()
    ]
    return tuple(names[values.units[at].code] for at in kept), tuple(
        tuple(Fraction(round(float(value), 6)).limit_denominator(10**6) for value in table[at]) for at in kept
    )


def carried(values: Values, system: IndicatorSystem) -> Values:
    """The values of one system as far as another one has columns of the same code."""
    columns = {column.code for column in value_columns(system)}
    numbers: dict[tuple[str, str], float | NotApplicable | None] = {}
    for at, column in enumerate(values.columns):
        if column not in columns:
            continue
        for row, unit in enumerate(values.units):
            state = values.states[row, at]
            if state == NUMBER:
                numbers[unit.code, column] = float(values.numbers[row, at])
            elif state == NOT_APPLICABLE:
                numbers[unit.code, column] = NA
    levels = {(item.code, level.name) for item in system.ledger for level in item.levels}
    experts = {metric.code for metric in system.metrics if metric.input == "experts"}
    return build_values(
        system,
        values.units,
        numbers,
        marks=[mark for mark in values.marks if mark.metric in experts],
        ledger=[entry for entry in values.ledger if (entry.item, entry.level) in levels],
    )


def _may_try(session: Session, actor: Actor) -> Scope:
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    return authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)


def _past(session: Session, value_set_id: int) -> tuple[str, IndicatorSystem, Values]:
    held = usable_set(session, value_set_id)
    system = published(session, held.system_version_id)
    return f"{held.title}（{held.period}）", system, values_of(session, value_set_id, system)


def _alone(system: IndicatorSystem, leaf: str) -> IndicatorSystem:
    """A system of this leaf and nothing else, out of the leaf's own full marks."""
    node = system.node_by_code.get(leaf)
    if node is None or system.children(leaf) or node.ledger:
        raise NotFound(f"草案中没有末级指标“{leaf}”", remedy="请从指标树重新选择")
    marks = system.scheme == "marks"
    full = (node.full_marks or Decimal(100)) if marks else system.full_marks
    metrics = system.metrics_of(leaf)
    names = {metric.code for metric in metrics}
    alone = replace(
        node,
        parent="",
        full_marks=full if marks else None,
        weight=None if marks else Fraction(1),
        definition=node.definition or "—",
    )
    return replace(
        system,
        nodes=(alone,),
        metrics=metrics,
        items=tuple(item for item in system.items if item.metric in names),
        events=system.events_of(leaf),
        ledger=(),
        monitored=(),
        full_marks=full,
        bonus_threshold=None,
        least=0,
        availability=None,
        level_digits=system.level_digits[:1],
    )


def _points(scores: Scores | None, row: int) -> Decimal | None:
    """Points of the only leaf, None where it does not apply to the unit or could not be scored."""
    if scores is None or not scores.leaf_scores.applicable[row, 0]:
        return None
    return scores.total.decimal(row)


def _blank(system: IndicatorSystem, values: Values) -> tuple[str, ...]:
    owned: dict[str, list[int]] = {}
    for column in value_columns(system):
        if column.owner in system.metric_by_code and column.role != "experts":
            owned.setdefault(column.owner, []).append(values.column_index[column.code])
    blank = [code for code, places in owned.items() if not (values.states[:, places] != 0).any()]
    return tuple(_name(system, blank))


def _name(system: IndicatorSystem, codes: Sequence[str]) -> list[str]:
    return [f"{code} {system.metric_by_code[code].name}" for code in codes]
