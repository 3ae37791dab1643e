"""One indicator of the unit: what its metrics reached, what each lost, and the way on to their traces."""

from decimal import Decimal

import streamlit as st

from core.indicators.numerals import percent_text
from core.results.queries import UnitView
from pages.ui import links, tables
from pages.ui.numbers import marks, score, signed


def show(view: UnitView, code: str) -> None:
    """Points of the leaf, a row a metric, and the frozen sentences."""
    system, node = view.board.system, view.unit.node(code)
    name = tables.plain(f"{code} {system.node_by_code[code].title}")
    peers = links.compare(view.edition.id, "peers", board=view.board.audience, indicator=code)
    back = f"[全部扣分说明]({links.unit(view.edition.id, view.unit.code)})　[与其他单位比较]({peers})"
    if not node.marks:
        st.markdown(f"##### {name}　不适用\n{back}")
        return
    st.markdown(f"##### {name}　得 {score(node.points)} / {marks(node.marks)} 分\n{back}")
    lines = [line for line in view.unit.lines if line.leaf == code and line.kind != "ledger"]
    lost = {line.metric: line.points for line in lines}
    reached = {metric.code: metric.p for metric in view.unit.metrics}
    tables.show(
        [
            {
                "子项": tables.link(
                    f"{metric.code} {metric.name}",
                    links.unit(view.edition.id, view.unit.code, metric.code),
                ),
                "占比": f"{float(metric.share):g}%",
                "得分比例": "不适用" if (p := reached[metric.code]) is None else percent_text(p),
                "扣分": signed(-lost.get(metric.code, Decimal(0))),
            }
            for metric in system.metrics_of(code)
        ]
    )
    st.markdown("\n".join(f"- **{signed(-line.points)}**　{tables.plain(line.sentence)}" for line in lines))
