"""The dialogs that change items of a code list."""

from collections.abc import Callable

import streamlit as st

from core.administration import dictionary_import
from core.administration.dictionaries import LONGEST, ItemDraft, add_item, delete_item, edit_item
from core.administration.dictionary_queries import ItemRow, TypeRow, item_card
from pages.ui import feedback, imports, links, tables, verbs
from pages.ui.guard import Viewer


def _add(viewer: Viewer, kind: TypeRow | None, _number: int | None) -> None:
    if kind is None:
        return

    def body() -> None:
        left, right = st.columns([1, 2])
        value = left.text_input("值（登记后不能改）", key="item.value", max_chars=LONGEST)
        label = right.text_input("标签", key="item.label", max_chars=LONGEST)
        order = st.number_input("排序号", 1, 99_999, kind.items + 1, key=f"item.order.{kind.code}")
        verbs.submit(
            viewer,
            "新增字典项",
            add_item,
            type_code=kind.code,
            draft=ItemDraft(value, label, int(order)),
            ready=bool(value.strip() and label.strip()),
            done=f"已在“{kind.name}”中新增“{label.strip()}”。",
        )

    verbs.dialog(f"新增字典项：{kind.name}", body)


def _edit(viewer: Viewer, row: ItemRow) -> None:
    key = f"{row.id}.{row.version}"
    st.caption(f"值 {tables.plain(row.value)}，已有数据引用它，不能改。")
    label = st.text_input("标签", row.label, key=f"item.label.{key}", max_chars=LONGEST)
    order = st.number_input("排序号", 1, 99_999, max(1, row.order_no), key=f"item.order.{key}")
    verbs.submit(
        viewer,
        "保存字典项",
        edit_item,
        item_id=row.id,
        draft=ItemDraft(row.value, label, int(order)),
        active=row.is_active,
        version=row.version,
        ready=bool(label.strip()),
        done=f"已修改字典项“{label.strip()}”。",
    )


def _switch(viewer: Viewer, row: ItemRow) -> None:
    said = "停用" if row.is_active else "启用"
    consequence = "不再出现在选项中，已有数据照常显示" if row.is_active else "重新出现在选项中"
    st.markdown(f"{said}“{tables.plain(row.label)}”，{consequence}。")
    verbs.submit(
        viewer,
        f"{said}字典项",
        edit_item,
        item_id=row.id,
        draft=ItemDraft(row.value, row.label, max(1, row.order_no)),
        active=not row.is_active,
        version=row.version,
        done=f"已{said}字典项“{row.label}”。",
    )


def _delete(viewer: Viewer, row: ItemRow) -> None:
    st.markdown(f"删除字典项“{tables.plain(row.label)}”（值 {tables.plain(row.value)}）？")
    verbs.submit(
        viewer,
        "删除字典项",
        delete_item,
        item_id=row.id,
        version=row.version,
        done=f"已删除字典项“{row.label}”。",
    )


def _import(viewer: Viewer, _kind: TypeRow | None, _number: int | None) -> None:
    wanted = imports.Import(
        "字典",
        links.dictionaries_template(),
        dictionary_import.read_lines,
        dictionary_import.preview_items,
        dictionary_import.import_items,
        lambda told: f"已导入字典项：新增 {told[0]} 个，更新 {told[1]} 个。",
    )
    verbs.dialog("导入字典", lambda: imports.show(viewer, wanted), wide=True)


def _of_one(
    title: str, body: Callable[[Viewer, ItemRow], None]
) -> Callable[[Viewer, TypeRow | None, int | None], None]:
    """A dialog about one item, as it stood when it was opened."""

    def opened(viewer: Viewer, _kind: TypeRow | None, number: int | None) -> None:
        row = verbs.as_opened(feedback.ask(viewer, item_card, item_id=number or 0))
        verbs.dialog(title, lambda: body(viewer, row))

    return opened


FORMS: dict[str, Callable[[Viewer, TypeRow | None, int | None], None]] = {
    "add": _add,
    "edit": _of_one("修改字典项", _edit),
    "switch": _of_one("启用或停用字典项", _switch),
    "delete": _of_one("删除字典项", _delete),
    "import": _import,
}
