"""Anyone in the evaluation reads an indicator system; the authority publishes one from a workbook."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.indicators import queries
from core.indicators.queries import SystemRow
from core.indicators.system import AGGREGATIONS, AUDIENCES, IndicatorSystem
from pages.indicators._systems import card, intake, tree
from pages.ui import feedback, frame, guard, links, tables, work
from pages.ui.numbers import marks
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.INDICATORS_SYSTEM_READ)
COLUMNS: list[Column[SystemRow]] = [
    Column("体系名称", lambda row: tables.link(row.name, links.system(row.id)), "name", fixed=True),
    Column("编码", lambda row: tables.plain(row.code), "code"),
    Column("版本", lambda row: tables.plain(row.version_label), "version"),
    Column("适用对象", lambda row: AUDIENCES[row.audience]),
    Column("发布时间", lambda row: to_minute(row.published_at), "published"),
    Column("发布人", lambda row: tables.plain(row.published_by)),
    Column("校验码", lambda row: row.sha256[:16]),
]


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
        f"适用于{system.audience_name}：{levels}，末级指标 {len(system.leaves)} 个、"
        f"子项 {len(system.metrics)} 个，{scheme}，"
        f"加分封顶 {marks(system.bonus_cap)} 分、减分封顶 {marks(system.deduction_cap)} 分。"
    )


def listing() -> None:
    """The published versions as a work screen, and the way to bring in another."""
    screen = work.Screen("systems", "指标管理", "指标体系")
    known: list[SystemRow] = feedback.ask(viewer, queries.systems)
    newest: dict[str, SystemRow] = {}
    for row in known:
        newest.setdefault(row.audience, row)
    said = "、".join(f"{AUDIENCES[key]} {tables.plain(row.version_label)}" for key, row in newest.items())
    screen.heading(f"已发布 {len(known)} 个体系版本，最新的是：{said}。" if known else "")
    if known:
        chosen = screen.query_row(
            Text("text", "体系", "名称、编码或版本"),
            Choice("audience", "适用对象", {key: AUDIENCES[key] for key in ("department", "county")}),
        )
        _, aside = work.toolbar()
        if viewer.may(Permission.INDICATORS_SYSTEM_EXPORT):
            aside.link_button("导出", links.list_file("systems"), icon=":material/download:")
        with aside:
            screen.choose_columns(COLUMNS)
        rows, total = feedback.ask(
            viewer, queries.system_page, **chosen, sort=screen.sort, offset=screen.offset
        )
        screen.table(rows, COLUMNS, verbs=row_verbs, empty="没有符合条件的体系版本，可点“重置”查看全部。")
        screen.paging(total)
    else:
        feedback.empty("还没有已发布的指标体系。", "由主管部门或项目经理在本页导入指标体系工作簿。")
    if viewer.may(Permission.INDICATORS_SYSTEM_IMPORT):
        intake.show(viewer)


def row_verbs(row: SystemRow) -> list[str]:
    """What may be done with one published version."""
    found = [tables.link("查看", links.system(row.id))]
    if viewer.may(Permission.INDICATORS_SYSTEM_EXPORT):
        found.append(tables.link("导出 Excel", links.system_file(row.id)))
    if viewer.may(Permission.INDICATORS_DESIGN_EDIT):
        found.append(tables.link("复制为新版本", links.designs(do="copy", id=row.id)))
    return found


def detail(version_id: int) -> None:
    """One version: the tree at the left, the card of a node at the right."""
    frame.heading("指标体系", section="指标管理")
    tell = frame.back("全部体系", links.systems())
    system: IndicatorSystem = feedback.ask(viewer, queries.system, version_id=version_id)
    tell(f"{system.name} {system.version}")
    st.markdown(answer(system))
    with st.container(horizontal=True):
        if viewer.may(Permission.INDICATORS_SYSTEM_EXPORT):
            st.link_button("导出 Excel", links.system_file(version_id), icon=":material/download:")
        if viewer.may(Permission.INDICATORS_DESIGN_EDIT):
            copying = links.designs(do="copy", id=version_id)
            st.link_button("复制为新版本", copying, icon=":material/content_copy:")
    node = tree.chosen(system)
    left, right = st.columns([4, 6], gap="large")
    with left:
        tree.show(system, version_id, node)
    with right:
        card.show(system, version_id, node)
    st.caption(
        f"版本 {tables.plain(system.version)} 已发布并冻结，SHA-256 {system.sha256}；修改须另出新版本。"
    )


asked = st.query_params.get("system", "")
if asked.isascii() and asked.isdecimal() and len(asked) < 10:
    detail(int(asked))
else:
    listing()
