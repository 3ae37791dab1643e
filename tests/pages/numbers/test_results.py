"""Board and unit pages: every number of both editions, as a leader, a project manager and a department read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pages.results._unit.losses import WORST
from tests.pages.numbers.shown import NOTHING, WORDS, Shown, holds
from tests.pages.numbers.standing import moved
from tests.pages.numbers.truth import LOW, MIDDLE, TrueBoard, Truth, mean, quantile

READERS = {"郑市长": (), "孙项目": (), "陈填报": ("M05",)}
EDITIONS = (0, 1)


def in_reach(board: TrueBoard, reader: str) -> list[str]:
    return [code for code in board.codes if not READERS[reader] or code in READERS[reader]]


def audiences(truth: Truth, reader: str) -> list[str]:
    return [audience for audience, board in truth.boards.items() if in_reach(board, reader)]


@pytest.mark.parametrize("at", EDITIONS)
@pytest.mark.parametrize("reader", READERS)
def test_every_number_of_the_ranking_is_the_engines(town, desk, reader, at):
    truth, mine = town.truths[at], desk(reader)
    for audience in audiences(truth, reader):
        board = truth.boards[audience]
        codes = in_reach(board, reader)
        gone = [moved(board, town.truths[at - 1].boards[audience], code)[0] if at else 0 for code in codes]
        screen = Shown(mine.open("results/board.py", edition=truth.edition.id, board=audience))
        totals = [board.total(code) for code in codes]
        if READERS[reader]:
            (own,) = codes
            screen.says(board.total(own), board.rank(own), len(board.codes))
        else:
            grades = [board.grade(code) for code in codes]
            each = [grades.count(band.name) for band in board.system.grades]
            screen.says(len(codes), mean(totals), totals[0], totals[-1], *each)
        screen.lists(
            {
                "名次": [[board.rank(code)] for code in codes],
                "单位": WORDS,
                "总分": [[total] for total in totals],
                "位次变化": [[abs(places)] if places else NOTHING for places in gone],
                "等次": WORDS,
                "分组": WORDS,
                "组内名次": [[board.group_rank(code)] for code in codes],
                "基础分": [[board.base(code)] for code in codes],
                "加分": [[bonus] if (bonus := board.bonus(code)) else NOTHING for code in codes],
                "减分": [[taken] if (taken := board.taken(code)) else NOTHING for code in codes],
            }
        )
        assert screen.unclaimed == []
        draws_the_ranking(screen.charts, board, codes, whole=not READERS[reader])


def draws_the_ranking(charts: list[dict], board: TrueBoard, codes: list[str], *, whole: bool) -> None:
    (chart,) = charts
    drawn = {
        facts[0]: (text, x, facts[2])
        for bars in chart["data"]
        for facts, text, x in zip(bars["customdata"], bars["text"], bars["x"], strict=True)
    }
    wanted = {
        code: (f"{board.total(code):.2f}", float(board.total(code)), board.rank(code)) for code in codes
    }
    assert drawn == wanted
    title = chart["layout"]["title"]["text"].split("<br>")[0]
    numbers = [len(codes), mean([board.total(code) for code in codes])] if whole else [board.rank(codes[0])]
    assert holds(title, numbers), title


@pytest.mark.parametrize(("at", "step"), [(0, 9), (1, 3)])
def test_every_number_of_a_units_pages_is_the_engines(town, desk, at, step):
    truth, mine = town.truths[at], desk("郑市长")
    for board in truth.boards.values():
        for code in board.codes[::step]:
            assert reads_the_unit(mine, truth, board, code) == []


@pytest.mark.parametrize("reader", ["孙项目", "陈填报"])
def test_a_manager_and_the_unit_itself_read_the_same(town, desk, reader):
    mine = desk(reader)
    for truth in town.truths:
        assert reads_the_unit(mine, truth, truth.of("M05"), "M05") == []


def reads_the_unit(mine, truth: Truth, board: TrueBoard, code: str) -> list[str]:
    """Losses, points by node, an indicator and a trace of one unit; answers with what nobody claimed."""
    facts = {"edition": truth.edition.id, "unit": code}
    screen = Shown(mine.open("results/unit.py", **facts))
    stands(screen, board, code)
    loses(screen, board, code)
    unclaimed = screen.unclaimed
    draws_the_profile(screen.charts, board, code)
    screen = Shown(mine.open("results/unit.py", **facts, section="指标得分"))
    stands(screen, board, code)
    scores(screen, board, code)
    unclaimed += screen.unclaimed
    # Another indicator and other metrics for every unit, so that all of them are opened by somebody.
    at = board.codes.index(code)
    leaf = board.system.leaves[at % len(board.system.leaves)].code
    screen = Shown(mine.open("results/unit.py", **facts, leaf=leaf))
    stands(screen, board, code)
    opens_the_indicator(screen, board, code, leaf)
    unclaimed += screen.unclaimed
    for metric in [each.code for each in board.system.metrics][at % 20 :: 20]:
        screen = Shown(mine.open("results/unit.py", **facts, metric=metric))
        stands(screen, board, code)
        traces(screen, board, code, metric)
        unclaimed += screen.unclaimed
    return unclaimed


def stands(screen: Shown, board: TrueBoard, code: str) -> None:
    """The sentence and the six figures."""
    total, many = board.total(code), len(board.codes)
    worst = sorted((line for line in board.lines(code) if line.points > 0), key=lambda line: -line.points)[:3]
    names = [line.metric_name or line.leaf_name for line in worst]
    screen.says(total, board.rank(code), many, *(line.points for line in worst), without=filter(None, names))
    screen.says(total)
    screen.says(board.rank(code), many)
    screen.says(board.group_rank(code), len(board.group(code)))
    screen.says(board.bonus(code), -board.taken(code))
    screen.says(board.system.full_marks - total)


def loses(screen: Shown, board: TrueBoard, code: str) -> None:
    """Every line with its sentence, under its leaf and its top node, and their sum."""
    lines, system = board.lines(code), board.system
    full = system.full_marks
    assert sum(line.points for line in lines) == full - board.total(code)
    screen.says(full - board.total(code), full, board.total(code))
    worst = sorted((line for line in lines if line.points > 0), key=lambda line: -line.points)[:WORST]
    if worst:
        screen.lists(
            {
                "失分": [[-line.points] for line in worst],
                "指标": [f"{line.leaf} {line.leaf_name}".strip() or "合理缺项折算" for line in worst],
                "子项": [line.metric_name or "—" for line in worst],
                "建议": [line.suggestion or line.basis or "—" for line in worst],
                "来源": WORDS,
            }
        )
    rest = [line for line in lines if line.kind in ("rescale", "ledger")]
    for top in system.nodes_at(1):
        leaves = [leaf.code for leaf in system.leaves_under(top.code)]
        known = [line for line in lines if line.leaf in leaves and line not in rest]
        lost = sum((line.points for line in known), Decimal(0))
        claims: list = []
        for leaf in leaves:
            own = [line for line in known if line.leaf == leaf]
            claims += [*board.points(code, leaf), *(-line.points for line in own)] if own else []
        if claims:
            screen.says(*board.points(code, top.code), lost, len(known))
            screen.says(*claims, without=[line.sentence for line in known])
    if rest:
        screen.says(len(rest))
        screen.says(*(-line.points for line in rest), without=[line.sentence for line in rest])


def scores(screen: Shown, board: TrueBoard, code: str) -> None:
    """One row a node, beside the group."""
    nodes = [node.code for node in board.system.nodes if not node.ledger]
    group, rates = board.group(code), {node: board.rate(code, node) for node in nodes}

    def column(number):
        return [[number(node)] if rates[node] is not None else NOTHING for node in nodes]

    screen.lists(
        {
            "指标": WORDS,
            "得分": column(lambda node: board.points(code, node)[0]),
            "满分": column(lambda node: board.points(code, node)[1]),
            "得分率": column(rates.get),
            "同组中位": column(lambda node: quantile(board.rates(node, group), MIDDLE)),
            "组内位次": [board.place(code, node, group) for node in nodes],
        }
    )


def opens_the_indicator(screen: Shown, board: TrueBoard, code: str, leaf: str) -> None:
    """Points, a row a metric, and the sentences."""
    points, marks = board.points(code, leaf)
    if not marks:
        return
    lines = [line for line in board.lines(code) if line.leaf == leaf and line.kind != "ledger"]
    metrics = board.system.metrics_of(leaf)
    lost = {line.metric: -line.points for line in lines}
    traces = [board.trace(code, metric.code) for metric in metrics]
    screen.says(points, marks)
    screen.lists(
        {
            "子项": WORDS,
            "占比": [[Fraction(metric.share) / 100] for metric in metrics],
            "得分比例": [NOTHING if t.state in ("na", "dropped") else [t.points] for t in traces],
            "扣分": [[lost.get(metric.code, Decimal(0))] for metric in metrics],
        }
    )
    if lines:
        screen.says(*(-line.points for line in lines), without=[line.sentence for line in lines])


def traces(screen: Shown, board: TrueBoard, code: str, metric: str) -> None:
    """The metric's way from the frozen cells to its points."""
    found = board.trace(code, metric)
    spoken = [found.formula, found.rule_text]
    claims: list = []
    if found.state == "number":
        whole = [Fraction(1)] if found.input == "complement" else []
        division = [found.numerator, found.denominator] if found.numerator is not None else []
        scale = 100 if found.input == "experts" else 1
        claims += [*(whole if division else []), *division, found.value * scale]
    claims += [Fraction(number) for _, number in found.compared]
    if found.share_sum:
        claims += [found.leaf_full, found.points, found.share / 100, found.share_sum / 100]
        claims += [found.contribution, found.leaf_points]
    screen.says(*claims, without=[each for each in spoken if each])
    if found.items:
        screen.lists(
            {
                "清单项": [f"{item.code} {item.name}" for item in found.items],
                "权重 V": [[item.weight] for item in found.items],
                "量化值 P": [
                    [item.mark] if item.applies and item.mark is not None else NOTHING for item in found.items
                ],
            }
        )
    elif found.cases:
        screen.lists(
            {"案例": [case.name for case in found.cases], "案例得分": [[case.score] for case in found.cases]}
        )
    values = board.frozen.values
    cells = [values.numbers[board.row(code), values.column_index[each.column]] for each in found.sources]
    marks = [mark.score for mark in values.marks if (mark.unit, mark.metric) == (code, metric)]
    numbers = marks if found.cases else cells
    if found.sources:
        screen.lists(
            {
                "列": WORDS,
                "内容": [each.label for each in found.sources],
                "数值": [[float(number)] if number == number else NOTHING for number in numbers],
                "出处": WORDS,
            }
        )


def draws_the_profile(charts: list[dict], board: TrueBoard, code: str) -> None:
    """The unit's rates, the quartiles of its group, and how many lie below the median."""
    (chart,) = charts
    spread, middle, own = chart["data"]
    leaves = [leaf.code for leaf in board.system.leaves if board.rate(code, leaf.code) is not None]
    rates = [board.rate(code, leaf) for leaf in leaves]
    group = [board.rates(leaf, board.group(code)) for leaf in leaves]
    medians = [quantile(each, MIDDLE) for each in group]
    assert own["x"] == pytest.approx([float(rate) for rate in rates])
    assert middle["x"] == pytest.approx([float(each) for each in medians])
    assert spread["base"] == pytest.approx([float(quantile(each, LOW)) for each in group])
    for drawn, numbers in ((own, rates), (middle, medians)):
        assert all(holds(text, [number]) for text, number in zip(drawn["customdata"], numbers, strict=True))
    below = sum(rate < median for rate, median in zip(rates, medians, strict=True))
    assert holds(chart["layout"]["title"]["text"].split("<br>")[0], [below])
