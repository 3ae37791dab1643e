"""Both boards of the demonstration as an edition holds them, without a database."""

from functools import cache

from core.results.content import Board, Source, publish
from core.scoring.engine import score
from tests.builders.evaluation import prepared


@cache
def board(audience: str) -> Board:
    """The year's board of an audience; organisations are numbered from 1 in their official order."""
    made = prepared(audience)
    (year,) = made.values
    scores = score(made.system, year.values)
    organisations = {unit.code: (at, unit.name[:4]) for at, unit in enumerate(scores.values.units, start=1)}
    source = Source(1, "年度指标值", 7, year.source.name, "0" * 64)
    return Board(audience, made.system, source, scores.values, publish(scores, organisations))
