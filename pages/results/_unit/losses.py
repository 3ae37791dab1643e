"""Every point lost, by indicator, with its sentence and the way to its trace."""

from decimal import Decimal
from itertools import groupby

import streamlit as st

from core.indicators.node import Node
from core.results.queries import UnitView
from core.scoring.lines import Deduction
from pages.ui import links, tables
from pages.ui.numbers import marks, score, signed
from pages.ui.tables import link, plain

WORST = 5


def show(view: UnitView) -> None:
    """The dearest lines first, then all of them by first-level indicator; their sum is full marks − total."""
    system, lines = view.board.system, view.unit.lines
    total = sum((line.points for line in lines), Decimal(0))
    st.markdown(
        f"各条之和 **{score(total)}** 分 = 满分 {marks(system.full_marks)} 分 − 总分 {score(view.unit.total)} 分。"
    )
    worst = sorted((line for line in lines if line.points > 0), key=lambda line: -line.points)[:WORST]
    tables.show([_worst(view, line) for line in worst], empty="没有失分。")
    st.markdown("##### 逐条说明")
    losses = {top.code: _lost(view, top.code) for top in system.nodes_at(1)}
    dearest = max(losses, key=lambda code: losses[code], default="")
    for top in system.nodes_at(1):
        _group(view, top, losses[top.code], is_open=top.code == dearest)
    others = [line for line in lines if line.kind in ("rescale", "ledger")]
    if others:
        with st.expander(f"折算与加减分（{len(others)} 条）"):
            st.markdown("\n".join(f"- {_amount(line)}　{plain(line.sentence)}" for line in others))


def _lost(view: UnitView, top: str) -> Decimal:
    leaves = {leaf.code for leaf in view.board.system.leaves_under(top)}
    return sum(
        (line.points for line in view.unit.lines if _in_leaf(line) and line.leaf in leaves), Decimal(0)
    )


def _in_leaf(line: Deduction) -> bool:
    return line.kind not in ("rescale", "ledger")


def _group(view: UnitView, top: Node, lost: Decimal, *, is_open: bool) -> None:
    """One first-level indicator; the dearest stands open, so that nobody scrolls past all the others."""
    held = [line for line in view.unit.lines if _in_leaf(line)]
    by_leaf = {code: list(group) for code, group in groupby(held, key=lambda line: line.leaf)}
    leaves = [leaf.code for leaf in view.board.system.leaves_under(top.code) if leaf.code in by_leaf]
    if not leaves:
        return
    node, count = view.unit.node(top.code), sum(len(by_leaf[code]) for code in leaves)
    head = f"**{plain(f'{top.code} {top.title}')}**　{score(node.points)} / {marks(node.marks)} 分"
    with st.expander(f"{head}，扣 {score(lost)} 分（{count} 条）", expanded=is_open):
        text = [piece for code in leaves for piece in _leaf(view, code, by_leaf[code])]
        st.markdown("\n\n".join(_join_bullets(text)))


def _worst(view: UnitView, line: Deduction) -> dict[str, object]:
    what = f"{line.leaf} {line.leaf_name}".strip() or "合理缺项折算"
    address = links.unit(view.edition.id, view.unit.code, line.metric if line.kind == "metric" else "")
    return {
        "失分": signed(-line.points),
        "指标": plain(what),
        "子项": plain(line.metric_name or "—"),
        "建议": plain(line.suggestion or line.basis or "—"),
        "来源": link("查看来源", address) if line.kind == "metric" else "—",
    }


def _leaf(view: UnitView, code: str, lines: list[Deduction]) -> list[str]:
    node = view.unit.node(code)
    title = view.board.system.node_by_code[code].title
    address = links.unit(view.edition.id, view.unit.code, leaf=code)
    head = f"**{link(f'{code} {title}', address)}**　得 {score(node.points)} / {marks(node.marks)} 分"
    return [head, *(_line(view, line) for line in lines)]


def _line(view: UnitView, line: Deduction) -> str:
    trace = ""
    if line.kind == "metric":
        trace = f"　[查看来源]({links.unit(view.edition.id, view.unit.code, line.metric)})"
    return f"- {_amount(line)}　{plain(line.sentence)}{trace}"


def _amount(line: Deduction) -> str:
    return f"**{signed(-line.points)}**"


def _join_bullets(text: list[str]) -> list[str]:
    """Bullets that follow each other become one block, so that they read as one list."""
    blocks: list[str] = []
    for piece in text:
        if piece.startswith("- ") and blocks and blocks[-1].split("\n")[-1].startswith("- "):
            blocks[-1] += f"\n{piece}"
        else:
            blocks.append(piece)
    return blocks
