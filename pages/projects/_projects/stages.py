"""The timeline of a project: each stage with its days and state, and what may be done with it."""

from datetime import date

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.projects.queries import ProjectView
from core.projects.rules import StageState
from core.projects.stage_rules import STAGE_MOVES, Stage
from core.projects.stages import StageRow, move_stage, plan_stages, timeline
from pages.ui import feedback, links, tables, verbs
from pages.ui.guard import Viewer

SHAPES = {StageState.PLANNED: "○", StageState.UNDER_WAY: "●", StageState.DONE: "■"}


def show(viewer: Viewer, view: ProjectView) -> None:
    """The answer, the table, and the dialogs the address opens."""
    rows: list[StageRow] = feedback.ask(viewer, timeline, project_id=view.row.id)
    st.markdown(_answer(rows))
    may = viewer.may(Permission.PROJECTS_PROJECT_EDIT)
    if may:
        st.button("编制时间表", icon=":material/edit_calendar:", on_click=verbs.open_at, args=("plan",))
    today = clock.today()
    tables.show(
        [_line(viewer, view, row, today) for row in rows],
        empty="还没有阶段时间表。" + ("点“编制时间表”，写明各阶段的开始日和截止日。" if may else ""),
    )
    do, number = verbs.asked()
    row = next((each for each in rows if each.id == number), None)
    if do == "plan" and may:
        verbs.dialog("编制阶段时间表", lambda: _plan(viewer, view, rows), wide=True)
    elif do == "stage" and row is not None:
        seen = verbs.as_opened(row)
        verbs.dialog(f"阶段：{row.stage.label}", lambda: _move(viewer, seen))


def _answer(rows: list[StageRow]) -> str:
    today = clock.today()
    going = [
        f"**{row.stage.label}**（截止 {clock.in_words(row.ends_on)}）"
        for row in rows
        if row.state is StageState.UNDER_WAY
    ]
    late = [row.stage.label for row in rows if row.is_overdue(today)]
    said = f"正在进行：{'、'.join(going)}" if going else "现在没有进行中的阶段"
    return said + (f"；▲ 已过截止日：{'、'.join(late)}" if late else "") + "。"


def _line(viewer: Viewer, view: ProjectView, row: StageRow, today: date) -> dict[str, object]:
    late = "（▲ 已过截止日）" if row.is_overdue(today) else ""
    cells: dict[str, object] = {
        "阶段": row.stage.label,
        "开始": str(row.starts_on),
        "截止": f"{row.ends_on}{late}",
        "状态": f"{SHAPES[row.state]} {row.state.label}",
    }
    if viewer.may(Permission.PROJECTS_PROJECT_MOVE):
        (words,) = STAGE_MOVES[row.state].values()
        address = links.project(view.row.id, "阶段") + f"&do=stage&id={row.id}"
        cells["操作"] = tables.link(words, address)
    return cells


def _move(viewer: Viewer, row: StageRow) -> None:
    ((to, words),) = STAGE_MOVES[row.state].items()
    reason = st.text_input("理由或依据", key="stage.reason", max_chars=200, placeholder="例如：初评已印发")
    verbs.submit(
        viewer,
        f"{words}“{row.stage.label}”",
        move_stage,
        stage_id=row.id,
        to=to,
        reason=reason,
        version=row.version,
        ready=bool(reason.strip()),
        done=f"阶段“{row.stage.label}”{to.label}。",
    )


def _plan(viewer: Viewer, view: ProjectView, rows: list[StageRow]) -> None:
    st.caption("不用的阶段两格都留空；日期写成 2021-01-31 的样子，截止日就是该阶段的最后期限。")
    held = {row.stage: row for row in rows}
    plan: dict[Stage, tuple[date, date]] = {}
    faults = []
    for stage in Stage:
        row = held.get(stage)
        with st.container(key=f"plan-{stage}"):
            name, left, right = st.columns([2, 3, 3], vertical_alignment="center")
        name.markdown(stage.label)
        texts = [
            place.text_input(
                f"{stage.label}{label}",
                str(day) if day else "",
                key=f"stage.{stage}.{label}",
                label_visibility="collapsed",
                placeholder=label,
                max_chars=10,
            )
            for place, label, day in (
                (left, "开始日", row.starts_on if row else None),
                (right, "截止日", row.ends_on if row else None),
            )
        ]
        days = [_day(text or "") for text in texts]
        if days[0] and days[1]:
            plan[stage] = (days[0], days[1])
        elif any((text or "").strip() for text in texts):
            faults.append(stage.label)
    if faults:
        st.error(f"日期不完整或写法不对：{'、'.join(faults)}。两格都要写成 2021-01-31 的样子，或都留空。")
    verbs.submit(
        viewer,
        "保存时间表",
        plan_stages,
        project_id=view.row.id,
        plan=plan,
        ready=bool(plan) and not faults,
        done=f"已保存 {len(plan)} 个阶段的时间表。",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
