"""Evidence beside an answer: what lies there with its pages, putting more, taking one out."""

import hashlib

import streamlit as st

from core.evidence.queries import HeldFile
from core.questionnaires.form import Question
from core.responses.files import put_files, take_out_file
from core.responses.queries import FileRow
from pages.questionnaires._fill.paper import Filling, Paper
from pages.ui import evidence, feedback, form_links, frame, tables, uploads


def show(paper: Paper, question: Question) -> None:
    """The files of a question and, where it can be changed, the way to put more."""
    if not isinstance(paper, Filling):
        st.caption("填报时在此上传文件，可一次选多个。")
        return
    rows = [file for file in paper.view.files if file.cell == question.code]
    fixed = bool(paper.fixed(question))
    here = form_links.cell(paper.form, paper.view.id, question.code)
    for row in rows:
        _file(paper, row, here, fixed=fixed)
    if fixed:
        if not rows:
            st.caption("没有文件。")
    else:
        _choose(paper, question)
    evidence.opened(paper.viewer, [_held(row) for row in rows])


def _choose(paper: Filling, question: Question) -> None:
    key = f"{paper.name}.files.{question.code}"
    chosen = evidence.choose("上传佐证", key=key)
    if chosen and st.button(f"放入 {len(chosen)} 个文件", key=f"{key}.put", type="primary"):
        facts = {
            "response_id": paper.view.id,
            "question": question.code,
            "files": [each.file for each in chosen],
            "client_key": hashlib.sha256("".join(each.client_key for each in chosen).encode()).hexdigest(),
        }
        done, count = feedback.act(paper.viewer, put_files, **facts)
        if done:
            uploads.forget(key)
            frame.carry(f"“{question.code} {question.title}”放入 {count} 个文件。")


def _held(row: FileRow) -> HeldFile:
    return HeldFile(row.evidence_id, row.name, row.size, row.sha256, row.by, row.at)


def _file(paper: Filling, row: FileRow, here: str, *, fixed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{evidence.cell(_held(row), here)}　:gray[{tables.plain(row.by)}]", width="content")
        if not fixed and st.button("移除", key=f"{paper.name}.out.{row.id}", type="tertiary"):
            facts = {"response_id": paper.view.id, "file_id": row.id}
            done, name = feedback.act(paper.viewer, take_out_file, **facts)
            if done:
                frame.carry(f"已移除“{name}”，文件仍留档。")
