"""The means of a system of weights, from the leaves up: which nodes are averaged together, and how."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.indicators.node import Node
from core.indicators.rule_kind import Reference, RuleKind
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem

Index = NDArray[np.intp]
Floats = NDArray[np.float64]

# Means go on a scale with so many decimals: units whose means are equal must not be told apart by what
# binary arithmetic makes of them.
SCALED_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """One mean: what it is called, what hangs under it with which weights, and what happens to it.

    `code` is empty for the total. `children` are positions among metrics where `of_metrics`, among
    nodes otherwise; `least` is how many of them must be there.
    """

    code: str
    at: int
    of_metrics: bool
    children: tuple[int, ...]
    weights: tuple[Fraction, ...]
    aggregation: str
    least: Fraction
    rule: str
    parameters: tuple[Fraction, ...]

    def names(self, system: IndicatorSystem) -> tuple[tuple[str, str], ...]:
        """Code and name of every child."""
        if self.of_metrics:
            return tuple((system.metrics[at].code, system.metrics[at].name) for at in self.children)
        return tuple((system.nodes[at].code, system.nodes[at].title) for at in self.children)


@dataclass(frozen=True, eq=False)
class Layer:
    """Branches of the same height and the same kind of mean, for all units at once.

    `weights` is children × branches, `owned` the same in {0, 1}; `scaled` are the branches that are put
    on a scale again: (position in the layer, rule, parameters, references).
    """

    branches: tuple[Branch, ...]
    nodes: Index
    children: Index
    of_metrics: bool
    aggregation: str
    weights: Floats
    owned: Floats
    least: Floats
    scaled: tuple[tuple[int, RuleKind, tuple[Any, ...], tuple[Reference, ...]], ...]

    @property
    def references(self) -> bool:
        """Whether a scale looks at other units."""
        return any(references for _, _, _, references in self.scaled)


def branches_of(system: IndicatorSystem) -> tuple[Branch, ...]:
    """Every mean of a system of weights, children before parents, the total last; none for marks."""
    if system.scheme == "marks":
        return ()
    at = {node.code: index for index, node in enumerate(system.nodes)}
    deepest = sorted(
        (node for node in system.nodes if not node.ledger and node.code in system.depths),
        key=lambda node: -system.depths[node.code],
    )
    found = [_branch(system, node, at) for node in deepest]
    roots = tuple(node for node in system.children("") if not node.ledger)
    total = Branch(
        "",
        len(system.nodes),
        False,
        tuple(at[node.code] for node in roots),
        tuple(Fraction(node.weight or 0) for node in roots),
        system.aggregation,
        _least(system, len(roots)),
        system.rule,
        system.parameters,
    )
    return (*found, total)


def layers_of(system: IndicatorSystem) -> tuple[Layer, ...]:
    """The same gathered for arithmetic over all units."""
    heights: dict[int, int] = {}
    grouped: dict[tuple[int, str], list[Branch]] = {}
    for branch in branches_of(system):
        height = 0 if branch.of_metrics else 1 + max((heights[child] for child in branch.children), default=0)
        heights[branch.at] = height
        grouped.setdefault((height, branch.aggregation), []).append(branch)
    return tuple(_layer(members) for _, members in sorted(grouped.items(), key=lambda item: item[0]))


def _branch(system: IndicatorSystem, node: Node, at: dict[str, int]) -> Branch:
    below = system.children(node.code)
    if below:
        children = tuple(at[child.code] for child in below)
        weights = tuple(Fraction(child.weight or 0) for child in below)
    else:
        own = [(index, metric) for index, metric in enumerate(system.metrics) if metric.leaf == node.code]
        children = tuple(index for index, _ in own)
        weights = tuple(Fraction(metric.share) for _, metric in own)
    return Branch(
        node.code,
        at[node.code],
        not below,
        children,
        weights,
        node.aggregation or "arithmetic",
        _least(node, len(children)),
        node.rule,
        node.parameters,
    )


def _least(owner: Node | IndicatorSystem, count: int) -> Fraction:
    return max((owner.availability or Fraction(0)) * count, Fraction(owner.least))


def _layer(branches: list[Branch]) -> Layer:
    children = sorted({child for branch in branches for child in branch.children})
    place = {child: index for index, child in enumerate(children)}
    weights = np.zeros((len(children), len(branches)))
    for column, branch in enumerate(branches):
        for child, weight in zip(branch.children, branch.weights, strict=True):
            weights[place[child], column] = float(weight)
    return Layer(
        tuple(branches),
        np.array([branch.at for branch in branches], dtype=np.intp),
        np.array(children, dtype=np.intp),
        branches[0].of_metrics,
        branches[0].aggregation,
        weights,
        (weights > 0).astype(np.float64),
        np.array([float(branch.least) for branch in branches]),
        tuple(
            (column, RULE_KINDS[branch.rule], _numbers(branch), _references(branch))
            for column, branch in enumerate(branches)
            if branch.rule
        ),
    )


def _numbers(branch: Branch) -> tuple[Any, ...]:
    options = RULE_KINDS[branch.rule].form.options() or ()
    return tuple(
        int(number) if at in options else float(number) for at, number in enumerate(branch.parameters)
    )


def _references(branch: Branch) -> tuple[Reference, ...]:
    return RULE_KINDS[branch.rule].references(branch.parameters)
