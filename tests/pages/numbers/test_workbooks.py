"""Every exported workbook holds the engine's numbers, as far as each reader reaches, and no other number."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from core.documents import analysis_exports, exports
from tests.pages.numbers.sheets import Row, differences, exported
from tests.pages.numbers.shown import NOTHING, WORDS, holds
from tests.pages.numbers.standing import average, moved, percent
from tests.pages.numbers.test_results import READERS, audiences, in_reach
from tests.pages.numbers.truth import HIGH, LOW, MIDDLE, TrueBoard, quantile


def names(board: TrueBoard, codes: Sequence[str]) -> list[str]:
    known = {unit.code: unit.name for unit in board.scores.values.units}
    return [known[code] for code in codes]


@pytest.mark.parametrize("reader", READERS)
def test_the_ranking_and_its_leaf_points(town, reader):
    for truth in town.truths:
        for audience in audiences(truth, reader):
            board = truth.boards[audience]
            codes = in_reach(board, reader)
            found = exported(town, reader, exports.board_file, edition_id=truth.edition.id, audience=audience)
            assert set(found) == {"排名", "指标得分"}
            ranks = [[board.rank(code)] for code in codes]
            assert not differences(
                found["排名"],
                {
                    "名次": ranks,
                    "代码": codes,
                    "单位": WORDS,
                    "分组": WORDS,
                    "组内名次": [[board.group_rank(code)] for code in codes],
                    "基础分": [[board.base(code)] for code in codes],
                    "加分": [[board.bonus(code)] for code in codes],
                    "减分": [[board.taken(code)] for code in codes],
                    "总分": [[board.total(code)] for code in codes],
                    "等次": [board.grade(code) for code in codes],
                },
            )
            leaves = {
                f"{leaf.code} {leaf.title}": [board.reached(code, leaf.code) for code in codes]
                for leaf in board.system.leaves
            }
            assert not differences(found["指标得分"], {"名次": ranks, "代码": codes, "单位": WORDS, **leaves})


@pytest.mark.parametrize("reader", READERS)
def test_a_unit_with_its_losses_and_its_metrics(town, reader):
    for truth in town.truths:
        for audience in audiences(truth, reader):
            board = truth.boards[audience]
            for code in in_reach(board, reader)[::12]:
                facts = {"edition_id": truth.edition.id, "unit_code": code}
                found = exported(town, reader, exports.unit_file, **facts)
                assert set(found) == {"得分", "扣分说明", "子项明细"}
                assert points_of_nodes(found["得分"], board, code) == []
                losses(found["扣分说明"], board, code)
                assert metrics(found["子项明细"], board, code) == []


def points_of_nodes(table: list[Row], board: TrueBoard, code: str) -> list[str]:
    system = board.system
    standing = f"等次 {board.grade(code)}，第 {board.rank(code)} 名，组内第 {board.group_rank(code)} 名"
    nodes = [node for node in system.nodes if not node.ledger]
    full = [system.full_marks]
    first = [NOTHING, full, NOTHING, full, [system.bonus_cap], [-system.deduction_cap]]
    sums = [[board.total(code)], NOTHING, [board.base(code)], [board.bonus(code)], [-board.taken(code)]]
    return differences(
        table,
        {
            "编码": [code, *[NOTHING] * 5, *(node.code for node in nodes)],
            "指标": [NOTHING, NOTHING, standing, *[NOTHING] * 3, *[NOTHING] * len(nodes)],
            "得分": [NOTHING, *sums, *(board.reached(code, node.code) for node in nodes)],
            "满分": [
                *first,
                *([points[1]] if (points := board.points(code, n.code))[1] else NOTHING for n in nodes),
            ],
        },
    )


def losses(table: list[Row], board: TrueBoard, code: str) -> None:
    lines = board.lines(code)
    head = ("指标", "子项", "扣分", "标准", "实测", "差距", "依据", "建议", "说明")
    wanted = [
        (f"{line.leaf} {line.leaf_name}".strip(), f"{line.metric} {line.metric_name}".strip(), line.points,
         line.standard, line.measured, line.gap, line.basis, line.suggestion, line.sentence)
        for line in lines
    ]  # fmt: skip
    assert table[0] == head
    assert len(table) == 1 + len(wanted)
    for row, line in zip(table[1:], wanted, strict=True):
        for cell, text in zip(row, line, strict=True):
            right = cell == pytest.approx(float(text)) if isinstance(text, Decimal) else (cell or "") == text
            assert right, f"{cell} is not {text}"
    assert sum(Decimal(str(row[2])) for row in table[1:]) == board.system.full_marks - board.total(code)


def metrics(table: list[Row], board: TrueBoard, code: str) -> list[str]:
    found = [board.trace(code, metric.code) for metric in board.system.metrics]

    def column(number):
        return [[number(each)] if number(each) is not None else NOTHING for each in found]

    return differences(
        table,
        {
            "子项": [each.metric for each in found],
            "名称": [each.metric_name for each in found],
            "分子": column(lambda each: each.numerator),
            "分母": column(lambda each: each.denominator),
            "实测值": column(lambda each: each.value if each.state == "number" else None),
            "P 值": column(lambda each: each.points),
            "占比（%）": [[metric.share] for metric in board.system.metrics],
            "计分规则": [each.rule_text for each in found],
            "来源": [
                "；".join(dict.fromkeys(str(source.place) for source in each.sources)) for each in found
            ],
        },
    )


@pytest.mark.parametrize("reader", READERS)
def test_the_three_comparisons(town, reader):
    for truth in town.truths:
        facts = {"edition_id": truth.edition.id, "kind": "xlsx"}
        for audience in audiences(truth, reader):
            board = truth.boards[audience]
            codes = in_reach(board, reader)
            for node in [leaf.code for leaf in board.system.leaves][::8]:
                peers = facts | {"audience": audience, "indicator": node}
                table = exported(town, reader, analysis_exports.peers_file, **peers)["同类对比"]
                assert compared(table, board, node, codes) == []
            for code in codes[::20]:
                own = exported(town, reader, analysis_exports.within_file, **facts, unit_code=code)
                assert beside_the_group(own["横向对比"], board, code) == []
    first, last = (truth.of("M05") for truth in town.truths)
    facts = {"edition_id": town.truths[1].edition.id, "kind": "xlsx", "unit_code": "M05"}
    found = exported(town, reader, analysis_exports.periods_file, **facts, indicator="total")["纵向对比"]
    assert len(found) == 1 + len(town.truths)
    assert over_the_periods(found, [first, last]) == []


def compared(table: list[Row], board: TrueBoard, node: str, codes: list[str]) -> list[str]:
    whole = len(codes) > 1
    best = sum(board.rates(node, board.codes)[-3:]) / 3
    order = sorted(codes, key=lambda code: board.rate(code, node) or Fraction(-1), reverse=True)
    rates = [board.rate(code, node) for code in order]

    def column(number):
        return [number(code) if board.rate(code, node) is not None else NOTHING for code in order]

    assert {*order} == {str(row[1]) for row in table[1:]}
    return differences(
        table,
        {
            "位次": [board.place(code, node, board.codes)[:1] if whole else NOTHING for code in order],
            # Units with the same rate may stand in either order, but stand with their own name.
            "代码": [str(row[1]) for row in table[1:]],
            "单位": names(board, [str(row[1]) for row in table[1:]]),
            "得分": column(lambda code: board.points(code, node)[:1]),
            "满分": column(lambda code: board.points(code, node)[1:]),
            "得分率": [[rate] if rate is not None else NOTHING for rate in rates],
            "与前三平均差距": [
                [100 * (best - rate)] if rate is not None and best > rate else NOTHING for rate in rates
            ],
        },
    )


def beside_the_group(table: list[Row], board: TrueBoard, code: str) -> list[str]:
    leaves = [leaf.code for leaf in board.system.leaves]
    rates = {leaf: board.rate(code, leaf) for leaf in leaves}
    group = {leaf: board.rates(leaf, board.group(code)) for leaf in leaves}

    def column(numbers):
        return [numbers(leaf) if rates[leaf] is not None else NOTHING for leaf in leaves]

    return differences(
        table,
        {
            "编码": leaves,
            "指标": WORDS,
            "得分": column(lambda leaf: board.points(code, leaf)[:1]),
            "满分": column(lambda leaf: board.points(code, leaf)[1:]),
            "得分率": column(lambda leaf: [rates[leaf]]),
            "同组中位数": column(lambda leaf: [quantile(group[leaf], MIDDLE)]),
            "同组下四分位": column(lambda leaf: [quantile(group[leaf], LOW)]),
            "同组上四分位": column(lambda leaf: [quantile(group[leaf], HIGH)]),
        },
    )


def over_the_periods(table: list[Row], boards: list[TrueBoard]) -> list[str]:
    full = [board.system.full_marks for board in boards]
    medians = [
        quantile(
            sorted(Fraction(board.total(other)) / Fraction(marks) for other in board.group("M05")), MIDDLE
        )
        for board, marks in zip(boards, full, strict=True)
    ]
    totals = [board.total("M05") for board in boards]
    return differences(
        table,
        {
            "考核期": WORDS,
            "版次": WORDS,
            "得分": [[total] for total in totals],
            "满分": [[marks] for marks in full],
            "得分率": [
                [Fraction(total) / Fraction(marks)] for total, marks in zip(totals, full, strict=True)
            ],
            "同组中位数": [[median] for median in medians],
            "名次": [[board.rank("M05")] for board in boards],
            "与上期": WORDS,
            "校验码": [str(row[-1]) for row in table[1:]],
        },
    )


def test_the_cockpit_with_every_unit_and_every_light(town):
    first, last = town.truths
    found = exported(town, "郑市长", analysis_exports.cockpit_file, edition_id=last.edition.id)
    boards = last.boards
    assert holds(str(found["关键数"][1][1]), [average(board) for board in boards.values()])
    lamps = []
    for audience, board in boards.items():
        was, codes = first.boards[audience], board.codes
        gone = [moved(board, was, code) for code in codes]
        reasons = [str(row[-1] or "") for row in found[f"{board.system.audience_name}排名"][1:]]
        assert not differences(
            found[f"{board.system.audience_name}排名"],
            {
                "名次": [[board.rank(code)] for code in codes],
                "代码": list(codes),
                "单位": names(board, codes),
                "分组": WORDS,
                "总分": [[board.total(code)] for code in codes],
                "等次": [board.grade(code) for code in codes],
                "较上期": [[points] for _, points in gone],
                "位次变化": [[abs(places)] if places else NOTHING for places, _ in gone],
                "原因": reasons,
            },
        )
        for text, (_, points) in zip(reasons, gone, strict=True):
            parts = [part.rsplit(" ", 1)[1].replace("−", "-") for part in text.split("；") if part]
            assert sum(map(Decimal, parts)) == points
        for node in board.system.nodes_at(1):
            if not node.ledger:
                lamps.append((node.code, board.system.audience_name, percent(board, node.code)))
    written = {(row[0], row[2]): row[3] for row in found["指示灯"][1:]}
    assert written == pytest.approx({(code, name): float(rate) / 100 for code, name, rate in lamps})
