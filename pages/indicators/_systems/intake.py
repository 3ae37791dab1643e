"""Publishing a system from a workbook; a faulty one comes back marked, and nothing is written."""

import streamlit as st

from core.errors import Invalid
from core.indicators.service import publish_system
from core.indicators.workbook import read_system
from pages.ui import feedback, frame, uploads
from pages.ui.guard import Viewer


def show(viewer: Viewer) -> None:
    """Choose, check, publish."""
    with st.expander("导入指标体系工作簿"):
        upload = uploads.choose("指标体系工作簿", key="systems.file")
        st.caption("可先导出已有体系作为样表，改好版本号后导入；校验全部通过才发布，发布后冻结。")
        if st.button("校验并发布体系", type="primary", disabled=upload is None) and upload is not None:
            try:
                with st.spinner("正在校验…"):
                    system = read_system(upload.content.data, upload.content.name)
            except Invalid as error:
                feedback.give_back(viewer, error, upload.content.name, error.annotated)
                return
            done, _ = feedback.act(
                viewer, publish_system, system=system, source=upload.content, client_key=upload.client_key
            )
            if done:
                uploads.forget("systems.file")
                frame.carry(f"已发布“{system.name}”{system.version}，内容已冻结。")
