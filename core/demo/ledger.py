"""The demonstration's timeline and ledger of yearly tasks: four invented tasks, reported and verified in part."""

from datetime import date
from typing import Final

from sqlalchemy import Engine

from core.audit.actor import Actor
from core.evidence.service import XLSX, FileContent
from core.projects.rules import StageState
from core.projects.stage_rules import Stage
from core.projects.stages import move_stage, plan_stages, stages_of
from core.projects.task_sheet import import_tasks, read_lines, sheet_of
from core.projects.tasks import nodes, report_node, verify_node
from core.sheets.writing import build_workbook
from core.store.session import reading, writing

PLAN: Final = {
    Stage.DAILY: (date(2020, 1, 1), date(2020, 12, 31)),
    Stage.QUARTERLY: (date(2020, 4, 1), date(2021, 1, 15)),
    Stage.INITIAL: (date(2021, 1, 16), date(2021, 1, 31)),
    Stage.RECTIFYING: (date(2021, 2, 1), date(2021, 2, 10)),
    Stage.FORMAL: (date(2021, 2, 18), date(2021, 3, 5)),
    Stage.FEEDBACK: (date(2021, 3, 6), date(2021, 3, 12)),
    Stage.APPEAL: (date(2021, 3, 12), date(2021, 3, 23)),
    Stage.PUBLISHING: (date(2021, 3, 24), date(2021, 3, 31)),
    Stage.ARCHIVING: (date(2021, 4, 1), date(2021, 4, 30)),
}
_GOALS: Final = ("完成方案", "完成一半", "完成八成", "全部完成")
TASKS: Final = (
    ("R01", "演示：部门数据目录全面更新", "演示：年度工作要点第3条", "M01", *_GOALS),
    ("R02", "演示：教育缴费数据接入共享平台", "演示：年度工作要点第5条", "M05", *_GOALS),
    ("R03", "演示：医疗机构数据归集", "演示：年度工作要点第6条", "M04", *_GOALS),
    ("R04", "演示：县级节点建设", "演示：年度工作要点第9条", "371402", *_GOALS),
)
# Settled rates of the quarters, the fourth reported and waiting.
RATES: Final = {"R01": (100, 100, 90), "R02": (100, 100, 100), "R03": (100, 60, 80), "R04": (100, 100, 75)}


def keep_ledger(engine: Engine | None, actor: Actor, project_id: int) -> None:
    """Plan the stages and import, report and verify the tasks; done once."""
    with reading(engine) as session:
        if nodes(session=session, actor=actor, project_id=project_id):
            return
    name = "年度任务（演示）.xlsx"
    data = build_workbook([sheet_of(TASKS)])
    lines, _ = read_lines(data, name)
    with writing(engine) as session:
        plan_stages(session=session, actor=actor, project_id=project_id, plan=PLAN)
        source = FileContent(name, XLSX, data)
        import_tasks(session=session, actor=actor, project_id=project_id, lines=lines, source=source)
    _begin(engine, actor, project_id)
    with writing(engine) as session:
        for row in nodes(session=session, actor=actor, project_id=project_id):
            said = f"演示：{row.goal}，材料已交"
            report_node(session=session, actor=actor, node_id=row.id, report=said, version=row.version)
    with writing(engine) as session:
        for row in nodes(session=session, actor=actor, project_id=project_id):
            if row.quarter <= len(RATES[row.task_code]):
                rate = RATES[row.task_code][row.quarter - 1]
                remark = "演示：按佐证材料核定"
                verify_node(
                    session=session,
                    actor=actor,
                    node_id=row.id,
                    rate=rate,
                    remark=remark,
                    version=row.version,
                )


def _begin(engine: Engine | None, actor: Actor, project_id: int) -> None:
    """The year and its quarters are over, the preliminary evaluation is under way."""
    done = (Stage.DAILY, Stage.QUARTERLY)
    for stage in (*done, Stage.INITIAL):
        for to in (StageState.UNDER_WAY, StageState.DONE) if stage in done else (StageState.UNDER_WAY,):
            with writing(engine) as session:
                row = next(each for each in stages_of(session, project_id) if each.stage is stage)
                move_stage(
                    session=session,
                    actor=actor,
                    stage_id=row.id,
                    to=to,
                    reason="演示：按年度工作安排",
                    version=row.version,
                )
