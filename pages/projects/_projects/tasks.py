"""The ledger of yearly tasks: goals by quarter, reports of the units, verification."""

from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.projects import task_sheet
from core.projects.queries import ProjectView
from core.projects.tasks import FULL, NodeRow, nodes, report_node, verify_node
from pages.ui import evidence, feedback, imports, links, tables, uploads, verbs
from pages.ui.guard import Viewer

SHAPES = {"未报": "○", "待核定": "▲", "已核定": "●"}
PART = "年度任务"


def show(viewer: Viewer, view: ProjectView) -> None:
    """The answer, the toolbar, the table, and the dialogs the address opens."""
    rows: list[NodeRow] = feedback.ask(viewer, nodes, project_id=view.row.id)
    done, waiting = (sum(row.state == state for row in rows) for state in ("已核定", "待核定"))
    st.markdown(
        f"任务 {len({row.task_code for row in rows})} 项、节点 {len(rows)} 个，已核定 **{done}** 个，"
        f"待核定 **{waiting}** 个，未报 {len(rows) - done - waiting} 个。"
    )
    with st.container(horizontal=True):
        if viewer.may(Permission.PROJECTS_TASK_EDIT):
            st.button("导入任务", icon=":material/upload:", on_click=verbs.open_at, args=("import-tasks",))
        if viewer.may(Permission.PROJECTS_TASK_EXPORT):
            st.link_button("导出台账", links.tasks_file(view.row.id), icon=":material/download:")
    tables.show([_line(viewer, view, row) for row in rows], empty="还没有年度任务。由项目经理按模板导入。")
    _opened(viewer, view, rows)


def _opened(viewer: Viewer, view: ProjectView, rows: list[NodeRow]) -> None:
    do, number = verbs.asked()
    row = next((each for each in rows if each.id == number), None)
    if do == "import-tasks" and viewer.may(Permission.PROJECTS_TASK_EDIT):
        wanted = _import(view.row.id)
        verbs.dialog("导入年度任务", lambda: imports.show(viewer, wanted), wide=True)
    elif row is not None and do in ("report", "verify"):
        seen = verbs.as_opened(row)
        body = _report if do == "report" else _verify
        verbs.dialog(f"{row.task_code} {_quarter(row)}", lambda: body(viewer, seen))
    evidence.opened(viewer, [each.evidence for each in rows if each.evidence])


def _import(project_id: int) -> imports.Import:
    # Named functions: a refusal is kept under the name of what was refused.
    def preview_tasks(**facts: Any) -> Any:
        return task_sheet.preview_tasks(project_id=project_id, **facts)

    def import_tasks(**facts: Any) -> Any:
        return task_sheet.import_tasks(project_id=project_id, **facts)

    return imports.Import(
        PART,
        links.tasks_template(),
        task_sheet.read_lines,
        preview_tasks,
        import_tasks,
        lambda counts: f"已导入年度任务：新增 {counts[0]} 项，更新 {counts[1]} 项。",
    )


def _line(viewer: Viewer, view: ProjectView, row: NodeRow) -> dict[str, object]:
    rate = "—" if row.verified is None else f"{row.verified}%"
    address = links.project(view.row.id, PART)
    cells: dict[str, object] = {
        "任务": tables.plain(f"{row.title}（{row.task_code}）"),
        "责任单位": tables.plain(row.unit),
        "季度": _quarter(row),
        "目标": tables.plain(row.goal),
        "完成情况": tables.plain(row.report or "—"),
        "佐证": evidence.cell(row.evidence, address) if row.evidence else "—",
        "状态": f"{SHAPES[row.state]} {row.state}",
        "核定": f"{rate}{f' {tables.plain(row.remark)}' if row.remark else ''}",
    }
    acts = []
    if viewer.may(Permission.PROJECTS_TASK_REPORT) and row.verified is None:
        acts.append(("填报", "report"))
    if viewer.may(Permission.PROJECTS_TASK_VERIFY) and row.reported_at:
        acts.append(("核定" if row.verified is None else "改核定", "verify"))
    if acts:
        cells["操作"] = "　".join(tables.link(words, f"{address}&do={do}&id={row.id}") for words, do in acts)
    return cells


def _quarter(row: NodeRow) -> str:
    return f"{'一二三四'[row.quarter - 1]}季度"


def _report(viewer: Viewer, row: NodeRow) -> None:
    st.markdown(f"目标：{tables.plain(row.goal)}")
    said = st.text_area("完成情况", row.report, key=f"task.report.{row.id}", max_chars=500)
    if row.evidence:
        st.caption(f"已交佐证：{evidence.named(row.evidence)}（{row.evidence.size_in_words}），再交即替换。")
    key = f"task.file.{row.id}"
    chosen = evidence.choose_one("佐证（可选）", key=key)

    def taken_in(_: object) -> str:
        uploads.forget(key)
        return f"已填报“{row.title}”{_quarter(row)}的完成情况。"

    verbs.submit(
        viewer,
        "保存完成情况",
        report_node,
        node_id=row.id,
        report=said or "",
        evidence=chosen.file if chosen else None,
        version=row.version,
        ready=bool((said or "").strip()),
        done=taken_in,
    )


def _verify(viewer: Viewer, row: NodeRow) -> None:
    st.markdown(f"目标：{tables.plain(row.goal)}  \n完成情况：{tables.plain(row.report)}")
    usual = FULL if row.verified is None else row.verified
    rate = st.number_input("核定完成率（%）", 0, FULL, usual, key=f"task.rate.{row.id}")
    remark = st.text_input(
        "核定说明（不足 100 的必填）", row.remark, key=f"task.remark.{row.id}", max_chars=200
    )
    verbs.submit(
        viewer,
        "核定节点",
        verify_node,
        node_id=row.id,
        rate=int(rate),
        remark=remark or "",
        version=row.version,
        ready=int(rate) == FULL or bool((remark or "").strip()),
        done=f"已核定“{row.title}”{_quarter(row)}完成 {int(rate)}%。",
    )
