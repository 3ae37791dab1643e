"""Which unit to read."""

import streamlit as st

from core.results import queries
from core.results.queries import EditionRow
from core.store.session import reading
from pages.ui import filters
from pages.ui.feedback import empty
from pages.ui.guard import Viewer


def choose_unit(viewer: Viewer, edition: EditionRow) -> str:
    """The code of the unit the address names, in reach or not, or of the first in reach."""
    with reading() as session:
        views = queries.boards(session=session, actor=viewer.actor, edition_id=edition.id)
    names = {unit.code: f"{unit.name}（{unit.code}）" for view in views for unit in view.units}
    if not names:
        empty("该版次没有您数据范围内的单位。", "请选择其他版次，或联系主管部门核对您的所属单位。")
        st.stop()
    return filters.choose_unit(names, key="unit")
