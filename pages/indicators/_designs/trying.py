"""Trials on past values: one leaf as it would become, or the whole draft."""

from decimal import Decimal
from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.designs.edit import Edit
from core.designs.queries import DesignView
from core.errors import Invalid
from core.results.trials import Trial, leaf_trial, trial, trial_sets
from core.store.session import reading
from pages.ui import feedback, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import score, signed

SHOWN = 60


def leaf(viewer: Viewer, view: DesignView, code: str, change: Edit) -> None:
    """One leaf, as kept and as typed."""
    chosen = _choose(viewer, view, f"designs.trial.{code}", "用往期数据试算这个指标")
    if chosen is not None:
        _shown(viewer, leaf_trial, design_id=view.row.id, value_set_id=chosen, leaf=code, edit=change)


def whole(viewer: Viewer, view: DesignView) -> Trial | None:
    """The whole draft beside the version the period was scored by."""
    chosen = _choose(viewer, view, "designs.trial.whole", "用往期数据试算整套草案（含区分度）")
    if chosen is None:
        return None
    return _shown(viewer, trial, design_id=view.row.id, value_set_id=chosen)


def sets(viewer: Viewer, view: DesignView) -> dict[int, str]:
    """Imports a trial may use; empty for those who may not read values."""
    if not viewer.may(Permission.COLLECTION_VALUES_READ):
        return {}
    return dict(feedback.ask(viewer, trial_sets, audience=view.row.audience))


def _choose(viewer: Viewer, view: DesignView, key: str, words: str) -> int | None:
    if not viewer.may(Permission.COLLECTION_VALUES_READ) or not st.toggle(words, key=f"{key}.on"):
        return None
    offered = sets(viewer, view)
    if not offered:
        st.info("还没有可用的往期指标值。请先在“指标值导入”中导入。")
        return None
    return st.selectbox("往期指标值", list(offered), format_func=offered.__getitem__, key=key)


def _shown(viewer: Viewer, query: Any, **facts: Any) -> Trial | None:
    try:
        with reading() as session:
            found: Trial = query(session=session, actor=viewer.actor, **facts)
    except Invalid as error:
        feedback.refuse(error)
        return None
    known = [row for row in found.rows if row.change is not None]
    moved = [row for row in known if row.change]
    if found.blank:
        names = "、".join(found.blank[:5])
        st.warning(
            f"往期没有这些子项的数据，按“无数据时”的规则计：{names}{'等' if len(found.blank) > 5 else ''}。"
        )
    mean = sum((row.change for row in known if row.change is not None), start=Decimal(0)) / max(1, len(known))
    said = f"{len(moved)} 个得分改变，平均变化 {signed(mean)} 分" if moved else "得分都没有改变"
    st.markdown(f"{len(known)} 个单位可比，{said}。")
    ordered = sorted(found.rows, key=lambda row: (row.change is None, row.change or 0))
    tables.show(
        [
            {
                "单位": tables.plain(row.name),
                "现行": "—" if row.before is None else score(row.before),
                "改后": "—" if row.after is None else score(row.after),
                "变化": "—" if row.change is None else signed(row.change),
            }
            for row in ordered[:SHOWN]
        ]
    )
    return found
