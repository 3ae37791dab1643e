"""Adjustment slips of a running project: what was changed on whose word, and a new one."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.projects.adjustments import Adjustment, Slip, SlipRow, adjust, adjustments
from core.projects.queries import ProjectView
from core.projects.rules import ProjectState
from core.store.session import reading
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer

KINDS = (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY)


def show(viewer: Viewer, view: ProjectView) -> None:
    """The slips, and the verb that makes one."""
    rows: list[SlipRow] = feedback.ask(viewer, adjustments, project_id=view.row.id)
    st.markdown("##### 调整单")
    may = view.row.state is ProjectState.RUNNING and viewer.may(Permission.PROJECTS_ORGANISATION_ADJUST)
    if may:
        st.button("办理调整单", icon=":material/edit_note:", on_click=verbs.open_at, args=("slip",))
    tables.show(
        [
            {
                "时间": to_minute(row.at),
                "事项": row.kind.label,
                "原单位": tables.plain(row.before or "—"),
                "现单位": tables.plain(row.after or "—"),
                "理由": tables.plain(row.reason),
                "批准人": tables.plain(row.approver),
                "依据": tables.plain(row.basis),
                "办理人": tables.plain(row.person),
            }
            for row in rows
        ],
        empty="启动以来没有调整。增加、退出、并入、更名须凭调整单办理，已冻结的版次不变。",
    )
    if may and verbs.asked()[0] == "slip":
        seen = verbs.as_opened(view)
        verbs.dialog("办理调整单", lambda: _slip(viewer, seen))


def _slip(viewer: Viewer, view: ProjectView) -> None:
    kind = st.radio(
        "事项", list(Adjustment), format_func=lambda kind: kind.label, horizontal=True, key="slip.kind"
    )
    members = {each.id: f"{each.name}（{each.code}）" for each in view.members}
    kind = kind or Adjustment.WITHDRAW
    names = members
    if kind is Adjustment.ADD:
        with reading() as session:
            units = [unit for each in KINDS for unit in assessed(session, each)]
        names = {unit.id: f"{unit.name}（{unit.code}）" for unit in units if unit.id not in members}
    unit = _choose("单位", names)
    into, name, short_name = None, "", ""
    if kind is Adjustment.MERGE:
        into = _choose("并入", {key: label for key, label in members.items() if key != unit})
    if kind is Adjustment.RENAME:
        name = st.text_input("新名称", key="slip.name", max_chars=60)
        short_name = st.text_input("新简称", key="slip.short", max_chars=30, placeholder="不填则同名称")
    reason = st.text_input("理由", key="slip.reason", max_chars=200, placeholder="例如：机构改革，职责划转")
    approver = st.text_input("批准人", key="slip.approver", max_chars=30)
    basis = st.text_input("依据", key="slip.basis", max_chars=100, placeholder="例如：德办发〔2021〕3号")
    slip = Slip(kind, unit or 0, reason, approver, basis, into, name, short_name)
    given = [unit, reason.strip(), approver.strip(), basis.strip()]
    given += [into] if kind is Adjustment.MERGE else [name.strip()] if kind is Adjustment.RENAME else []
    verbs.submit(
        viewer,
        "办理调整单",
        adjust,
        project_id=view.row.id,
        slip=slip,
        version=view.row.version,
        ready=all(given),
        done=f"已办理{kind.label}调整单。",
    )


def _choose(label: str, names: dict[int, str]) -> int | None:
    return st.selectbox(
        label,
        list(names),
        index=None,
        placeholder="请选择",
        format_func=lambda key: names[key],
        key=f"slip.{label}.{len(names)}",
    )
