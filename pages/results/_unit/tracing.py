"""One metric opened down to numerator, denominator and the cell it was read from."""

import streamlit as st

from core.access.permissions import Permission
from core.collection.drafting import run_of
from core.indicators.numerals import rounded_text
from core.results.queries import UnitView, metric_trace
from core.scoring.trace import Source, Trace
from pages.ui import links, tables, traces
from pages.ui.guard import Viewer
from pages.ui.numbers import marks, score


def show(viewer: Viewer, view: UnitView) -> None:
    """Choose a metric and read its arithmetic and its sources."""
    metrics = view.board.system.metric_by_code
    named = st.query_params.get("metric", "")
    if named not in metrics:
        named = next(iter(metrics))
    chosen = st.selectbox(
        "子项",
        list(metrics),
        index=list(metrics).index(named),
        format_func=lambda code: f"{code} {metrics[code].name}",
        key=f"unit.metric.{named}",
    )
    st.query_params["metric"] = chosen or named
    found = metric_trace(view, chosen or named)
    st.markdown(arithmetic(found, weighted=view.board.system.scheme == "weights"))
    if found.items or found.cases:
        tables.show(_items(found) or _cases(found))
    st.markdown("**来源**")
    opens_runs = viewer.may(Permission.COLLECTION_RUN_READ)
    tables.show(
        [_source(view, source, opens_runs) for source in found.sources], empty="该子项没有采集到数据。"
    )
    _file(viewer, view)


def arithmetic(found: Trace, *, weighted: bool = False) -> str:
    """The number's way from the measured value to its points, one step a line."""
    share, sign = ("权重", "") if weighted else ("占比", "%")
    lines = [
        f"**{tables.plain(f'{found.metric} {found.metric_name}')}**"
        f"（{tables.plain(f'{found.leaf} {found.leaf_name}')}）",
        f"- 口径：{tables.plain(found.formula)}",
        f"- 计分规则：{tables.plain(found.rule_text)}",
        f"- 实测：{traces.measured(found)}",
    ]
    if found.compared:
        lines.append(
            f"- 参与比较：{'、'.join(f'{name} {traces.amount(number, 2)}' for name, number in found.compared)}"
        )
    if found.share_sum:
        lines.append(
            f"- 得分：满分 {marks(found.leaf_full)} × P {rounded_text(found.points, 4)}"
            f" × {share} {traces.amount(found.share)}{sign} ÷ 适用{share} {traces.amount(found.share_sum)}{sign}"
            f" = **{rounded_text(found.contribution, 4)}** 分"
            f"（本指标合计取整后 {score(found.leaf_points)} 分）"
        )
    return "\n".join([lines[0], "", *lines[1:]])


def _source(view: UnitView, source: Source, opens_runs: bool) -> dict[str, object]:
    place = str(source.place) or "—"
    run_id = run_of(place) if opens_runs else None
    return {
        "列": tables.plain(source.column),
        "内容": tables.plain(source.label),
        "数值": traces.amount(source.number),
        "出处": tables.link(place, links.run(run_id, view.unit.code)) if run_id else tables.plain(place),
    }


def _items(found: Trace) -> list[dict[str, object]]:
    return [
        {
            "清单项": tables.plain(f"{item.code} {item.name}"),
            "权重 V": traces.amount(item.weight),
            "量化值 P": traces.amount(item.mark) if item.applies else "不适用",
        }
        for item in found.items
    ]


def _cases(found: Trace) -> list[dict[str, object]]:
    return [
        {
            "案例": tables.plain(case.name),
            "案例得分": rounded_text(case.score, 2) if case.score is not None else "—",
        }
        for case in found.cases
    ]


def _file(viewer: Viewer, view: UnitView) -> None:
    source = view.board.source
    st.caption(f"来源文件：{source.file_name}（{source.title}），SHA-256 {source.sha256}")
    if viewer.may(Permission.COLLECTION_VALUES_READ) and viewer.may(Permission.EVIDENCE_FILE_READ):
        st.link_button("下载来源文件", links.evidence(source.evidence_id), icon=":material/download:")
