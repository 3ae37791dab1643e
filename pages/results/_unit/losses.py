"""Every point lost, by indicator, with its sentence and the way to its trace."""

from decimal import Decimal
from itertools import groupby

import streamlit as st

from core.results.queries import UnitView
from core.scoring.lines import Deduction
from pages.ui import links
from pages.ui.numbers import marks, score, signed
from pages.ui.tables import link, plain


def show(view: UnitView) -> None:
    """The deduction lines; their sum is shown and equals full marks − total."""
    system, lines = view.board.system, view.unit.lines
    by_leaf = {code: list(group) for code, group in groupby(lines, key=lambda line: line.leaf)}
    total = sum((line.points for line in lines), Decimal(0))
    text = [
        f"各条之和 **{score(total)}** 分 = 满分 {marks(system.full_marks)} 分 − 总分 {score(view.unit.total)} 分。"
    ]
    for top in system.nodes_at(1):
        leaves = [leaf.code for leaf in system.leaves_under(top.code) if leaf.code in by_leaf]
        if not leaves:
            continue
        node = view.unit.node(top.code)
        text.append(
            f"##### {plain(top.code)} {plain(top.title)}　{score(node.points)} / {marks(node.marks)} 分"
        )
        for code in leaves:
            text += _leaf(view, code, by_leaf[code])
    others = [line for line in lines if line.kind in ("rescale", "ledger")]
    if others:
        text.append("##### 折算与加减分")
        text += [f"- {_amount(line)}　{plain(line.sentence)}" for line in others]
    st.markdown("\n\n".join(_join_bullets(text)))


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
