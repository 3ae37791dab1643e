"""The list of dictionaries at the left, and the dialogs that change one."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.administration.dictionaries import (
    LONGEST,
    LONGEST_NOTE,
    TypeDraft,
    add_type,
    delete_type,
    edit_type,
)
from core.administration.dictionary_queries import TypeRow
from pages.ui import tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen, folded


def choose(screen: Screen, lists: Mapping[str, TypeRow], *, may_edit: bool) -> TypeRow | None:
    """Draw the list; returns the dictionary the address names."""
    chosen = lists.get(st.query_params.get("type", ""))
    with folded("tree", "字典列表"):
        text = st.text_input(
            "查找字典", placeholder="名称或编码", key="tree.text", label_visibility="collapsed", max_chars=30
        )
        wanted = (text or "").strip().lower()
        lines = []
        for row in lists.values():
            if wanted not in f"{row.name}{row.code}".lower():
                continue
            target = None if row is chosen else row.code
            words = tables.link(row.name, screen.link(type=target, page=None, do=None, id=None))
            stopped = "" if row.is_active else "（停用）"
            lines.append(f"- {f'**{words}**' if row is chosen else words}{stopped} {row.items}")
        with st.container(key="tree-list"):
            st.markdown("\n".join(lines) or "没有匹配的字典。")
        if chosen is not None:
            st.caption(f"编码 {tables.plain(chosen.code)}　{tables.plain(chosen.note)}")
            if may_edit:
                named = [("修改字典", "edit_type")] + (
                    [] if chosen.is_builtin else [("删除字典", "delete_type")]
                )
                st.markdown("　".join(tables.link(words, screen.link(do=do, id=None)) for words, do in named))
    return chosen


def _add(viewer: Viewer, _kind: TypeRow | None) -> None:
    def body() -> None:
        code = st.text_input(
            "字典编码（建立后不能改）", key="type.code", max_chars=40, placeholder="例如 share_type"
        )
        name = st.text_input("字典名称", key="type.name", max_chars=LONGEST)
        note = st.text_input("说明", key="type.note", max_chars=LONGEST_NOTE)
        verbs.submit(
            viewer,
            "新增字典",
            add_type,
            draft=TypeDraft(code.strip(), name, note),
            ready=bool(code.strip() and name.strip()),
            done=f"已新增字典“{name.strip()}”。",
        )

    verbs.dialog("新增字典", body)


def _edit(viewer: Viewer, kind: TypeRow | None) -> None:
    if kind is None:
        return
    row = verbs.as_opened(kind)

    def body() -> None:
        key = f"{row.code}.{row.version}"
        name = st.text_input("字典名称", row.name, key=f"type.name.{key}", max_chars=LONGEST)
        note = st.text_input("说明", row.note, key=f"type.note.{key}", max_chars=LONGEST_NOTE)
        active = st.toggle("启用", row.is_active, key=f"type.active.{key}", disabled=row.is_builtin)
        verbs.submit(
            viewer,
            "保存字典",
            edit_type,
            draft=TypeDraft(row.code, name, note),
            active=active,
            version=row.version,
            ready=bool(name.strip()),
            done=f"已修改字典“{name.strip()}”。",
        )

    verbs.dialog(f"修改字典“{row.name}”", body)


def _delete(viewer: Viewer, kind: TypeRow | None) -> None:
    if kind is None:
        return
    row = verbs.as_opened(kind)

    def body() -> None:
        st.markdown(f"删除字典“{tables.plain(row.name)}”？现有字典项 {row.items} 个。")
        verbs.submit(
            viewer,
            "删除字典",
            delete_type,
            code=row.code,
            version=row.version,
            done=f"已删除字典“{row.name}”。",
        )

    verbs.dialog("删除字典", body)


FORMS: dict[str, Callable[[Viewer, TypeRow | None], None]] = {
    "add_type": _add,
    "edit_type": _edit,
    "delete_type": _delete,
}
