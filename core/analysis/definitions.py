"""Where two published systems mean the same, so that their scores may be compared, and where they do not."""

from dataclasses import replace

from core.indicators.system import IndicatorSystem


def same_leaf(now: IndicatorSystem, before: IndicatorSystem, code: str) -> bool:
    """Whether an indicator is worth the same and measured the same way in both systems."""
    return _leaf(now, code) == _leaf(before, code) and now.scheme == before.scheme


def same_node(now: IndicatorSystem, before: IndicatorSystem, code: str) -> bool:
    """Whether a node holds the same leaves in both systems, each defined alike."""
    held, known = now.leaves_under(code), before.leaves_under(code)
    return [leaf.code for leaf in held] == [leaf.code for leaf in known] and all(
        same_leaf(now, before, leaf.code) for leaf in held
    )


def differences(now: IndicatorSystem, before: IndicatorSystem) -> tuple[str, ...]:
    """What keeps two totals from being compared, in words; empty where nothing does."""
    if now.sha256 == before.sha256:
        return ()
    codes = dict.fromkeys(leaf.code for leaf in (*now.leaves, *before.leaves))
    found = [code for code in codes if not same_leaf(now, before, code)]
    if (now.ledger, now.bonus_cap, now.deduction_cap) != (
        before.ledger,
        before.bonus_cap,
        before.deduction_cap,
    ):
        found.append("加减分项")
    if _composition(now) != _composition(before):
        found.append("合成方法")
    return tuple(found)


def _leaf(system: IndicatorSystem, code: str) -> object:
    node = system.node_by_code.get(code)
    if node is None or not system.is_leaf(code):
        return None
    shared = {metric.divisor for metric in system.metrics_of(code)}
    return (
        # What it is called may be corrected; what it measures may not.
        replace(node, name="", full_name="", english=""),
        system.leaf_marks[code],
        system.metrics_of(code),
        tuple(system.items_of(metric.code) for metric in system.metrics_of(code)),
        system.events_of(code),
        tuple(divisor for divisor in system.divisors if divisor.code in shared),
    )


def _composition(system: IndicatorSystem) -> object:
    facts = (system.scheme, system.full_marks, system.aggregation, system.rule, system.parameters)
    return (*facts, system.availability, system.least, system.leaf_digits, system.total_digits)
