"""Who works on a project, for which units and indicators; those who edit the project give out the parts."""

import streamlit as st

from core.access.permissions import Permission
from core.projects.queries import ProjectView
from core.projects.rules import Duty, ProjectState
from core.projects.staff import (
    LONGEST_PHONE,
    StaffDraft,
    StaffRow,
    assign,
    candidates,
    project_indicators,
    staff,
    take_off,
)
from pages.ui import feedback, links, tables, verbs
from pages.ui.guard import Viewer

PART = "人员分工"


def show(viewer: Viewer, view: ProjectView) -> None:
    """The table, and for those who may the dialogs that change it."""
    rows: list[StaffRow] = feedback.ask(viewer, staff, project_id=view.row.id)
    may = viewer.may(Permission.PROJECTS_PROJECT_EDIT) and view.row.state is not ProjectState.CLOSED
    if may:
        st.button("指定人员", icon=":material/person_add:", on_click=verbs.open_at, args=("assign",))
    tables.show([_line(view, row, may=may) for row in rows], empty="还没有指定人员；单位看不到有疑问该找谁。")
    do, number = verbs.asked()
    row = next((each for each in rows if each.person_id == number), None)
    if may and do == "assign":
        verbs.dialog("指定人员", lambda: _assign(viewer, view, row), wide=True)
    elif may and do == "take-off" and row is not None:
        verbs.dialog("取消分工", lambda: _take_off(viewer, view, row))


def _line(view: ProjectView, row: StaffRow, *, may: bool) -> dict[str, object]:
    cells: dict[str, object] = {
        "姓名": tables.plain(row.name),
        "分工": row.duty.label,
        "电话": tables.plain(row.phone or "—"),
        "负责单位": tables.plain("、".join(row.unit_names) or "全部"),
        "负责指标": tables.plain("、".join(row.indicator_names) or "全部"),
    }
    if may:
        address = links.project(view.row.id, PART)
        cells["操作"] = "　".join(
            tables.link(words, f"{address}&do={do}&id={row.person_id}")
            for words, do in (("修改", "assign"), ("取消", "take-off"))
        )
    return cells


def _assign(viewer: Viewer, view: ProjectView, held: StaffRow | None) -> None:
    people: dict[int, tuple[str, str]] = feedback.ask(viewer, candidates)
    named = [held.person_id] if held else list(people)
    names = {key: name for key, (name, _) in people.items()} | ({held.person_id: held.name} if held else {})
    left, right = st.columns(2)
    person = left.selectbox("人员", named, format_func=lambda key: names[key], key="staff.person")
    duties = list(Duty)
    duty = right.selectbox(
        "分工",
        duties,
        index=duties.index(held.duty) if held else 0,
        format_func=lambda each: each.label,
        key=f"staff.duty.{person}",
    )
    usual = held.phone if held else people.get(person or 0, ("", ""))[1]
    phone = st.text_input(
        "对单位公布的电话",
        usual,
        key=f"staff.phone.{person}",
        max_chars=LONGEST_PHONE,
        help="考核对象在项目页看得到；建议填办公电话",
    )
    units, indicators = _reach(viewer, view, held, person or 0)
    draft = StaffDraft(person or 0, duty or Duty.LEAD, phone, units, indicators)
    verbs.submit(
        viewer,
        "保存分工",
        assign,
        project_id=view.row.id,
        draft=draft,
        ready=person is not None,
        done=f"已保存{names.get(person or 0, '')}的分工。",
    )


def _reach(
    viewer: Viewer, view: ProjectView, held: StaffRow | None, person: int
) -> tuple[tuple[str, ...], ...]:
    """The units and the indicators somebody answers for."""
    units = {member.code: member.short_name for member in view.members}
    nodes: dict[str, str] = feedback.ask(viewer, project_indicators, project_id=view.row.id)
    return tuple(
        tuple(
            st.multiselect(
                label,
                list(known),
                default=[code for code in given if code in known],
                format_func=known.__getitem__,
                key=f"staff.{name}.{person}",
                placeholder="不选就是全部",
            )
        )
        for label, name, known, given in (
            ("负责单位", "units", units, held.units if held else ()),
            ("负责指标（一级）", "indicators", nodes, held.indicators if held else ()),
        )
    )


def _take_off(viewer: Viewer, view: ProjectView, row: StaffRow) -> None:
    st.markdown(f"取消{tables.plain(row.name)}在本项目的分工（{row.duty.label}）？单位将不再看到其电话。")
    verbs.submit(
        viewer,
        "取消分工",
        take_off,
        project_id=view.row.id,
        person_id=row.person_id,
        done=lambda name: f"已取消{name}的分工。",
    )
