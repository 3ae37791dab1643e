"""Anyone in the evaluation reads an indicator system; the authority publishes one from a workbook."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.indicators import queries
from core.indicators.node import Node
from core.indicators.numerals import percent_text, plain_number
from core.indicators.rules import RULE_KINDS
from core.indicators.system import AGGREGATIONS, EMPTY_POLICIES, IndicatorSystem
from core.store.session import reading
from pages.indicators._systems import intake
from pages.ui import feedback, frame, guard, links, tables
from pages.ui.numbers import marks

viewer = guard.page(Permission.INDICATORS_SYSTEM_READ)


def answer(system: IndicatorSystem) -> str:
    """How many indicators of each level, and what they add up to."""
    counts = system.level_counts()
    levels = "、".join(
        f"{name} {count} 个" for name, count in zip(("一级", "二级", "三级"), counts, strict=False)
    )
    if system.scheme == "marks":
        scheme = f"满分合计 {marks(sum(system.leaf_marks.values(), Decimal(0)))} 分"
    else:
        scheme = f"权重制，总分按{AGGREGATIONS[system.aggregation]}合成，满分 {marks(system.full_marks)} 分"
    return (
        f"**{tables.plain(system.name)}**（{system.audience_name}）：{levels}，计分叶 {len(system.leaves)} 个、"
        f"子项 {len(system.metrics)} 个，{scheme}，"
        f"加、减分各封顶 {marks(system.bonus_cap)}、{marks(system.deduction_cap)} 分。"
    )


def node_row(system: IndicatorSystem, node: Node) -> dict[str, object]:
    """One line of the tree: full marks, or weight beside effective weight."""
    name = "　" * (system.depths[node.code] - 1) + tables.plain(f"{node.code} {node.title}")
    if system.scheme == "marks":
        return {"指标": name, "满分": "±10" if node.ledger else marks(system.marks_under(node.code))}
    part = system.marks_under(node.code) / system.full_marks
    return {
        "指标": name,
        "权重": "—" if node.weight is None else plain_number(node.weight),
        "有效权重": "—" if node.ledger else percent_text(part),
    }


def leaf_card(system: IndicatorSystem, code: str) -> None:
    """Everything a unit needs to know about one indicator."""
    leaf = system.node_by_code[code]
    facts = {
        "口径": leaf.definition,
        "评估要点": leaf.points,
        "附加规则": leaf.extra,
        "数据来源": f"{leaf.source}：{leaf.platform}",
        "佐证要求": leaf.evidence,
        "频率": leaf.frequency,
    }
    st.markdown(
        "\n".join(f"- **{name}**：{tables.plain(text)}" for name, text in facts.items() if text.strip("：—"))
    )
    tables.show(
        [
            {
                "子项": tables.plain(f"{metric.code} {metric.name}"),
                "占比": f"{plain_number(metric.share)}{'%' if system.scheme == 'marks' else ''}",
                "公式": tables.plain(metric.formula),
                "计分": tables.plain(
                    f"{RULE_KINDS[metric.rule].name}：{RULE_KINDS[metric.rule].standard(metric.parameters, metric.unit)}"
                ),
                "无数据时": EMPTY_POLICIES[metric.empty],
            }
            for metric in system.metrics_of(code)
        ]
    )


frame.heading("指标体系")
with reading() as session:
    published = queries.systems(session=session, actor=viewer.actor)
if viewer.may(Permission.INDICATORS_SYSTEM_IMPORT):
    intake.show(viewer)
if not published:
    feedback.empty("还没有已发布的指标体系。", "由主管部门或项目经理在本页导入指标体系工作簿。")
    st.stop()
by_id = {str(row.id): row for row in published}
named = st.query_params.get("system", "")
named = named if named in by_id else next(iter(by_id))
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = st.selectbox(
        "体系版本",
        list(by_id),
        index=list(by_id).index(named),
        format_func=lambda key: f"{by_id[key].name} {by_id[key].version_label}",
        key=f"systems.{named}",
    )
    if viewer.may(Permission.INDICATORS_SYSTEM_EXPORT):
        st.link_button("导出 Excel", links.system_file(int(chosen or named)), icon=":material/download:")
st.query_params["system"] = chosen or named
with reading() as session:
    system = queries.system(session=session, actor=viewer.actor, version_id=int(chosen or named))
st.markdown(answer(system))
left, right = st.columns([4, 6], gap="large")
with left:
    leaves = {
        leaf.code: f"{leaf.code} {leaf.title}（{marks(system.leaf_marks[leaf.code])} 分）"
        for leaf in system.leaves
    }
    tables.show([node_row(system, node) for node in system.nodes])
with right:
    leaf = st.selectbox(
        "查看指标卡片", list(leaves), format_func=lambda code: leaves[code], key="systems.leaf"
    )
    leaf_card(system, leaf or next(iter(leaves)))
row = by_id[chosen or named]
st.caption(f"版本 {row.version_label} 已发布并冻结，SHA-256 {row.sha256}；修改须另出新版本。")
