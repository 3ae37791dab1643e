"""The one-page brief of an edition: what it says, as plain words and numbers, before it takes a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.analysis import words
from core.clock import moment_in_words
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit, Headline
from core.results.content import UnitResult
from core.results.findings import Finding

# What fits on one page beside the rest.
ENDS: Final = 3
PROBLEMS: Final = 5
DECISIONS: Final = 4
RANKING: Final = ("名次", "单位", "总分", "较上期", "位次变化", "等次")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Both ends of one board; cells are texts in the order of `RANKING`."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One page. `figures` are (name, value, change); `problems` and `decisions` are whole sentences."""

    title: str
    subtitle: str
    summary: tuple[str, ...]
    basis: str
    figures: tuple[tuple[str, str, str], ...]
    rankings: tuple[Ranking, ...]
    problems: tuple[str, ...]
    decisions: tuple[str, ...]
    lights: tuple[str, ...]
    rule: str
    source: str
    name: str


def brief(view: Cockpit) -> Brief:
    """The brief of a cockpit: the same figures in the same words, for paper and for a phone."""
    edition = view.edition
    return Brief(
        title=edition.title,
        subtitle=f"一页纸简报（{edition.period}{edition.kind_name}）",
        summary=tuple(_summary(headline) for headline in view.headlines),
        basis="；".join(headline.basis for headline in view.headlines) + "。",
        figures=tuple((figure.name, figure.value, figure.change) for figure in view.figures),
        rankings=tuple(_ranking(change) for change in view.boards),
        problems=_sentences(view.problems, PROBLEMS, "本期没有否决、不合格或明显下滑。"),
        decisions=_sentences(view.decisions, DECISIONS, "本期没有需要拍板的事项。"),
        lights=_lights(view),
        rule=view.rule,
        source=f"数据来源：{edition.label}；冻结于 {moment_in_words(edition.frozen_at)}。",
        name=f"{edition.period}{edition.kind_name}一页纸简报-{edition.sha256[:8]}",
    )


def _summary(headline: Headline) -> str:
    movers = [
        f"{mover.unit.short_name}（{mover.text}）"
        for mover in (headline.up, headline.down)
        if mover is not None
    ]
    return "；".join([headline.lead, *movers]) + "。"


def _ranking(change: BoardChange) -> Ranking:
    units = change.view.board.units
    ends = units if len(units) <= 2 * ENDS else (*units[:ENDS], *units[-ENDS:])
    title = f"{change.name}（共 {len(units)} 个，前后各 {ENDS} 位）"
    return Ranking(title, tuple(_row(change, unit) for unit in ends))


def _row(change: BoardChange, unit: UnitResult) -> tuple[str, ...]:
    move = change.moves[unit.code]
    total, gone = f"{unit.total:.2f}", words.signed(move.points)
    return str(unit.rank), unit.short_name, total, gone, words.places(move), unit.grade


def _sentences(found: Sequence[Finding], most: int, none: str) -> tuple[str, ...]:
    if not found:
        return (none,)
    lines = [f"{finding.kind}：{finding.subject}，{finding.text}。" for finding in found[:most]]
    return (*lines, f"另有 {len(found) - most} 条，见系统。") if len(found) > most else tuple(lines)


def _lights(view: Cockpit) -> tuple[str, ...]:
    names = {change.view.board.audience: change.name for change in view.boards}
    found: dict[str, list[str]] = {}
    for row in view.lights:
        for cell in row.cells:
            found.setdefault(names[cell.audience], []).append(
                f"{row.title} {cell.percent}%（{cell.light.value}）"
            )
    return tuple(f"{name}：{'、'.join(cells)}。" for name, cells in found.items())
