"""The verbs about a whole project: edit, copy, delete."""

import streamlit as st

from core.access.permissions import Permission
from core.projects.editing import belongings, copy_project, delete_project, edit_project
from core.projects.queries import ProjectView
from core.projects.rules import ProjectState
from core.projects.service import ProjectDraft
from pages.projects._projects.listing import rehearsal
from pages.ui import feedback, frame, tables, verbs
from pages.ui.guard import Viewer

ICONS = {"edit": "edit", "copy": "content_copy", "delete": "delete"}


def offer(viewer: Viewer, view: ProjectView) -> None:
    """The buttons, and the dialog the address opens."""
    waits = view.row.state is ProjectState.NOT_STARTED
    acts = {
        "edit": ("修改", viewer.may(Permission.PROJECTS_PROJECT_EDIT)),
        "copy": ("复制", viewer.may(Permission.PROJECTS_PROJECT_CREATE)),
        "delete": ("删除", waits and viewer.may(Permission.PROJECTS_PROJECT_DELETE)),
    }
    open_now = {do: words for do, (words, may) in acts.items() if may}
    if not open_now:
        return
    with st.container(horizontal=True):
        for do, words in open_now.items():
            st.button(
                f"{words}项目",
                icon=f":material/{ICONS[do]}:",
                key=f"project.{do}",
                type="tertiary",
                on_click=verbs.open_at,
                args=(do,),
            )
    do, _ = verbs.asked()
    if do in open_now:
        seen = verbs.as_opened(view)
        verbs.dialog(f"{open_now[do]}项目", lambda: _FORMS[do](viewer, seen))


def _edit(viewer: Viewer, view: ProjectView) -> None:
    row = view.row
    name = st.text_input("项目名称", row.name, key="project.name", max_chars=80)
    is_rehearsal = rehearsal(
        value=row.is_rehearsal,
        key="project.rehearsal",
        disabled=row.state is not ProjectState.NOT_STARTED,
    )
    verbs.submit(
        viewer,
        "保存修改",
        edit_project,
        project_id=row.id,
        name=name,
        is_rehearsal=is_rehearsal,
        version=row.version,
        ready=bool(name.strip()),
        done=f"已修改项目“{name.strip()}”。",
    )


def _copy(viewer: Viewer, view: ProjectView) -> None:
    row = view.row
    st.caption("复制指标体系、考核对象（按机构树现状）、轮次和阶段；日期随年度顺延，报送与结果不复制。")
    year = int(st.number_input("年度", 2000, 2100, min(row.year + 1, 2100), key="project.copy.year"))
    usual = [text.replace(str(row.year), str(year)) for text in (row.code, row.name)]
    code = st.text_input("项目编号", usual[0], key=f"project.copy.code.{year}", max_chars=30)
    name = st.text_input("项目名称", usual[1], key=f"project.copy.name.{year}", max_chars=80)
    is_rehearsal = rehearsal(value=row.is_rehearsal, key="project.copy.rehearsal")
    verbs.submit(
        viewer,
        "复制项目",
        copy_project,
        project_id=row.id,
        draft=ProjectDraft(code, name, year, is_rehearsal),
        ready=bool(code.strip() and name.strip()),
        done=lambda made: _copied(made, name.strip()),
    )


def _copied(made: int, name: str) -> str:
    """Go on in the new project."""
    st.query_params["project"] = str(made)
    return f"已复制为“{name}”，请核对考核对象、轮次和阶段的日期。"


def _delete(viewer: Viewer, view: ProjectView) -> None:
    gone = feedback.ask(viewer, belongings, project_id=view.row.id)
    listed = "、".join(f"{name} {number} 个" for name, number in gone.items()) or "没有其他内容"
    st.markdown(f"删除项目“{tables.plain(view.row.name)}”？一并删除：{listed}。删除后不能恢复，日志保留。")
    facts = {"project_id": view.row.id, "version": view.row.version}
    if st.button("删除项目", type="primary", key="verbs.submit"):
        done, _ = feedback.act(viewer, delete_project, client_key=verbs.client_key(), **facts)
        if done:
            verbs.close()
            st.query_params.clear()
            frame.carry(f"已删除项目“{view.row.name}”。")


_FORMS = {"edit": _edit, "copy": _copy, "delete": _delete}
