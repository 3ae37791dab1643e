"""The card of one indicator in a drawer: what it means, how it is scored, its versions, who uses it."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.rule_curve import has_curve, rule_curve
from core.clock import to_minute
from core.indicators.canonical import plain_decimal
from core.indicators.system import EMPTY_POLICIES, INPUTS, Metric
from core.library.differences import LABELS, word_of
from core.library.indicator import Indicator, share_text, standard
from core.library.queries import LibraryCard, VersionRow, library_card, library_history
from pages.ui import charts, feedback, links, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen

FACTS = ("meaning", "definition", "points", "scope", "application", "extra", "document", "platform", "fields",
         "evidence", "frequency", "way", "sense", "unit", "full_marks", "full_name", "english")  # fmt: skip
# Left out where there is nothing to say; of the others even that is told.
RARE = frozenset({"points", "extra", "fields", "full_name", "english"})
PARTS = ("卡片", "评分规则", "版本", "被引用")
MOST_CHANGES = 12


def show(viewer: Viewer, screen: Screen, indicator_id: int) -> None:
    """Open the drawer."""

    def body() -> None:
        card: LibraryCard = feedback.ask(viewer, library_card, indicator_id=indicator_id)
        row = card.row
        st.markdown(f"##### {tables.plain(f'{row.code} {row.name}')}")
        state = "● 启用" if row.is_active else "○ 停用"
        st.caption(f"{tables.plain(row.dimension)}　第 {row.number} 版　{state}　{to_minute(row.changed_at)}")
        if viewer.may(Permission.INDICATORS_LIBRARY_EDIT):
            switch = ("停用", "stop") if row.is_active else ("启用", "resume")
            named = [("修改", "edit"), switch, ("删除", "delete")]
            st.markdown("　".join(screen.verb(words, do, row.id) for words, do in named))
        part = st.segmented_control(
            "看什么", PARTS, default=PARTS[0], key="library.part", label_visibility="collapsed", required=True
        )
        if part == "评分规则":
            _rules(card)
        elif part == "版本":
            _history(viewer, row.code)
        elif part == "被引用":
            _uses(card)
        else:
            _facts(card.indicator)

    verbs.drawer("指标", body)


def _facts(indicator: Indicator) -> None:
    told = [
        (LABELS[name], word_of(indicator, name))
        for name in FACTS
        if name not in RARE or getattr(indicator, name)
    ]
    st.markdown("\n".join(f"- **{label}**：{tables.plain(text or '—')}" for label, text in told))


def _rules(card: LibraryCard) -> None:
    indicator = card.indicator
    for metric in indicator.metrics:
        _metric(indicator, metric)
    if indicator.events:
        told = [
            f"- {tables.plain(f'{event.name}：每次扣 {plain_decimal(event.points_each)} 分，扣完为止')}"
            for event in indicator.events
        ]
        st.markdown("\n".join(["**附加扣分**", "", *told]))
    drawn = {metric.code: metric for metric in indicator.metrics if has_curve(metric)}
    if not drawn:
        return
    chosen = st.selectbox(
        "得分曲线", list(drawn), format_func=lambda code: f"{code} {drawn[code].name}", key="library.curve"
    )
    metric = drawn[chosen or next(iter(drawn))]
    key = ("library", indicator.sha256, card.row.number, metric.code)
    share = metric.share / 100
    full = indicator.full_marks and indicator.full_marks * share.numerator / share.denominator
    charts.show(key, lambda: rule_curve(metric, full), name=f"curve.{metric.code}")


def _metric(indicator: Indicator, metric: Metric) -> None:
    measured = INPUTS.get(metric.input, metric.input)
    if metric.numerator:
        measured = " ÷ ".join(part for part in (metric.numerator, metric.denominator) if part)
    facts = {
        "怎么量": measured,
        "公式": metric.formula if _squeezed(metric.formula) != _squeezed(measured) else "",
        "怎么计分": standard(metric),
        "空值处理": EMPTY_POLICIES.get(metric.empty, metric.empty),
    }
    title = f"{metric.code} {metric.name}（占 {share_text(metric)}）"
    lines = [f"- {label}：{tables.plain(text)}" for label, text in facts.items() if text]
    items = [
        f"    - {tables.plain(f'{item.name}（权重 {plain_decimal(item.weight)}）：{item.standard}')}"
        for item in indicator.items_of(metric.code)
    ]
    if items:
        lines += ["- 清单项：", *items]
    st.markdown("\n".join([f"**{tables.plain(title)}**", "", *lines]))


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


def _history(viewer: Viewer, code: str) -> None:
    for version in feedback.ask(viewer, library_history, code=code):
        st.markdown(_told(version))


def _told(version: VersionRow) -> str:
    lines = [f"**第 {version.number} 版　{version.act}　{to_minute(version.at)}**"]
    who = f"{version.person_name}{'；理由：' + version.reason if version.reason else ''}"
    lines.append(tables.plain(who))
    for change in version.changed[:MOST_CHANGES]:
        lines.append(
            tables.plain(f"{change.place}：{change.before or '（空）'} → {change.after or '（空）'}")
        )
    if len(version.changed) > MOST_CHANGES:
        lines.append(f"另有 {len(version.changed) - MOST_CHANGES} 处改动。")
    return "  \n".join(lines)


def _uses(card: LibraryCard) -> None:
    if not card.uses:
        st.caption("还没有体系引用这个指标，可以删除。")
        return
    lines = []
    for use in card.uses:
        linked = use.version_id is not None
        lines.append(
            f"- {tables.link(use.title, links.system(use.version_id or 0)) if linked else tables.plain(use.title)}"
        )
    st.markdown("\n".join([f"{len(card.uses)} 个体系引用了它，不能删除，可以停用：", "", *lines]))
