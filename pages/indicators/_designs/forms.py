"""Dialogs of the list and of one draft."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from core.designs import sources
from core.designs.queries import DesignRow, DesignView
from core.designs.rules import Stage
from core.designs.service import DesignDraft, copy_as_design, create_design, delete_design
from core.designs.system_edits import Replace
from core.errors import Invalid
from core.indicators.system import AUDIENCES, SCHEMES, IndicatorSystem
from core.indicators.workbook import read_system
from pages.indicators._designs import node_forms, opened, picker, stage
from pages.ui import feedback, frame, tables, uploads, verbs
from pages.ui.guard import Viewer

Rows = Mapping[int, DesignRow]


def _add(viewer: Viewer, _number: int | None, _rows: Rows) -> None:
    def body() -> None:
        upload = uploads.choose("从工作簿建立（可不选，建立空草案）", key="designs.file")
        system = _read(viewer, upload) if upload else None
        if upload and system is None:
            return
        left, right = st.columns(2)
        name = left.text_input("体系名称", system.name if system else "", key=f"design.name.{bool(system)}")
        code = right.text_input("体系编码", system.code if system else "", key=f"design.code.{bool(system)}")
        label = left.text_input("版本", system.version if system else "", key=f"design.label.{bool(system)}")
        kinds = [key for key in AUDIENCES if key != "general"]
        at = kinds.index(system.audience) if system and system.audience in kinds else 0
        audience = right.selectbox(
            "适用对象", kinds, index=at, format_func=AUDIENCES.__getitem__, key=f"design.for.{bool(system)}"
        )
        scheme = system.scheme if system else left.selectbox(
            "计分方式", list(SCHEMES), format_func=SCHEMES.__getitem__, key="design.scheme"
        )  # fmt: skip
        draft = DesignDraft(code, name, label, audience or kinds[0], scheme or "marks")
        ready = bool(code.strip() and name.strip() and label.strip())
        verbs.submit(
            viewer,
            "建立草案",
            create_design,
            draft=draft,
            system=system,
            ready=ready,
            done=_made("已建立草案"),
        )

    verbs.dialog("新建体系草案", body, wide=True)


def _copy(viewer: Viewer, number: int | None, _rows: Rows) -> None:
    versions = dict(feedback.ask(viewer, sources.versions))

    def body() -> None:
        if not versions:
            st.info("还没有已发布的体系。请新建草案。")
            return
        keys = list(versions)
        at = keys.index(number) if number in keys else 0
        chosen = st.selectbox(
            "复制哪个版本", keys, index=at, format_func=versions.__getitem__, key="design.from"
        )
        label = st.text_input("新版本号", key="design.new", placeholder="例如 2021", max_chars=30)
        st.caption("原版本保持冻结；草案从它的全部内容开始，随时可以查看差异。")
        verbs.submit(
            viewer,
            "复制为新版本",
            copy_as_design,
            version_id=chosen or keys[0],
            version_label=label,
            ready=bool(label.strip()),
            done=_made("已复制为新版本的草案"),
        )

    verbs.dialog("复制为新版本", body)


def _delete(viewer: Viewer, number: int | None, rows: Rows) -> None:
    row = rows.get(number or 0)
    if row is None:
        return
    seen = verbs.as_opened(row)

    def body() -> None:
        st.markdown(
            f"删除草案“{tables.plain(seen.name)}”？已经论证、讨论或征求过意见的草案须留存，不能删除。"
        )
        if st.button("删除草案", type="primary", key="verbs.submit"):
            done, name = feedback.act(viewer, delete_design, design_id=seen.id, version=seen.version)
            if done:
                verbs.close()
                frame.carry(f"已删除草案“{name}”。")

    verbs.dialog("删除体系草案", body)


def _replace(viewer: Viewer, view: DesignView) -> None:
    def body() -> None:
        st.caption("先导出草案的工作簿，改好后在此更新；适合批量修改等次、加减分项和清单项。")
        upload = uploads.choose("体系工作簿", key="designs.replace")
        system = _read(viewer, upload) if upload else None
        if system and upload and st.button("以工作簿更新草案", type="primary", key="verbs.submit"):
            uploads.forget("designs.replace")
            verbs.close()
            opened.edit(viewer, view, Replace(system))

    if opened.may_edit(viewer, view):
        verbs.dialog("以工作簿更新草案", body, wide=True)


def _read(viewer: Viewer, upload: uploads.Upload) -> IndicatorSystem | None:
    try:
        with st.spinner("正在检查…"):
            return read_system(upload.content.data, upload.content.name)
    except Invalid as error:
        feedback.give_back(viewer, error, upload.content.name, error.annotated)
        return None


def _made(sentence: str) -> Callable[[int], str]:
    def told(design_id: int) -> str:
        uploads.forget("designs.file")
        st.query_params["design"] = str(design_id)
        return f"{sentence}。"

    return told


LIST: dict[str, Callable[[Viewer, int | None, Rows], None]] = {"add": _add, "copy": _copy, "delete": _delete}
ONE: dict[str, Callable[[Viewer, DesignView], None]] = {
    "replace": _replace,
    "pick": picker.show,
    **node_forms.FORMS,
    **{f"to-{to.value}": partial(stage.dialog, to=to) for to in Stage},
}
