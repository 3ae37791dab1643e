"""The design archive: interviews, meetings, samples, literature, minutes, arguments."""

import hashlib

import streamlit as st

from core.clock import to_minute
from core.designs.deliberation import attach_file
from core.designs.queries import DesignView, FileRow, files
from core.designs.rules import FileKind
from pages.indicators._designs import opened
from pages.ui import evidence, feedback, frame, links, tables, uploads
from pages.ui.guard import Viewer

KEY = "designs.archive"


def show(viewer: Viewer, view: DesignView) -> None:
    """Attach, then what is attached."""
    if opened.may_edit(viewer, view):
        _attach(viewer, view)
    rows: list[FileRow] = feedback.ask(viewer, files, design_id=view.row.id)
    counts = "、".join(
        f"{kind.label} {number} 份" for kind in FileKind if (number := sum(row.kind is kind for row in rows))
    )
    if counts:
        st.markdown(counts)
    tables.show(
        [
            {
                "种类": row.kind.label,
                "文件": tables.link(row.name, links.archived_file(view.row.id, row.id)),
                "说明": tables.plain(row.note or "—"),
                "归档人": tables.plain(row.by),
                "时间": to_minute(row.at),
            }
            for row in rows
        ],
        empty="档案还是空的。访谈、座谈、抽样和文献资料都归在这里，讨论的会议纪要也在这里附上。",
    )


def _attach(viewer: Viewer, view: DesignView) -> None:
    generation = st.session_state.get(uploads.GENERATION + KEY, 0)
    with st.container(border=True):
        left, right = st.columns([2, 3])
        kind = left.selectbox(
            "种类", list(FileKind), index=4, format_func=lambda each: each.label, key=f"{KEY}.kind"
        )
        note = left.text_input(
            "说明", key=f"{KEY}.note.{generation}", max_chars=200, placeholder="例如：4 月 12 日第二次讨论"
        )
        with right:
            chosen = evidence.choose("文件", key=KEY, note="归档后不能删除")
        words = f"归档 {len(chosen)} 个文件" if len(chosen) > 1 else "归档文件"
        if st.button(words, type="primary", disabled=not chosen, key=f"{KEY}.put"):
            _put(viewer, view, chosen, kind=kind or FileKind.MINUTES, note=note)


def _put(
    viewer: Viewer, view: DesignView, chosen: list[evidence.Chosen], *, kind: FileKind, note: str
) -> None:
    for each in chosen:
        key = hashlib.sha256(f"{view.row.id}.{each.client_key}".encode()).hexdigest()
        facts = {"design_id": view.row.id, "kind": kind, "file": each.file, "note": note, "client_key": key}
        done, _ = feedback.act(viewer, attach_file, **facts)
        if not done:
            return
    uploads.forget(KEY)
    names = "、".join(f"“{evidence.named(each.file)}”" for each in chosen)
    frame.carry(f"已归档{names}。")
