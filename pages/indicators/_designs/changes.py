"""What differs: the draft beside a published version, or beside itself at an earlier stage."""

import streamlit as st

from core.clock import to_minute
from core.designs import queries, sources
from core.designs.differences import TABLES, Difference, differences
from core.designs.queries import DesignView, MoveRow
from core.indicators.system import IndicatorSystem
from pages.ui import feedback, links, tables
from pages.ui.guard import Viewer

SHOWN = 200


def show(viewer: Viewer, view: DesignView) -> None:
    """Choose what to compare with; every change is one line."""
    moves: list[MoveRow] = feedback.ask(viewer, queries.moves, design_id=view.row.id)
    versions = dict(feedback.ask(viewer, sources.versions))
    offered = {f"v{key}": f"已发布：{name}" for key, name in versions.items()}
    offered |= {
        f"m{at}": f"本草案在{to_minute(move.at)}转为“{move.to_stage.label}”时"
        for at, move in enumerate(moves)
    }
    if not offered:
        st.info("还没有可比较的版本。发布过体系，或本草案进入下一阶段后，可在这里逐处对比。")
        return
    first = f"v{view.row.based_on}" if view.row.based_on in versions else next(iter(offered))
    chosen = (
        st.selectbox(
            "与谁比较",
            list(offered),
            index=list(offered).index(first),
            format_func=offered.__getitem__,
            key=f"designs.against.{view.row.id}",
        )
        or first
    )
    old: IndicatorSystem = (
        moves[int(chosen[1:])].system
        if chosen.startswith("m")
        else feedback.ask(viewer, sources.published_system, version_id=int(chosen[1:]))
    )
    _tell(view, differences(old, view.system))


def _tell(view: DesignView, found: tuple[Difference, ...]) -> None:
    if not found:
        st.success("内容完全相同，没有任何差异。")
        return
    kinds = {"system": "体系", **TABLES}
    counts = "、".join(
        f"{words} {number} 处"
        for table, words in kinds.items()
        if (number := sum(d.table == table for d in found))
    )
    st.markdown(f"共 **{len(found)}** 处差异：{counts}。")
    known = view.system.node_by_code
    tables.show(
        [
            {
                "类别": kinds[each.table],
                "变化": tables.plain(each.sentence),
                "查看": tables.link(each.code, links.designs(view.row.id, part="指标树", node=each.code))
                if each.code in known
                else "—",
            }
            for each in found[:SHOWN]
        ]
    )
    if len(found) > SHOWN:
        st.caption(f"列出前 {SHOWN} 处。")
