"""The ledger of yearly tasks: goals by quarter, reports of the units, verification."""

from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.projects import task_sheet
from core.projects.queries import ProjectView
from core.projects.tasks import FULL, STATES, NodeRow, narrowed, nodes, report_node, verify_node
from pages.ui import evidence, feedback, imports, links, tables, uploads, verbs, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Text

SHAPES = {"未报": "○", "待核定": "▲", "已核定": "●"}
PART = "年度任务"


def _verified(row: NodeRow) -> str:
    rate = "—" if row.verified is None else f"{row.verified}%"
    return f"{rate}{f' {tables.plain(row.remark)}' if row.remark else ''}"


def _columns(here: str) -> list[Column[NodeRow]]:
    """The columns; a file opens above the list at this address."""
    return [
        Column("任务", lambda row: tables.plain(f"{row.title}（{row.task_code}）"), "task", fixed=True),
        Column("责任单位", lambda row: tables.plain(row.unit), "unit"),
        Column("季度", lambda row: _quarter(row.quarter), "quarter"),
        Column("目标", lambda row: tables.plain(row.goal)),
        Column("完成情况", lambda row: tables.plain(row.report or "—")),
        Column("佐证", lambda row: evidence.cell(row.evidence, here) if row.evidence else "—"),
        Column("状态", lambda row: f"{SHAPES[row.state]} {row.state}", "state"),
        Column("核定", _verified, "rate"),
    ]


def show(viewer: Viewer, view: ProjectView) -> None:
    """The answer, the query row and toolbar, the table, and the dialogs the address opens."""
    screen = work.Screen("projects", "项目管理", "评估项目")
    rows: list[NodeRow] = feedback.ask(viewer, nodes, project_id=view.row.id)
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    st.markdown(
        f"任务 {len({row.task_code for row in rows})} 项、节点 {len(rows)} 个，已核定 **{counts['已核定']}** 个，"
        f"待核定 **{counts['待核定']}** 个，未报 {counts['未报']} 个。"
    )
    chosen = {}
    if rows:
        chosen = screen.query_row(
            Text("task", "任务", "任务、单位或完成情况"),
            Choice("quarter", "季度", {str(each): _quarter(each) for each in range(1, 5)}),
            Choice("node", "节点状态", {each: each for each in STATES}),
        )
    columns = _columns(links.project(view.row.id, PART))
    _toolbar(viewer, view, screen, columns if rows else [])
    found = narrowed(
        rows,
        text=chosen.get("task", ""),
        quarter=chosen.get("quarter", ""),
        state=chosen.get("node", ""),
        sort=screen.sort,
    )
    if rows:
        offered = any(_acts(viewer, row) for row in rows)
        screen.table(
            found[screen.offset :][: tables.PAGE_ROWS],
            columns,
            verbs=(lambda row: [screen.verb(words, do, row.id) for words, do in _acts(viewer, row)])
            if offered
            else None,
            empty="没有符合条件的节点，可点“重置”查看全部。",
        )
        screen.paging(len(found))
    else:
        st.info("还没有年度任务。由项目经理按模板导入。")
    _opened(viewer, view, rows)


def _toolbar(viewer: Viewer, view: ProjectView, screen: work.Screen, columns: list[Column[NodeRow]]) -> None:
    primary, aside = work.toolbar()
    if viewer.may(Permission.PROJECTS_TASK_EDIT):
        primary.button("导入任务", icon=":material/upload:", on_click=verbs.open_at, args=("import-tasks",))
    if viewer.may(Permission.PROJECTS_TASK_EXPORT):
        aside.link_button("导出台账", links.tasks_file(view.row.id), icon=":material/download:")
    if columns:
        with aside:
            screen.choose_columns(columns, key="task_columns")


def _acts(viewer: Viewer, row: NodeRow) -> list[tuple[str, str]]:
    """What somebody may do with a node: the words of the link and the verb it opens."""
    acts = []
    if viewer.may(Permission.PROJECTS_TASK_REPORT) and row.verified is None:
        acts.append(("填报", "report"))
    if viewer.may(Permission.PROJECTS_TASK_VERIFY) and row.reported_at:
        acts.append(("核定" if row.verified is None else "改核定", "verify"))
    return acts


def _opened(viewer: Viewer, view: ProjectView, rows: list[NodeRow]) -> None:
    do, number = verbs.asked()
    row = next((each for each in rows if each.id == number), None)
    if do == "import-tasks" and viewer.may(Permission.PROJECTS_TASK_EDIT):
        wanted = _import(view.row.id)
        verbs.dialog("导入年度任务", lambda: imports.show(viewer, wanted), wide=True)
    elif row is not None and do in ("report", "verify"):
        seen = verbs.as_opened(row)
        body = _report if do == "report" else _verify
        verbs.dialog(f"{row.task_code} {_quarter(row.quarter)}", lambda: body(viewer, seen))
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


def _quarter(quarter: int) -> str:
    return f"{'一二三四'[quarter - 1]}季度"


def _report(viewer: Viewer, row: NodeRow) -> None:
    st.markdown(f"目标：{tables.plain(row.goal)}")
    said = st.text_area("完成情况", row.report, key=f"task.report.{row.id}", max_chars=500)
    if row.evidence:
        st.caption(f"已交佐证：{evidence.named(row.evidence)}（{row.evidence.size_in_words}），再交即替换。")
    key = f"task.file.{row.id}"
    chosen = evidence.choose_one("佐证（可选）", key=key)

    def taken_in(_: object) -> str:
        uploads.forget(key)
        return f"已填报“{row.title}”{_quarter(row.quarter)}的完成情况。"

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
        done=f"已核定“{row.title}”{_quarter(row.quarter)}完成 {int(rate)}%。",
    )
