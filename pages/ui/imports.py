"""A batch import in three steps: template, file with a preview, commit; a faulty file comes back marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.errors import Invalid, Problem, ShupingError
from core.evidence.models import Purpose
from core.evidence.service import XLSX, FileContent, keep
from core.sheets.annotating import annotate
from core.store.session import writing
from pages.ui import feedback, frame, links, uploads, verbs
from pages.ui.guard import Viewer

MARKED = "imports.marked."
Lines = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported: its name, the address of its template, how a file is read, looked through, written.

    `preview` answers with counts `added`, `updated`, `unchanged`, `failed` and `problems`; `commit` takes
    the same lines with the source. `facts` go to both.
    """

    name: str
    template: str
    read: Callable[[bytes, str], tuple[Lines, Sequence[Problem]]]
    preview: Callable[..., Any]
    commit: Callable[..., Any]
    done: Callable[[Any], str]


def show(viewer: Viewer, wanted: Import) -> None:
    """Draw the three steps inside a dialog."""
    st.markdown("1. 下载模板，按下拉列表填写。")
    st.link_button(f"下载{wanted.name}导入模板", wanted.template, icon=":material/download:")
    st.markdown("2. 选择填好的文件，系统先逐行检查，不写入任何数据。")
    upload = uploads.choose(f"{wanted.name}工作簿", key=f"imports.{wanted.name}")
    if upload is None:
        return
    lines, preview = _looked_through(viewer, wanted, upload)
    if preview is None:
        return
    for place, (label, number) in zip(
        st.columns(4),
        {
            "新增": preview.added,
            "更新": preview.updated,
            "不变": preview.unchanged,
            "失败": preview.failed,
        }.items(),
        strict=True,
    ):
        place.metric(label, f"{number} 行")
    if preview.problems:
        _give_back(viewer, upload, Invalid("有错误的行，一行也不会导入", problems=preview.problems))
        return
    rows = preview.added + preview.updated
    st.markdown("3. 核对无误后提交，全部行一起写入。")
    if st.button(f"导入 {rows} 行", type="primary", disabled=not rows, key="imports.commit"):
        _commit(viewer, wanted, upload, lines)


def _looked_through(viewer: Viewer, wanted: Import, upload: uploads.Upload) -> tuple[Lines, Any]:
    content = upload.content
    try:
        with st.spinner("正在检查…"):
            lines, faults = wanted.read(content.data, content.name)
    except Invalid as error:
        _give_back(viewer, upload, error)
        return (), None
    except ShupingError as error:
        feedback.refuse(error)
        return (), None
    return lines, feedback.ask(viewer, wanted.preview, lines=lines, faults=faults)


def _commit(viewer: Viewer, wanted: Import, upload: uploads.Upload, lines: Lines) -> None:
    try:
        done, answer = feedback.act_or_raise(
            viewer, wanted.commit, lines=lines, source=upload.content, client_key=upload.client_key
        )
    except Invalid as error:
        _give_back(viewer, upload, error)
        return
    if done:
        uploads.forget(f"imports.{wanted.name}")
        verbs.close()
        frame.carry(wanted.done(answer))


def _give_back(viewer: Viewer, upload: uploads.Upload, error: Invalid) -> None:
    """Show the faults and a link to the person's own file with a 失败原因 column, kept once a file."""
    feedback.refuse(error)
    held = MARKED + upload.client_key
    if held not in st.session_state:
        content = upload.content
        marked = error.annotated or annotate(content.data, content.name, error.problems)
        name = f"{content.name.removesuffix('.xlsx')}-失败原因.xlsx"
        with writing() as session:
            kept = keep(
                session=session,
                actor=viewer.actor,
                content=FileContent(name, XLSX, marked),
                purpose=Purpose.ANNOTATED,
            )
        st.session_state[held] = kept.id
    st.link_button(
        "下载标注了失败原因的文件",
        links.evidence(st.session_state[held]),
        icon=":material/download:",
        type="primary",
    )
