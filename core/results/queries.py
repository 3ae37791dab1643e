"""Reads of frozen editions: each asks for the actor's scope and shows no more than it covers."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.errors import NotAllowed, NotFound, Unavailable
from core.projects.models import Project, ProjectRound
from core.results.content import Absent, Board, UnitResult, unpack
from core.results.models import EDITION_LABELS, EditionKind, ResultEdition, RoundEdition
from core.scoring.trace import Trace, trace

# A year of editions; each is a few megabytes once opened.
OPENED = 12
# Invented figures say so wherever they are shown: in the title, and where only the period is named.
DEMO_MARK = "（演示）"
# The same for what a rehearsal project brought about.
REHEARSAL_MARK = "（练习）"


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition as lists and footers show it."""

    id: int
    code: str
    title: str
    period: str
    kind: str
    sha256: str
    frozen_at: datetime
    frozen_by: str
    is_rehearsal: bool = False

    @property
    def kind_name(self) -> str:
        """初评版, 公示版, 通报版 or 更正版, marked where it was only practised."""
        return EDITION_LABELS[EditionKind(self.kind)] + (REHEARSAL_MARK if self.is_rehearsal else "")

    @property
    def mark(self) -> str:
        """What stands under a chart: period, kind and the first characters of the hash."""
        # The mark of a rehearsal is part of the kind's name.
        demo = DEMO_MARK if DEMO_MARK in self.title else ""
        return f"{self.period}{self.kind_name}{demo} · 校验码 {self.sha256[:8]}"

    @property
    def label(self) -> str:
        """What stands in footers: title, kind and the first characters of the hash."""
        return f"{self.title}（{self.kind_name}，校验码 {self.sha256[:8]}）"


