"""A project's year: its quarters' frozen editions and verified tasks rolled up by the published formula."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.analysis.rollup import Annual, RollupRule, annual, quarter_score, task_score
from core.audit.actor import Actor
from core.projects.periods import assessed_days
from core.projects.queries import RoundRow, rounds_of
from core.projects.roll import Member, members_of
from core.projects.rules import RoundKind
from core.projects.tasks import verified_by_quarter
from core.results import queries
from core.results.rounds import round_editions
from core.settings import REFERENCE
from core.store.lists import read_rows


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit's year, with its quarters' task scores beside the evaluations."""

    member: Member
    evaluated: dict[int, Decimal]
    tasks: dict[int, Decimal]
    year: Annual


@dataclass(frozen=True, slots=True)
class ProjectYear:
    """The year of a project as one person may see it; `sources` names the editions by column."""

    rule: RollupRule
    sources: dict[str, str]
    units: tuple[UnitYear, ...]


def rollup_rule(folder: Path = REFERENCE) -> RollupRule:
    """The published parameters."""
    held = {row["代码"]: Decimal(row["值"]) for row in read_rows(folder / "annual_rollup.csv")}
    weights = (held["formal_weight"], held["daily_weight"], held["task_weight"])
    return RollupRule(*weights, int(held["least_quarters"]))


def project_year(*, session: Session, actor: Actor, project_id: int) -> ProjectYear:
    """Roll a project's year up, as far as the actor's scope reaches.

    The formal score is the last formal round's; before there is one the year has none. Of several
    editions of a round the newest counts.
    """
    scope = authorise(session=session, actor=actor, permission=Permission.RESULTS_BOARD_READ)
    rule = rollup_rule()
    editions = round_editions(session=session, actor=actor, project_id=project_id)
    quarters: dict[int, dict[str, Decimal]] = defaultdict(dict)
    formal: dict[str, Decimal] = {}
    sources: dict[str, str] = {}
    for row in rounds_of(session, project_id):
        held = editions.get(row.id, [])
        quarter = _quarter(row)
        if not held or (quarter is None and row.kind is not RoundKind.FORMAL):
            continue
        scores = _scores(session, actor, held[0].id)
        if quarter is not None:
            quarters[quarter], sources[f"{'一二三四'[quarter - 1]}季度"] = scores, held[0].label
        else:
            formal, sources["正式评估"] = scores, held[0].label
    tasks = verified_by_quarter(session, project_id)
    units = [
        _unit(member, quarters, tasks.get(member.id, {}), formal.get(member.code), rule)
        for member in members_of(session, project_id)
        if scope.covers(member.id)
    ]
    return ProjectYear(rule, sources, tuple(units))


def _quarter(row: RoundRow) -> int | None:
    days = assessed_days(row.period)
    is_quarter = row.kind is RoundKind.QUARTERLY and days is not None
    return (days[0].month + 2) // 3 if is_quarter and days else None


def _scores(session: Session, actor: Actor, edition_id: int) -> dict[str, Decimal]:
    views = queries.boards(session=session, actor=actor, edition_id=edition_id)
    return {unit.code: unit.total for view in views for unit in view.units}


def _unit(
    member: Member,
    quarters: dict[int, dict[str, Decimal]],
    verified: dict[int, list[int]],
    formal: Decimal | None,
    rule: RollupRule,
) -> UnitYear:
    evaluated = {
        quarter: scores[member.code] for quarter, scores in quarters.items() if member.code in scores
    }
    tasks = {
        quarter: score for quarter, rates in verified.items() if (score := task_score(rates)) is not None
    }
    daily = {
        quarter: quarter_score(evaluated.get(quarter), tasks.get(quarter), rule) for quarter in range(1, 5)
    }
    return UnitYear(member, evaluated, tasks, annual(daily, formal, rule))
