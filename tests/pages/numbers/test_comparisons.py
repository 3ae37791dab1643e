"""The three comparisons: every number of both editions, as three kinds of readers read them."""

from fractions import Fraction

import pytest

from tests.pages.numbers.shown import NOTHING, WORDS, Claims, Shown, is_it
from tests.pages.numbers.test_results import READERS, in_reach
from tests.pages.numbers.truth import HIGH, LOW, MIDDLE, TrueBoard, quantile


@pytest.mark.parametrize("reader", READERS)
def test_every_number_of_every_comparison_is_the_engines(town, desk, reader):
    mine = desk(reader)
    for truth in town.truths:
        for audience, board in truth.boards.items():
            codes = in_reach(board, reader)
            nodes = [node.code for node in board.system.nodes if not node.ledger]
            for node in nodes[:: 5 if len(codes) > 1 else 9] if codes else ():
                facts = {"edition": truth.edition.id, "board": audience, "indicator": node}
                screen = Shown(mine.open("analysis/compare.py", mode="peers", **facts))
                compares_the_units(screen, board, node, codes)
                assert screen.left() == []
            for code in codes[::9]:
                screen = Shown(
                    mine.open("analysis/compare.py", mode="within", edition=facts["edition"], unit=code)
                )
                compares_the_indicators(screen, board, code)
                assert screen.left() == []


def compares_the_units(screen: Shown, board: TrueBoard, node: str, codes: list[str]) -> None:
    whole = len(codes) > 1
    all_rates = board.rates(node, board.codes)
    best = sum(all_rates[-3:]) / len(all_rates[-3:])
    around = all_rates if whole else board.rates(node, board.group(codes[0]))
    order = sorted(codes, key=lambda code: board.rate(code, node) or Fraction(-1), reverse=True)
    rates = [board.rate(code, node) for code in order]
    worst = best - [rate for rate in rates if rate is not None][-1]
    gap = [worst * 100] if worst > 0 else []
    quarters = [quantile(around, part) for part in (MIDDLE, LOW, HIGH)]
    screen.says(best, *quarters, *([] if whole else [rates[0]]), *gap)
    places = {"位次": [board.place(code, node, board.codes)[:1] for code in order]} if whole else {}
    known = [rate is not None for rate in rates]
    # Units with the same rate may stand in either order; their numbers are the same but for the marks.
    screen.lists(
        {
            **places,
            "单位": WORDS,
            "得分": points(board, node, order, known, 0),
            "满分": points(board, node, order, known, 1),
            "得分率": [[rate] if there else NOTHING for rate, there in zip(rates, known, strict=True)],
            "距前三平均（百分点）": [
                [100 * (rate - best)] if there and rate < best else NOTHING
                for rate, there in zip(rates, known, strict=True)
            ],
        }
    )
    (chart,) = screen.charts
    bars = chart["data"][0]
    there = [rate for rate in rates if rate is not None]
    assert all(is_it(text, rate) for text, rate in zip(bars["text"], there, strict=True))
    assert bars["x"] == pytest.approx([float(rate) for rate in there])


def points(board: TrueBoard, node: str, codes: list[str], known: list[bool], at: int) -> list[Claims]:
    return [
        [board.points(code, node)[at]] if there else NOTHING for code, there in zip(codes, known, strict=True)
    ]


def compares_the_indicators(screen: Shown, board: TrueBoard, code: str) -> None:
    leaves = [leaf.code for leaf in board.system.leaves]
    rates = {leaf: board.rate(code, leaf) for leaf in leaves}
    known = [leaf for leaf in leaves if rates[leaf] is not None]
    group = {leaf: board.rates(leaf, board.group(code)) for leaf in known}
    behind = sum(rates[leaf] < quantile(group[leaf], MIDDLE) for leaf in known)
    ordered = sorted(rates[leaf] for leaf in known)
    screen.says(len(known), ordered[-1], ordered[0], behind)

    def column(numbers):
        return [numbers(leaf) if leaf in known else NOTHING for leaf in leaves]

    screen.lists(
        {
            "指标": WORDS,
            "得分": column(lambda leaf: board.points(code, leaf)[:1]),
            "满分": column(lambda leaf: board.points(code, leaf)[1:]),
            "得分率": column(lambda leaf: [rates[leaf]]),
            "同组中位": column(lambda leaf: [quantile(group[leaf], MIDDLE)]),
            "同组四分位": column(lambda leaf: [quantile(group[leaf], LOW), quantile(group[leaf], HIGH)]),
        }
    )


@pytest.mark.parametrize("reader", READERS)
def test_every_number_over_the_periods_is_the_engines(town, desk, reader):
    mine, (first, last) = desk(reader), town.truths
    for code in READERS[reader] or ("M05", "M26", "371402"):
        for indicator in ("", "B2", "C12"):
            facts = {
                "edition": last.edition.id,
                "unit": code,
                **({"indicator": indicator} if indicator else {}),
            }
            screen = Shown(mine.open("analysis/compare.py", mode="periods", **facts))
            numbers = [period(truth.of(code), code, indicator) for truth in (first, last)]
            screen.says(numbers[1][0] - numbers[0][0])
            names = ("得分", "满分", "得分率", "同组中位", "名次")
            columns = {
                name: [[row[at]] if row[at] is not None else NOTHING for row in numbers]
                for at, name in enumerate(names)
            }
            screen.lists({"考核期": WORDS, **columns, "与上期": WORDS})
            assert screen.left() == []


def period(board: TrueBoard, code: str, node: str) -> tuple:
    """Points, marks, rate, median of the group, and of totals the rank."""
    group = board.group(code)
    if node:
        median = quantile(board.rates(node, group), MIDDLE)
        return (*board.points(code, node), board.rate(code, node), median, None)
    full = board.system.full_marks
    totals = sorted(Fraction(board.total(other)) / Fraction(full) for other in group)
    total = board.total(code)
    return total, full, Fraction(total) / Fraction(full), quantile(totals, MIDDLE), board.rank(code)
