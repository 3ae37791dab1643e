"""The small dialogs of the library: stop, resume, delete, import."""

from collections.abc import Callable

import streamlit as st

from core.library import intake, sheet
from core.library.queries import LibraryCard, library_card
from core.library.service import LONGEST_REASON, delete_indicator, switch_indicator
from pages.ui import feedback, imports, links, tables, verbs
from pages.ui.guard import Viewer


def reason(hint: str) -> str:
    """Why something is done, which the history keeps."""
    return st.text_input("理由", key="library.reason", max_chars=LONGEST_REASON, placeholder=hint) or ""


def _switch(viewer: Viewer, card: LibraryCard, *, active: bool) -> None:
    row = card.row
    said = "启用" if active else "停用"
    consequence = "重新出现在组建体系的选项里" if active else "不再出现在组建体系的选项里，已有的体系不受影响"
    st.markdown(f"{said}指标“{tables.plain(f'{row.code} {row.name}')}”？{said}后{consequence}。")
    why = reason("例如：不再统计")
    verbs.submit(
        viewer,
        f"确认{said}",
        switch_indicator,
        indicator_id=row.id,
        active=active,
        version=row.version,
        reason=why,
        ready=bool(why.strip()),
        done=f"已{said}指标“{row.name}”。",
    )


def _delete(viewer: Viewer, card: LibraryCard) -> None:
    row = card.row
    named = tables.plain(f"{row.code} {row.name}")
    if card.uses:
        titles = "、".join(tables.plain(use.title) for use in card.uses)
        st.warning(f"{len(card.uses)} 个体系引用了指标“{named}”，不能删除：{titles}。不再使用的请停用。")
        return
    st.markdown(f"删除指标“{named}”？没有体系引用它；删除后不再出现在指标库，历史版本保留。")
    why = reason("例如：登记错了")
    verbs.submit(
        viewer,
        "删除指标",
        delete_indicator,
        indicator_id=row.id,
        version=row.version,
        reason=why,
        ready=bool(why.strip()),
        done=f"已删除指标“{row.name}”。",
    )


def take_in(viewer: Viewer) -> None:
    """Open the batch import."""
    wanted = imports.Import(
        "指标库",
        links.library_template(),
        sheet.read_library,
        intake.preview_library,
        intake.import_library,
        lambda counts: f"已导入指标：新增 {counts[0]:,} 个，更新 {counts[1]:,} 个。",
    )
    verbs.dialog("导入指标", lambda: imports.show(viewer, wanted), wide=True)


def _of_one(title: str, body: Callable[[Viewer, LibraryCard], None]) -> Callable[[Viewer, int], None]:
    def opened(viewer: Viewer, number: int) -> None:
        seen = verbs.as_opened(feedback.ask(viewer, library_card, indicator_id=number))
        verbs.dialog(title, lambda: body(viewer, seen))

    return opened


SMALL: dict[str, Callable[[Viewer, int], None]] = {
    "stop": _of_one("停用指标", lambda viewer, card: _switch(viewer, card, active=False)),
    "resume": _of_one("启用指标", lambda viewer, card: _switch(viewer, card, active=True)),
    "delete": _of_one("删除指标", _delete),
}
