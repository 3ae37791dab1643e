"""The way in: system, template, file, check, import."""

from collections.abc import Sequence

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.collection.queries import assessed_units
from core.collection.service import ValueSetDraft, import_values
from core.collection.values import Values
from core.collection.workbook import read_values
from core.errors import Invalid
from core.indicators.queries import SystemRow, system
from core.projects.queries import RoundRow, rounds_taking
from core.sheets.annotating import annotate
from core.store.session import reading
from pages.ui import feedback, frame, links, uploads
from pages.ui.guard import Viewer


def show(viewer: Viewer, published: Sequence[SystemRow]) -> None:
    """Draw the form and act on it."""
    by_id = {row.id: row for row in published}
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            chosen = st.selectbox(
                "指标体系",
                list(by_id),
                format_func=lambda key: f"{by_id[key].name} {by_id[key].version_label}",
                key="values.system",
            )
            title = st.text_input(
                "名称", placeholder="例如：2020年度初评·市级部门", key="values.title", max_chars=60
            )
            row = _round(viewer, chosen)
            period = row.period if row is not None else _period()
        with right:
            upload = uploads.choose("指标值工作簿", key="values.file")
            if chosen is not None:
                st.link_button(
                    "下载模板（已列好单位）", links.values_template(chosen), icon=":material/download:"
                )
        ready = upload is not None and chosen is not None and bool(title.strip()) and bool(period.strip())
        if (
            st.button("校验并导入指标值", type="primary", disabled=not ready)
            and upload
            and chosen is not None
        ):
            _import(
                viewer, upload, ValueSetDraft(title.strip(), period.strip(), chosen, row.id if row else None)
            )
        if not ready:
            st.caption("选好文件并填写名称、考核期后即可导入。")


def _round(viewer: Viewer, version_id: int | None) -> RoundRow | None:
    """The open round the values are for; nothing is asked where no open round uses the system."""
    if version_id is None or not viewer.may(Permission.PROJECTS_PROJECT_READ):
        return None
    with reading() as session:
        going = rounds_taking(session=session, actor=viewer.actor, version_id=version_id)
    if not going:
        return None
    rows = {row.id: (project, row) for project, row in going}
    chosen = st.selectbox(
        "所属轮次",
        [None, *rows],
        format_func=lambda key: (
            "不属于轮次"
            if key is None
            else f"{rows[key][1].name}（截止日 {clock.in_words(rows[key][1].closes_on)}）"
        ),
        key=f"values.round.{version_id}",
    )
    return None if chosen is None else rows[chosen][1]


def _period() -> str:
    return st.text_input("考核期", placeholder="例如：2020年度", key="values.period", max_chars=30)


def _import(viewer: Viewer, upload: uploads.Upload, draft: ValueSetDraft) -> None:
    with st.spinner("正在校验…"):
        values = _checked(viewer, upload, draft)
    if values is None:
        return
    try:
        done, _ = feedback.act_or_raise(
            viewer,
            import_values,
            draft=draft,
            values=values,
            source=upload.content,
            client_key=upload.client_key,
        )
    except Invalid as error:
        marked = annotate(upload.content.data, upload.content.name, error.problems)
        feedback.give_back(viewer, error, upload.content.name, marked)
        return
    if done:
        uploads.forget("values.file")
        frame.carry(
            f"已导入 {len(values.units)} 个单位的指标值“{draft.title}”。下一步：在“结果版次”中计算并冻结。"
        )


def _checked(viewer: Viewer, upload: uploads.Upload, draft: ValueSetDraft) -> Values | None:
    with reading() as session:
        version_id = draft.system_version_id
        wanted = system(session=session, actor=viewer.actor, version_id=version_id)
        units = assessed_units(
            session=session, actor=viewer.actor, version_id=version_id, round_id=draft.round_id
        )
    try:
        return read_values(upload.content.data, upload.content.name, wanted, units=units)
    except Invalid as error:
        feedback.give_back(viewer, error, upload.content.name, error.annotated)
        return None
