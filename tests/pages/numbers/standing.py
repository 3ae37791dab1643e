"""What the cockpit and the brief claim of an edition beside the one before, counted from the engine's answers."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from core.collection.values import BLANK
from core.results import cockpit
from core.results.changes import BoardChange
from core.results.findings import Finding
from core.results.queries import BoardView
from tests.pages.numbers.shown import NOTHING, Claim, Claims
from tests.pages.numbers.truth import TrueBoard, Truth, mean

PASS = 60
FALL = 5


class Standing:
    """One edition beside the one before; without one, nothing is compared."""

    def __init__(self, truth: Truth, before: Truth | None) -> None:
        self.truth = truth
        self.boards = list(truth.boards.values())
        self.was = [before.boards[audience] if before else None for audience in truth.boards]
        self.compared = before is not None
        # Who is named, and for what, is the product's choice of the recomputed boards; the numbers are not.
        self.view = cockpit.made(truth.edition, tuple(self._changes(before)))

    def _changes(self, before: Truth | None):
        for audience, board in self.truth.boards.items():
            view = BoardView(self.truth.edition, board.again, board.again.units, (True, ()))
            earlier = (before.edition, before.boards[audience].again) if before else (None, None)
            yield BoardChange(view, *earlier)

    @property
    def pairs(self) -> list[tuple[TrueBoard, TrueBoard | None]]:
        """Every board with the same board before."""
        return list(zip(self.boards, self.was, strict=True))

    def headlines(self) -> list[list[Claim]]:
        """Averages with their change, and the movers' places, ranks, points and parts, board by board."""
        return [
            self._headline(board, was, line)
            for (board, was), line in zip(self.pairs, self.view.headlines, strict=True)
        ]

    def _headline(self, board: TrueBoard, was: TrueBoard | None, line: cockpit.Headline) -> list[Claim]:
        if was is None:
            return [average(board)]
        claims: list[Claim] = [average(board), average(board) - average(was)]
        for mover in (line.up, line.down):
            if mover is not None:
                code = mover.unit.code
                places, points = moved(board, was, code)
                claims += [abs(places), board.rank(code), points, *parts(mover.text, board, was, code)]
        return claims

    def figures(self) -> list[list[Claim]]:
        """The six figures, each with its change; one without a number claims none."""
        pairs = [(board, was) for board, was in self.pairs if was is not None]
        was = [board for _, board in pairs]
        places = [moved(a, b, code)[0] for a, b in pairs for code in a.codes if code in b.short]
        up, down = sum(each > 0 for each in places), sum(each < 0 for each in places)
        bonus, taken = ledger(self.boards)
        before = ledger(was)
        return [
            [*map(average, self.boards), *(average(a) - average(b) for a, b in pairs)],
            [board.total(board.codes[0]) for board in self.boards],
            [PASS, *self._counted(failing(self.boards), failing(was))],
            self._counted(silent(self.boards), silent(was)),
            [bonus, -taken, *([bonus - before[0], taken - before[1]] if self.compared else [])],
            [up, down, len(places) - up - down] if self.compared else [],
        ]

    def _counted(self, now: int, was: int) -> list[Claim]:
        """A count with its change, which is a word where there is none."""
        return [now, now - was] if self.compared and now != was else [now]

    def findings(self, found: Sequence[Finding]) -> list[list[Claim]]:
        """The numbers of problems or decisions, line by line."""
        boards = {board.frozen.audience: pair for board, pair in zip(self.boards, self.pairs, strict=True)}
        return [_numbers(finding, *boards[finding.audience]) for finding in found]

    def rows(self, board: TrueBoard, was: TrueBoard | None) -> list[list[Claims]]:
        """Both ends of a board: rank, total, points gained, places moved."""
        found = []
        for code in (*board.codes[:3], *board.codes[-3:]):
            places, points = moved(board, was, code) if was else (0, None)
            found.append(
                [
                    [board.rank(code)],
                    [board.total(code)],
                    NOTHING if points is None else [points],
                    [abs(places)] if places else NOTHING,
                ]
            )
        return found

    def lamp(self, board: TrueBoard, was: TrueBoard | None, top: str) -> Claims:
        """The mean reached part of a first-level node, and its change in points of a per cent."""
        now = percent(board, top)
        gone = now - percent(was, top) if was else Decimal(0)
        return [Fraction(now) / 100, gone] if gone else [Fraction(now) / 100]


