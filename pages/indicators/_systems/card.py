"""The card of one node: what it means, whom it applies to, how it is scored, and what it is worth."""

import streamlit as st

from core.indicators.node import Node
from core.indicators.system import DIRECTIONS, EMPTY_POLICIES, IndicatorSystem
from pages.indicators._systems import rules, tree
from pages.ui import links, tables
from pages.ui.numbers import marks
from pages.ui.tables import plain


def show(system: IndicatorSystem, version_id: int, node: Node) -> None:
    """Draw the card of a leaf, of a node with others under it, or of the ledger."""
    with st.container(key="card"):
        worth = "，".join(f"{name} {text}" for name, text in tree.share(system, node).items())
        st.markdown(f"##### {plain(node.code)} {plain(node.title)}　{worth}{_unit(system)}")
        above = [
            tables.link(f"{each.code} {each.title}", links.system(version_id, each.code))
            for each in system.path(node.code)[:-1]
        ]
        if above:
            st.caption("　›　".join([*above, plain(node.title)]))
        if node.ledger:
            _facts({"含义": node.definition})
            tables.show(_ledger(system), empty="没有加减分项目。")
        elif system.is_leaf(node.code):
            _facts(leaf_facts(system, node))
            rules.show(system, node)
        else:
            _facts(_node_facts(system, node))
            tables.show(_children(system, version_id, node))


def leaf_facts(system: IndicatorSystem, leaf: Node) -> dict[str, str]:
    """What a unit needs to know about one indicator besides its arithmetic."""
    return {
        "含义": leaf.definition,
        "适用范围": _scope(system, leaf),
        "应用说明": "；".join(text for text in (leaf.points, leaf.extra) if text),
        "来源": "：".join(text for text in (leaf.source, leaf.platform) if text),
        "佐证要求": leaf.evidence,
        "频率": leaf.frequency,
    }


def _facts(facts: dict[str, str]) -> None:
    st.markdown("\n".join(f"- **{name}**：{plain(text)}" for name, text in facts.items() if text.strip()))


def _scope(system: IndicatorSystem, leaf: Node) -> str:
    """Whom it applies to, and where a unit without the thing counted is left out of it."""
    spared = [metric.name for metric in system.metrics_of(leaf.code) if metric.empty == "na"]
    where = f"；单位没有相应事项时，{'、'.join(spared)}{EMPTY_POLICIES['na']}" if spared else ""
    return f"{system.audience_name}全部参评单位{where}"


def _unit(system: IndicatorSystem) -> str:
    return " 分" if system.scheme == "marks" else ""


def _node_facts(system: IndicatorSystem, node: Node) -> dict[str, str]:
    leaves = system.leaves_under(node.code)
    metrics = sum(len(system.metrics_of(leaf.code)) for leaf in leaves)
    return {"含义": node.definition, "组成": f"计分指标 {len(leaves)} 个，子项 {metrics} 个"}


def _children(system: IndicatorSystem, version_id: int, node: Node) -> list[dict[str, object]]:
    below = system.children(node.code)
    told = any(each.definition for each in below)
    return [
        {
            "下级指标": tables.link(f"{each.code} {each.title}", links.system(version_id, each.code)),
            **tree.share(system, each),
            **({"含义": plain(each.definition or "—")} if told else {}),
        }
        for each in below
    ]


def _ledger(system: IndicatorSystem) -> list[dict[str, object]]:
    return [
        {
            "项目": plain(f"{item.code} {item.name}"),
            "方向": DIRECTIONS[item.direction],
            "规则": plain(
                item.rule or "、".join(f"{each.name} {marks(each.points)}" for each in item.levels)
            ),
            "单项封顶": f"{marks(item.cap)} 分",
        }
        for item in system.ledger
    ]
