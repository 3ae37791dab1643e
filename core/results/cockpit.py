"""What a leader reads in two minutes: who moved and why, six figures, problems, decisions, lights."""

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.analysis import lights, words
from core.analysis.contributions import Part
from core.analysis.lights import Light, Target
from core.analysis.moves import Move, ends
from core.audit.actor import Actor
from core.errors import NotAllowed
from core.results import findings, queries
from core.results.changes import BoardChange, changes
from core.results.content import UnitResult
from core.results.figures import Figure, figures, mean
from core.results.findings import GRAVITY, Finding
from core.results.queries import EditionRow
from core.results.schedule import step_of

# Opened cockpits are small beside the editions they are read from.
KEPT = 24


@dataclass(frozen=True, slots=True)
class Mover:
    """One unit that moved most, with the parts that add up to its change."""

    unit: UnitResult
    move: Move
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """How far and why."""
        return words.moved(self.move, self.parts)


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence of one board: how it stands, who moved most either way; `basis` says against what."""

    audience: str
    lead: str
    up: Mover | None
    down: Mover | None
    basis: str


@dataclass(frozen=True, slots=True)
class LightCell:
    """One light: of which board, the published percentage, its change."""

    audience: str
    percent: Decimal
    change: Decimal | None
    light: Light


@dataclass(frozen=True, slots=True)
class LightRow:
    """One first-level indicator with a light for every board that has it."""

    code: str
    title: str
    cells: tuple[LightCell, ...]


@dataclass(frozen=True, slots=True)
class Cockpit:
    """Everything the cockpit, its exports and the brief show of one edition."""

    edition: EditionRow
    boards: tuple[BoardChange, ...]
    headlines: tuple[Headline, ...]
    figures: tuple[Figure, ...]
    problems: tuple[Finding, ...]
    decisions: tuple[Finding, ...]
    lights: tuple[LightRow, ...]
    rule: str


def cockpit(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    permission: Permission = Permission.ANALYSIS_COCKPIT_READ,
) -> Cockpit:
    """The cockpit of an edition; `NotAllowed` for whoever does not reach the whole city."""
    scope = authorise(session=session, actor=actor, permission=permission)
    if not scope.everything:
        raise NotAllowed(
            "驾驶舱看的是全市，不在您的数据范围内",
            remedy="请在“对比分析”查看本单位；如需查看全市，请联系主管部门调整数据范围",
            permission=permission,
        )
    edition = queries.edition(session=session, edition_id=edition_id)
    # Frozen content and whole reach: the answer is the same for everybody who gets here.
    key = (edition.id, edition.sha256)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    boards = changes(session=session, actor=actor, edition_id=edition_id, permission=permission)
    view = made(edition, boards)
    with _lock:
        _kept[key] = view
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return view


_lock = threading.Lock()
_kept: OrderedDict[tuple[int, str], Cockpit] = OrderedDict()


def made(edition: EditionRow, boards: tuple[BoardChange, ...]) -> Cockpit:
    """The cockpit of these boards; everything in it is read off what is frozen."""
    return Cockpit(
        edition,
        boards,
        tuple(_headline(change) for change in boards),
        figures(boards),
        _in_turn([findings.problems(change) for change in boards]),
        _in_turn([findings.decisions(change) for change in boards]),
        _lights(boards),
        _rule(boards),
    )


def _headline(change: BoardChange) -> Headline:
    board = change.view.board
    now = mean(board)
    gone = f"（较上期 {words.signed(now - mean(change.before))} 分）" if change.before else ""
    first = "、".join(unit.short_name for unit in board.units if unit.rank == 1)
    up, down = (_mover(change, move) if move else None for move in ends(change.moves.values()))
    return Headline(board.audience, f"{change.name}平均 {now} 分{gone}，{first}居首", up, down, change.basis)


def _mover(change: BoardChange, move: Move) -> Mover:
    return Mover(change.view.board.by_code[move.now.code], move, change.reasons(move.now.code))


def _goal(change: BoardChange) -> Target | None:
    return lights.target(change.view.board.system, step_of(change.view.edition.period))


def _rule(boards: tuple[BoardChange, ...]) -> str:
    """The rule beside the lights, a board at a time where they do not share one."""
    rules = {change.name: goal.rule for change in boards if (goal := _goal(change))}
    if not rules:
        return "指标体系没有等次，不设指示灯。"
    if len(set(rules.values())) == 1:
        return next(iter(rules.values()))
    return "".join(f"{name}：{rule}" for name, rule in rules.items())


def _lights(boards: tuple[BoardChange, ...]) -> tuple[LightRow, ...]:
    rows: dict[tuple[str, str], list[LightCell]] = {}
    for change in boards:
        board, goal = change.view.board, _goal(change)
        for node in board.system.nodes_at(1):
            now = None if node.ledger else findings.percent(board, node.code)
            if goal is None or now is None:
                continue
            before = _before(change, node.code)
            gone = None if before is None else now - before[0]
            cell = LightCell(board.audience, now, gone, lights.shown(now, goal, before))
            rows.setdefault((node.code, node.title), []).append(cell)
    return tuple(LightRow(code, title, tuple(cells)) for (code, title), cells in rows.items())


def _before(change: BoardChange, code: str) -> tuple[Decimal, Target] | None:
    """A node's percentage in the earlier edition with what was aimed at then."""
    if change.before is None or change.earlier is None:
        return None
    was = findings.percent(change.before, code)
    goal = lights.target(change.before.system, step_of(change.earlier.period))
    return None if was is None or goal is None else (was, goal)


def _in_turn(lists: list[list[Finding]]) -> tuple[Finding, ...]:
    """By gravity, and among equals one of each board in turn, so that neither hides the other."""
    order: list[tuple[int, int, int, Finding]] = []
    for board, found in enumerate(lists):
        kinds = Counter[str]()
        for finding in found:
            order.append((GRAVITY.index(finding.kind), kinds[finding.kind], board, finding))
            kinds[finding.kind] += 1
    return tuple(finding for *_, finding in sorted(order, key=lambda known: known[:3]))
