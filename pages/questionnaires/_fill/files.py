"""Evidence beside an answer: what lies there, putting more, taking one out."""

import hashlib

import streamlit as st

from core.evidence.service import FileContent
from core.questionnaires.form import Question
from core.responses.files import put_files, take_out_file
from core.responses.queries import FileRow
from pages.questionnaires._fill.paper import Filling, Paper
from pages.ui import feedback, frame, links, tables

KINDS = ["pdf", "png", "jpg", "jpeg", "ofd", "doc", "docx", "xls", "xlsx", "wps", "et"]


def show(paper: Paper, question: Question) -> None:
    """The files of a question and, where it can be changed, the way to put more."""
    if not isinstance(paper, Filling):
        st.caption("填报时在此上传文件，可一次选多个。")
        return
    held = [file for file in paper.view.files if file.cell == question.code]
    fixed = bool(paper.fixed(question))
    for file in held:
        _file(paper, file, fixed=fixed)
    if fixed:
        if not held:
            st.caption("没有文件。")
        return
    turn = f"{paper.name}.files.{question.code}"
    chosen = st.file_uploader(
        "上传佐证",
        accept_multiple_files=True,
        type=KINDS,
        key=feedback.fresh(turn),
        label_visibility="collapsed",
        help="PDF、图片、OFD、WPS 或 Office 文件，可一次选多个",
    )
    if chosen and st.button(f"放入 {len(chosen)} 个文件", key=f"{turn}.put", type="primary"):
        contents = [FileContent(each.name, each.type or "", each.getvalue()) for each in chosen]
        key = hashlib.sha256("".join(each.file_id for each in chosen).encode()).hexdigest()
        facts = {
            "response_id": paper.view.id,
            "question": question.code,
            "files": contents,
            "client_key": key,
        }
        done, count = feedback.act(paper.viewer, put_files, **facts)
        if done:
            feedback.renew(turn)
            frame.carry(f"“{question.code} {question.title}”放入 {count} 个文件。")


def _file(paper: Filling, file: FileRow, *, fixed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        size = (
            f"{file.size / 1024:,.0f} KB" if file.size < 1024 * 1024 else f"{file.size / 1024 / 1024:.1f} MB"
        )
        st.markdown(
            f"{tables.link(file.name, links.evidence(file.evidence_id))}　:gray[{size}　{tables.plain(file.by)}]",
            width="content",
        )
        if not fixed and st.button("移除", key=f"{paper.name}.out.{file.id}", type="tertiary"):
            facts = {"response_id": paper.view.id, "file_id": file.id}
            done, name = feedback.act(paper.viewer, take_out_file, **facts)
            if done:
                frame.carry(f"已移除“{name}”，文件仍留档。")