@dataclass(frozen=True, slots=True)
class BoardView:
    """One board as one person may see it: the units in reach, and how many there are in all."""

    edition: EditionRow
    board: Board
    units: tuple[UnitResult, ...]
    scope_key: tuple[bool, tuple[int, ...]]
    # Who was excused from the round, as far as they are in reach.
    absent: tuple[Absent, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every unit of the board is in reach."""
        return len(self.units) == len(self.board.units)


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit's result, with the board it stands in for group comparisons."""

    edition: EditionRow
    board: Board
    unit: UnitResult


def editions(
    *,
    session: Session,
    actor: Actor,
    permission: Permission = Permission.RESULTS_BOARD_READ,
    rehearsals: bool = False,
) -> list[EditionRow]:
    """Every frozen edition that counts, the newest first; with `rehearsals` those only practised as well."""
    authorise(session=session, actor=actor, permission=permission)
    query = edition_columns()
    if not rehearsals:
        query = query.where(col(ResultEdition.id).not_in(_rehearsed()))
    return [EditionRow(*row) for row in session.execute(query.order_by(col(ResultEdition.id).desc()))]


def edition_page(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    kind: str = "",
    offset: int = 0,
    limit: int | None = 20,
    permission: Permission = Permission.RESULTS_BOARD_READ,
) -> tuple[list[EditionRow], int]:
    """One page of every frozen edition whose code, title or period holds `text`, the newest first, and how many."""
    authorise(session=session, actor=actor, permission=permission)
    query = edition_columns()
    if text:
        places = (ResultEdition.code, ResultEdition.title, ResultEdition.period)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if kind:
        query = query.where(ResultEdition.kind == kind)
    total = int(session.execute(select(func.count()).select_from(query.subquery())).scalar_one())
    page = query.order_by(col(ResultEdition.id).desc()).offset(offset).limit(limit)
    return [EditionRow(*row) for row in session.execute(page)], total


def edition_columns(*before: Any) -> Any:
    """The query that fills `EditionRow`, after other columns where some are wanted first."""
    named = [name for name in EditionRow.__dataclass_fields__ if name != "is_rehearsal"]
    columns: list[Any] = [*before, *(getattr(ResultEdition, name) for name in named)]
    columns.append(col(ResultEdition.id).in_(_rehearsed()))
    return select(*columns)


def _rehearsed() -> Any:
    return (
        select(RoundEdition.edition_id)
        .join(ProjectRound, col(ProjectRound.id) == RoundEdition.round_id)
        .join(Project, col(Project.id) == ProjectRound.project_id)
        .where(col(Project.is_rehearsal))
    )


def boards(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    permission: Permission = Permission.RESULTS_BOARD_READ,
) -> list[BoardView]:
    """The boards of an edition in which the actor reaches at least one unit."""
    scope = authorise(session=session, actor=actor, permission=permission)
    edition = _edition(session, edition_id)
    return [view for board in _opened(session, edition) if (view := _view(edition, board, scope)).units]


def board(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    audience: str,
    permission: Permission = Permission.RESULTS_BOARD_READ,
) -> BoardView:
    """One board as the actor may see it; raises `NotFound` where nothing of it is in reach."""
    views = boards(session=session, actor=actor, edition_id=edition_id, permission=permission)
    found = next((view for view in views if view.board.audience == audience), None)
    if found is None:
        raise NotFound("该版次没有您可以查看的这一榜", remedy="请从排名榜重新选择")
    return found


def unit(
    *,
    session: Session,
    actor: Actor,
    edition_id: int,
    unit_code: str,
    permission: Permission = Permission.RESULTS_UNIT_READ,
) -> UnitView:
    """One unit's result; outside the actor's scope it is refused, known or not."""
    scope = authorise(session=session, actor=actor, permission=permission)
    edition = _edition(session, edition_id)
    for held in _opened(session, edition):
        found = held.by_code.get(unit_code)
        if found is not None and scope.covers(found.organisation_id):
            return UnitView(edition, held, found)
        away = next((each for each in held.absent if each.code == unit_code), None)
        if away is not None and scope.covers(away.organisation_id):
            raise NotFound(f"{away.name}本期缺考核，没有得分（{away.reason}）", remedy="请选择其他版次查看")
    raise NotAllowed(
        "没有这个单位，或不在您的数据范围内",
        remedy="如需查看，请联系主管部门调整数据范围",
        permission=permission,
    )


def metric_trace(view: UnitView, metric_code: str) -> Trace:
    """A metric of a unit that was read above, down to numerator, denominator and source cell."""
    if metric_code not in view.board.system.metric_by_code:
        raise NotFound(f"指标体系中没有子项“{metric_code}”", remedy="请从单位得分页选择子项")
    return trace(view.board.scores, view.unit.code, metric_code)


def latest(*, session: Session, actor: Actor) -> EditionRow | None:
    """The edition people mean when they do not say which."""
    found = editions(session=session, actor=actor)
    return found[0] if found else None


def edition(*, session: Session, edition_id: int) -> EditionRow:
    """One edition's row; whoever asks has authorised already. Raises `NotFound`."""
    return _edition(session, edition_id)


def _view(edition: EditionRow, held: Board, scope: Scope) -> BoardView:
    units = tuple(unit for unit in held.units if scope.covers(unit.organisation_id))
    absent = tuple(unit for unit in held.absent if scope.covers(unit.organisation_id))
    return BoardView(edition, held, units, scope.key, absent)


def _edition(session: Session, edition_id: int) -> EditionRow:
    row = session.execute(edition_columns().where(col(ResultEdition.id) == edition_id)).first()
    if row is None:
        raise NotFound("没有这个结果版次", remedy="请从排名榜重新选择")
    return EditionRow(*row)


_lock = threading.Lock()
_cache: OrderedDict[str, tuple[Board, ...]] = OrderedDict()


def _opened(session: Session, edition: EditionRow) -> tuple[Board, ...]:
    """The boards of an edition; frozen content is the same for everybody, scopes are applied above."""
    with _lock:
        held = _cache.get(edition.sha256)
        if held is not None:
            _cache.move_to_end(edition.sha256)
            return held
    content = session.exec(select(ResultEdition.content).where(ResultEdition.id == edition.id)).one()
    try:
        held = unpack(content, edition.sha256)
    except ValueError as error:
        raise Unavailable(str(error), remedy="请立即联系系统管理员，从备份核对该版次") from error
    with _lock:
        _cache[edition.sha256] = held
        while len(_cache) > OPENED:
            _cache.popitem(last=False)
    return held
