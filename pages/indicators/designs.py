"""The authority composes a system as a draft, checks it, takes it through the process and publishes it."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.designs import queries
from core.designs.queries import DesignRow
from core.designs.rules import Stage
from core.indicators.system import AUDIENCES, SCHEMES
from pages.indicators._designs import (
    archive,
    changes,
    composer,
    forms,
    health,
    opened,
    publish,
    stage,
    talk,
    weighing,
)
from pages.ui import feedback, frame, guard, links, tables, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.INDICATORS_DESIGN_READ)
screen = work.Screen("designs", "指标管理", "体系设计")
may_edit = viewer.may(Permission.INDICATORS_DESIGN_EDIT)

PARTS = {
    "指标树": composer.show,
    "定权": weighing.show,
    "体检": health.show,
    "论证与意见": talk.show,
    "设计档案": archive.show,
    "差异": changes.show,
    "发布": publish.show,
}
COLUMNS: list[Column[DesignRow]] = [
    Column("体系名称", lambda row: tables.link(row.title, links.designs(row.id)), "title", fixed=True),
    Column("编码", lambda row: tables.plain(row.code), "code"),
    Column("版本", lambda row: tables.plain(row.version_label)),
    Column("适用对象", lambda row: AUDIENCES[row.audience]),
    Column("计分", lambda row: SCHEMES[row.scheme]),
    Column("阶段", lambda row: stage.tag(row.stage), "stage"),
    Column("最近修改", lambda row: to_minute(row.changed_at), "changed"),
    Column("修改人", lambda row: tables.plain(row.changed_by)),
]


def row_verbs(row: DesignRow) -> list[str]:
    """What may be done with one draft."""
    found = [tables.link("打开", links.designs(row.id))]
    if may_edit and row.published_id:
        found.append(screen.verb("复制为新版本", "copy", row.published_id))
    elif may_edit and row.stage is Stage.DRAFT:
        found.append(screen.verb("删除", "delete", row.id))
    return found


def listing() -> None:
    """The drafts as a work screen."""
    counts = feedback.ask(viewer, queries.stages)
    said = "、".join(f"{each.label} {counts[each]} 份" for each in Stage if counts.get(each))
    screen.heading(said or "还没有体系草案。")
    chosen = screen.query_row(
        Text("text", "体系", "名称、编码或版本"),
        Choice("stage", "阶段", {each.value: each.label for each in Stage}),
        Choice("audience", "适用对象", {key: AUDIENCES[key] for key in ("department", "county")}),
    )
    primary, aside = work.toolbar()
    if may_edit:
        primary.button(
            "新建草案", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add",)
        )
        primary.button(
            "复制已发布版本", icon=":material/content_copy:", on_click=verbs.open_at, args=("copy",)
        )
    aside.link_button("导出", links.list_file("designs"), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    rows, total = feedback.ask(viewer, queries.designs, **chosen, sort=screen.sort, offset=screen.offset)
    screen.table(rows, COLUMNS, verbs=row_verbs, empty="没有符合条件的草案。可新建草案，或复制已发布的版本。")
    screen.paging(total)
    do, number = verbs.asked()
    if may_edit and do in forms.LIST:
        forms.LIST[do](viewer, number, {row.id: row for row in rows})


def detail(design_id: int) -> None:
    """One draft, the part the address names."""
    named = at if (at := st.query_params.get("part", "")) in PARTS else next(iter(PARTS))
    screen.heading()
    tell = frame.back("全部草案", links.designs())
    now = feedback.ask(viewer, queries.glance, design_id=design_id)
    view = opened.as_opened(viewer, now, (design_id, named))
    tell(view.row.name)
    opened.warn(view, now)
    stage.show(viewer, view)
    part = st.segmented_control(
        "查看",
        list(PARTS),
        default=named,
        key=f"designs.part.{named}",
        required=True,
        label_visibility="collapsed",
    )
    if part and part != named:
        work.turn_to(part)
        st.rerun()
    PARTS[named](viewer, view)
    if (do := verbs.asked()[0]) in forms.ONE:
        forms.ONE[do](viewer, view)


asked = st.query_params.get("design", "")
if asked.isascii() and asked.isdecimal() and len(asked) < 10:
    detail(int(asked))
else:
    listing()
