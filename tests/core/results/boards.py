"""Both boards of the demonstration as an edition holds them, without a database."""

from dataclasses import replace
from functools import cache

from core.indicators.system import IndicatorSystem
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit, made
from core.results.content import Board, Source, publish
from core.results.models import EditionKind
from core.scoring.engine import score
from tests.builders.evaluation import prepared
from tests.builders.periods import altered


@cache
def board(audience: str) -> Board:
    """The year's board of an audience; organisations are numbered from 1 in their official order."""
    made = prepared(audience)
    (year,) = made.values
    scores = score(made.system, year.values)
    organisations = {unit.code: (at, unit.name[:4]) for at, unit in enumerate(scores.values.units, start=1)}
    source = Source(1, "年度指标值", 7, year.source.name, "0" * 64)
    return Board(audience, made.system, source, scores.values, publish(scores, organisations))


@cache
def earlier_board(audience: str) -> Board:
    """The board a period before, by the same system."""
    now = board(audience)
    organisations = {unit.code: (unit.organisation_id, unit.short_name) for unit in now.units}
    scores = score(now.system, altered(now.values))
    return Board(audience, now.system, now.source, scores.values, publish(scores, organisations))


def redefined(system: IndicatorSystem, code: str) -> IndicatorSystem:
    """The same system in a new version in which one leaf is measured another way."""
    nodes = tuple(
        replace(node, definition=f"{node.definition}（新口径）") if node.code == code else node
        for node in system.nodes
    )
    return replace(system, version="2021", nodes=nodes)


def change(audience: str, *, compared: bool = True) -> BoardChange:
    """A board beside the board before, or alone."""
    from tests.core.charts.views import EDITION, board_view

    row = replace(EDITION, id=0, period="2020年三季度", kind=EditionKind.CIRCULATED)
    view = board_view(audience)
    return BoardChange(view, row, earlier_board(audience)) if compared else BoardChange(view, None, None)


def city(*, compared: bool = True) -> Cockpit:
    """Both boards as the cockpit shows them, without a database."""
    both = tuple(change(audience, compared=compared) for audience in ("department", "county"))
    return made(both[0].view.edition, both)