def rounded(number: Fraction, digits: int) -> Decimal:
    """A mean as it is published: changes are taken between published means."""
    ticks = int(abs(number) * 10**digits + Fraction(1, 2))
    return (Decimal(ticks) * (1 if number >= 0 else -1)).scaleb(-digits)


def average(board: TrueBoard) -> Decimal:
    """The mean of the totals."""
    return rounded(mean([board.total(code) for code in board.codes]), 2)


def percent(board: TrueBoard, node: str) -> Decimal:
    """The mean rate of a node, in per cent."""
    rates = board.rates(node, board.codes)
    return rounded(100 * sum(rates) / len(rates), 1)


def moved(now: TrueBoard, before: TrueBoard, code: str) -> tuple[int, Decimal]:
    """Places and points gained."""
    return before.rank(code) - now.rank(code), now.total(code) - before.total(code)


def parts(text: str, now: TrueBoard, before: TrueBoard, code: str) -> list[Claim]:
    """The named causes: by how much less each indicator lost than before, and what all others add up to."""
    if "主要是" not in text:
        return []
    losses: dict[str, Decimal] = {}
    for sign, board in ((-1, now), (1, before)):
        for line in board.lines(code):
            name = {"ledger": "加减分", "rescale": "合理缺项折算"}.get(line.kind, line.leaf_name)
            losses[name] = losses.get(name, Decimal(0)) + sign * line.points
    named = sorted((name for name in losses if f"{name} " in text.split("主要是")[1]), key=text.rindex)
    rest = moved(now, before, code)[1] - sum(losses[name] for name in named)
    return [losses[name] for name in named] + ([rest] if rest else [])


def failing(boards: Sequence[TrueBoard]) -> int:
    """Units below the bound."""
    return sum(board.total(code) < PASS for board in boards for code in board.codes)


def silent(boards: Sequence[TrueBoard]) -> int:
    """Metrics nobody reported and leaves that could not be scored."""
    units = [(board, code) for board in boards for code in board.codes]
    blocked = sum(line.kind == "blocked" for board, code in units for line in board.lines(code))
    return blocked + sum(unreported(board, code) for board, code in units)


def unreported(board: TrueBoard, code: str) -> int:
    """The metrics of a unit for which every frozen cell is blank."""
    values = board.frozen.values
    marked = {mark.metric for mark in values.marks if mark.unit == code}
    blank: dict[str, bool] = {}
    for column, at in values.column_index.items():
        metric = column.split("/")[0].split("#")[0]
        blank[metric] = blank.get(metric, True) and bool(values.states[board.row(code), at] == BLANK)
    return sum(metric not in marked and blank.get(metric, False) for metric in board.system.metric_by_code)


def ledger(boards: Sequence[TrueBoard]) -> tuple[Decimal, Decimal]:
    """All that was given and all that was taken."""
    each = [(board.bonus(code), board.taken(code)) for board in boards for code in board.codes]
    return sum((bonus for bonus, _ in each), Decimal(0)), sum((taken for _, taken in each), Decimal(0))


def _numbers(finding: Finding, board: TrueBoard, was: TrueBoard | None) -> list[Claim]:
    """What each kind of finding counts."""
    code = finding.unit
    match finding.kind:
        case "不合格":
            losses: dict[str, Decimal] = {}
            for line in board.lines(code):
                if line.kind not in ("rescale", "ledger"):
                    losses[line.leaf] = losses.get(line.leaf, Decimal(0)) + line.points
            return [board.total(code), PASS, max(losses.values())]
        case "下滑" if was is not None:
            places, points = moved(board, was, code)
            return [abs(places), board.rank(code), points, *parts(finding.text, board, was, code)]
        case "约谈" if was is not None:
            return [abs(moved(board, was, code)[0]), FALL]
        case "短板指标":
            return [Fraction(percent(board, finding.leaf)) / 100]
        case "未报数据":
            each = [unreported(board, code) for code in board.codes]
            return [sum(count > 0 for count in each), sum(each)]
        case _:
            return []
