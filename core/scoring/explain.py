"""Why a unit lost points: one line a cause, adding up to full marks − total exactly."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from core.collection.values import LedgerEntry
from core.indicators.canonical import plain_decimal
from core.indicators.system import LedgerItem
from core.scoring.fixed import decimal_of_ticks
from core.scoring.lines import Deduction, allocate, event_line, metric_line
from core.scoring.mean_lines import mean_lines
from core.scoring.scores import Scores


def deductions(scores: Scores, unit: str) -> list[Deduction]:
    """Every line of one unit; their points sum to full marks − total without a cent left over.

    Lines of a leaf sum to its full marks − its points: exact losses are rounded half up and the
    remainder goes to the largest loss. In a system of weights they sum to the total's loss, and what
    is not a weighted mean is one line with its formula. KeyError for an unknown unit.
    """
    row = scores.values.unit_index[unit]
    lines: list[Deduction] = []
    if scores.system.scheme == "weights":
        lines += mean_lines(scores, unit)
    else:
        for leaf in range(len(scores.system.leaves)):
            if scores.leaf_scores.applicable[row, leaf]:
                lines += _leaf_lines(scores, row, leaf)
        lines += _rescale_lines(scores, row, sum((line.points for line in lines), Decimal(0)))
    lines += _ledger_lines(scores, row)
    return lines


def _leaf_lines(scores: Scores, row: int, leaf: int) -> Iterator[Deduction]:
    plan, system = scores.plan, scores.system
    node = system.leaves[leaf]
    lost = int(plan.full_ticks[leaf] - scores.leaf_scores.ticks[row, leaf])
    parts = scores.exact(scores.values.units[row].code).metric_parts(leaf)
    if not parts:
        points = decimal_of_ticks(lost, system.leaf_digits)
        reason = next(
            (block.reason for block in scores.blocked if _is(block.unit, block.leaf, scores, row, node.code)),
            "",
        )
        sentence = f"{node.code} {node.title}：{reason}，暂计 0 分，影响 {points} 分。"
        yield Deduction("blocked", points, sentence, node.code, node.title, gap=reason, basis=node.definition)
        return
    losses = [possible - brought for possible, brought in parts.values()]
    left = sum((brought for _, brought in parts.values()), Fraction(0))
    events = []
    for code, each in plan.leaf_events[leaf]:
        count = _event_count(scores, row, code)
        taken = min(each * count, left)
        left -= taken
        events.append((code, count))
        losses.append(taken)
    ticks = allocate(losses, lost, system.leaf_digits)
    for index, part in zip(parts, ticks, strict=False):
        if part:
            yield metric_line(scores, row, index, decimal_of_ticks(part, system.leaf_digits))
    for (code, count), part in zip(events, ticks[len(parts) :], strict=True):
        if part:
            yield event_line(scores, code, count, decimal_of_ticks(part, system.leaf_digits))


def _is(unit: str, leaf: str, scores: Scores, row: int, code: str) -> bool:
    return leaf == code and scores.values.units[row].code == unit


def _event_count(scores: Scores, row: int, code: str) -> Fraction:
    number = float(scores.values.numbers[row, scores.values.column_index[code]])
    return Fraction(0) if number != number else Fraction(number)


def _rescale_lines(scores: Scores, row: int, lost: Decimal) -> Iterator[Deduction]:
    points = scores.system.full_marks - scores.base.decimal(row) - lost
    if not points:
        return
    within = plain_decimal(scores.applicable_marks.decimal(row))
    whole = plain_decimal(scores.system.full_marks)
    excused = [
        leaf
        for index, leaf in enumerate(scores.system.leaves)
        if not scores.leaf_scores.applicable[row, index]
    ]
    names = "、".join(f"{leaf.code} {leaf.title}" for leaf in excused) or "无"
    basis = f"基础分＝Σ得分÷Σ适用满分×{whole}，适用满分 {within} 分；不适用：{names}"
    sentence = f"合理缺项折算：{basis}，各项扣分随之{'放大' if points > 0 else '减少'} {abs(points)} 分。"
    yield Deduction("rescale", points, sentence, measured=f"适用满分 {within} 分", basis=basis)


def _ledger_lines(scores: Scores, row: int) -> Iterator[Deduction]:
    system, digits = scores.system, scores.system.total_digits
    left = {"bonus": int(scores.adjustments.bonus[row]), "deduction": int(scores.adjustments.deduction[row])}
    unit = scores.values.units[row].code
    for index, item in enumerate(system.ledger):
        ticks = min(int(scores.adjustments.items[row, index]), left[item.direction])
        left[item.direction] -= ticks
        if not ticks:
            continue
        entries = [entry for entry in scores.values.ledger if (entry.unit, entry.item) == (unit, item.code)]
        yield _ledger_line(scores, item, entries, decimal_of_ticks(ticks, digits))


def _ledger_line(
    scores: Scores, item: LedgerItem, entries: Sequence[LedgerEntry], counted: Decimal
) -> Deduction:
    bonus = item.direction == "bonus"
    matters = "；".join(
        f"{entry.matter}（{entry.level} {plain_decimal(entry.quantity)} 件，{entry.document}）"
        for entry in entries
    )
    cap = plain_decimal(item.cap)
    total = plain_decimal(scores.system.bonus_cap if bonus else scores.system.deduction_cap)
    standard = f"{item.rule or item.name}；单项封顶 {cap} 分，合计封顶 {total} 分"
    verb = "加" if bonus else "扣"
    held = [name for entry in entries if (name := _cap_name(scores, item, entry))]
    gap = f"等次不得高于“{held[0]}”" if held else ""
    sentence = (
        f"{item.code} {item.name}：{matters}，{verb} {counted} 分（封顶后）{'，' + gap if gap else ''}。"
    )
    node = next(node for node in scores.system.nodes if node.ledger)
    return Deduction(
        "ledger",
        -counted if bonus else counted,
        sentence,
        node.code,
        node.title,
        item.code,
        item.name,
        standard,
        matters,
        gap,
        "、".join(dict.fromkeys(entry.document for entry in entries)),
        "" if bonus else f"整改“{item.name}”并杜绝再次发生",
    )


def _cap_name(scores: Scores, item: LedgerItem, entry: LedgerEntry) -> str:
    level = item.level(entry.level)
    return scores.system.grade_by_code[level.grade_cap].name if level and level.grade_cap else ""
