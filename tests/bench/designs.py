"""How long the composer takes to run again with three hundred nodes, beside a bare Streamlit app."""

import statistics
import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.audit.actor import Actor
from core.designs.service import DesignDraft, create_design
from core.indicators.node import Node
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem, Metric
from core.store.session import writing
from tests.bench.line import Line
from tests.bench.reruns import APART_SECONDS, ROUNDS, WARM_UP
from tests.running.city import City
from tests.running.server import Process
from tests.running.socket import Socket

TARGET = 1.5
# Six branches of seven, each of six leaves: three hundred nodes in three levels.
TOPS, MIDDLES, LEAVES = 6, 7, 6


def composed() -> IndicatorSystem:
    """A system of three hundred nodes, every leaf with one rule."""
    nodes: list[Node] = []
    metrics: list[Metric] = []
    rule = RULE_KINDS["linear"].form.read("零分线=60%；满分线=100%")
    for top in range(TOPS):
        nodes.append(Node(f"N{top}", f"一级指标{top}"))
        for middle in range(MIDDLES):
            parent = f"N{top}{middle}"
            nodes.append(Node(parent, f"二级指标{middle}", f"N{top}"))
            for at in range(LEAVES):
                code = f"{parent}{at}"
                nodes.append(
                    Node(
                        code,
                        f"三级指标{at}",
                        parent,
                        full_marks=Decimal("0.4"),
                        definition="口径",
                        source="系统",
                    )
                )
                metrics.append(
                    Metric(f"{code}-1", code, "比率", Fraction(100), "ratio", "linear", rule, formula="甲÷乙")
                )
    system = IndicatorSystem("", "", "", "", tuple(nodes), tuple(metrics))
    return replace(system, full_marks=Decimal("100.8"))


def measure(city: City, bare: Process, login: str = "bureau") -> list[Line]:
    """The opened draft turned over and over behind the gate, interleaved with the bare app."""
    draft = DesignDraft("BENCH", "三百个指标", "1", "department")
    with writing(city.engine) as session:
        design_id = create_design(session=session, actor=Actor.system(), draft=draft, system=composed())
    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    with Socket(bare.url) as peer, city.socket(city.sign_in(login)) as ours:
        peer.open("")
        ours.open("designs", query=f"design={design_id}&node=N00")
        for _ in range(WARM_UP + ROUNDS):
            for name, socket in (("ours", ours), ("peer", peer)):
                time.sleep(APART_SECONDS)
                began = time.perf_counter()
                socket.rerun()
                taken[name].append((time.perf_counter() - began) * 1000)
    medians = {name: statistics.median(times[WARM_UP:]) for name, times in taken.items()}
    return [Line("rerun of the composer, 300 nodes", medians["ours"], medians["peer"], "ms", TARGET)]
