"""Parts of indicator systems as a publication describes them; rules are written as in a workbook cell."""

from decimal import Decimal
from typing import Any

from core.indicators.node import Node
from core.indicators.numerals import Parameters
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem, Metric
from core.indicators.workbook import read_system, write_system

# A rule and its parameters.
Scale = tuple[str, str]

PLAIN: Scale = ("goalposts", "下限=0；上限=1；截断=不截断")
PLAIN_OF_HUNDRED: Scale = ("goalposts", "下限=0；上限=100；截断=不截断")
_NONE: Scale = ("", "")


def node(code: str, parent: str = "", weight: str = "1", *, scale: Scale = _NONE, **more: Any) -> Node:
    """A node of a system of weights; `scale` is put on its own mean."""
    rule, text = scale
    return Node(
        code, code, parent, weight=Decimal(weight), rule=rule, parameters=_parameters(rule, text), **more
    )


def metric(code: str, leaf: str, scale: Scale = PLAIN, weight: str = "1", **more: Any) -> Metric:
    """A metric under a leaf; its code is the header of the printed column it is read from."""
    rule, text = scale
    parts = {"input": "value", "empty": "na", "unit": "", **more}
    return Metric(code, leaf, code, Decimal(weight), rule=rule, parameters=_parameters(rule, text), **parts)


def weighted(
    code: str, nodes: tuple[Node, ...], metrics: tuple[Metric, ...], *, scale: Scale = _NONE, **more: Any
) -> IndicatorSystem:
    """A system of weights as it is read back from its own workbook; full marks are 1 unless given."""
    rule, text = scale
    parts = {"full_marks": Decimal(1), **more}
    return read_back(
        IndicatorSystem(
            code,
            code,
            "1",
            "general",
            nodes,
            metrics,
            scheme="weights",
            rule=rule,
            parameters=_parameters(rule, text),
            **parts,
        )
    )


def flat(code: str, weights: dict[str, str], value: Scale = PLAIN, **more: Any) -> IndicatorSystem:
    """A system whose leaves, with these weights, hold one metric each: the printed column of that name."""
    return weighted(
        code,
        tuple(node(header, weight=weight) for header, weight in weights.items()),
        tuple(metric(header, header, value) for header in weights),
        **more,
    )


def read_back(system: IndicatorSystem) -> IndicatorSystem:
    """The system as it comes out of the workbook it was written to, equal in every part."""
    found = read_system(write_system(system), f"{system.code}.xlsx", allow_any_depth=True)
    assert found == system
    return found


def _parameters(rule: str, text: str) -> Parameters:
    return RULE_KINDS[rule].form.read(text) if rule else ()
