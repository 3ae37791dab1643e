"""The assessed organisations of a project, group by group."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Permission
from core.organisations.queries import Unit, assessed
from core.organisations.rules import OrganisationKind, group_name
from core.projects.queries import ProjectView
from core.projects.roll import Member
from core.projects.rules import ProjectState
from core.projects.service import pick_organisations
from core.store.session import reading
from pages.projects._projects import slips
from pages.ui import feedback, frame, tables
from pages.ui.guard import Viewer

KINDS = (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY)


def show(viewer: Viewer, view: ProjectView) -> None:
    """Who is assessed, as they stood when picked; before the start the picker as well."""
    if view.members:
        tables.show(
            [
                {
                    "类别": OrganisationKind(kind).label,
                    "分组": group_name(group),
                    "个数": len(names),
                    "单位": tables.plain("、".join(names)),
                }
                for (kind, group), names in _groups(view.members).items()
            ]
        )
        st.caption("名称和分组以选定时为准；机构树以后的变动不影响本项目。")
    else:
        feedback.empty(
            "还没有选定考核对象。" if not view.row.organisations else "本项目没有您数据范围内的考核对象。"
        )
    if view.row.state is ProjectState.NOT_STARTED and viewer.may(Permission.PROJECTS_PROJECT_EDIT):
        _pick(viewer, view)
    else:
        slips.show(viewer, view)


def _groups(members: Sequence[Member] | Sequence[Unit]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in members:
        found.setdefault((each.kind, each.group_name), []).append(each.short_name)
    return found


def _pick(viewer: Viewer, view: ProjectView) -> None:
    """One list for each group of the tree; everything is proposed where nothing is picked yet."""
    st.markdown("##### 从机构树勾选")
    if not view.members:
        st.caption("下面已预选机构树中全部考核对象，可逐个移除；保存后生效。")
    picked = {each.id for each in view.members}
    with reading() as session:
        units = [unit for kind in KINDS for unit in assessed(session, kind)]
    by_id = {unit.id: unit for unit in units}
    chosen: list[int] = []
    for kind, group in dict.fromkeys((unit.kind, unit.group_name) for unit in units):
        of_group = [unit.id for unit in units if (unit.kind, unit.group_name) == (kind, group)]
        label = kind.label if group == kind.label else f"{kind.label} › {group_name(group)}"
        chosen += st.multiselect(
            f"{label}（共 {len(of_group)} 个）",
            of_group,
            default=[key for key in of_group if key in picked or not picked],
            format_func=lambda key: by_id[key].short_name,
            placeholder="这一组都不参加",
            select_all=False,
            key=f"projects.members.{view.row.id}.{view.row.version}.{kind}.{group}",
        )
    if st.button(f"保存考核对象（{len(chosen)} 个）", type="primary"):
        facts = {"project_id": view.row.id, "organisation_ids": chosen, "version": view.row.version}
        done, count = feedback.act(viewer, pick_organisations, **facts)
        if done:
            frame.carry(f"已选定 {count} 个考核对象。")
