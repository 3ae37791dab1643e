"""The notice, and publishing: what is still missing, then once and for all."""

from dataclasses import asdict

import streamlit as st

from core.access.permissions import Permission
from core.designs.notice import TITLES, Notice
from core.designs.publishing import publish_design, write_notice
from core.designs.queries import DesignView
from core.designs.rules import Stage
from pages.indicators._designs import opened
from pages.ui import feedback, frame, links, tables, verbs
from pages.ui.guard import Viewer

SHORT = ("number", "recipients", "contact")


def show(viewer: Viewer, view: DesignView) -> None:
    """Papers first, then the notice's words, then the act."""
    published = view.row.stage is Stage.PUBLISHED
    with st.container(horizontal=True):
        for words, name in (
            ("下载通知（Word）", "notice.docx"),
            ("下载附件：指标体系（Word）", "annex.docx"),
            ("下载工作簿（Excel）", "system.xlsx"),
        ):
            st.link_button(words, links.design_file(view.row.id, name), icon=":material/download:")
        if published and view.row.published_id:
            st.link_button(
                "查看已发布的体系", links.system(view.row.published_id), icon=":material/account_tree:"
            )
    if not published:
        _act(viewer, view)
    st.markdown("##### 通知内容")
    st.caption("第三部分“评估内容与指标”和附件由体系自动生成；文号、成文日期发布后以正式印发为准。")
    _notice(viewer, view)


def _act(viewer: Viewer, view: DesignView) -> None:
    for problem in view.missing:
        st.markdown(f"- {tables.plain(problem.rule)}：{tables.plain(problem.remedy)}")
    ready = view.row.stage is Stage.SOLICITING and not view.missing
    if view.row.stage is not Stage.SOLICITING:
        st.caption("征求意见结束、意见全部裁定、体检没有红项后才能发布。")
    if not viewer.may(Permission.INDICATORS_DESIGN_PUBLISH):
        st.caption("发布由主管部门办理。")
        return
    st.button(
        "发布体系",
        type="primary",
        disabled=not ready,
        key="designs.publish",
        on_click=verbs.open_at,
        args=("publish",),
    )
    if ready and verbs.asked()[0] == "publish":
        verbs.dialog("发布体系", lambda: _confirm(viewer, view))


def _confirm(viewer: Viewer, view: DesignView) -> None:
    st.markdown(
        f"发布“{tables.plain(view.row.name)}”？发布后体系、意见裁定和档案全部冻结，以后修改只能另出新版本。"
    )
    verbs.submit(
        viewer,
        "确认发布",
        publish_design,
        design_id=view.row.id,
        version=view.row.version,
        done=f"已发布“{view.row.name}”并冻结，通知已生成，可在本页下载。",
    )


def _notice(viewer: Viewer, view: DesignView) -> None:
    texts = asdict(view.notice)
    if not opened.may_edit(viewer, view):
        # Grey fields nobody may type into are hard to read.
        for name, text in texts.items():
            st.markdown(f"**{TITLES[name]}**  \n{tables.plain(text)}")
        return
    typed: dict[str, str] = {}
    columns = st.columns(len(SHORT))
    for place, name in zip(columns, SHORT, strict=True):
        typed[name] = place.text_input(
            TITLES[name], texts[name], key=opened.key(view, f"notice.{name}"), max_chars=200
        )
    for name in texts:
        if name not in SHORT:
            typed[name] = st.text_area(
                TITLES[name],
                texts[name],
                key=opened.key(view, f"notice.{name}"),
                max_chars=3000,
                height=100,
            )
    notice = Notice(**typed)
    if st.button("保存通知内容", disabled=notice == view.notice, key="designs.notice"):
        done, _ = feedback.act(
            viewer,
            write_notice,
            design_id=view.row.id,
            notice=notice,
            version=view.row.version,
            client_key=opened.key_of(view, notice),
        )
        if done:
            frame.carry("通知内容已保存。")
