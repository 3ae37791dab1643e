"""What still points at a unit or a person, counted over every table there is and named in words.

Foreign keys are found in the tables' own description, so a table added later is counted without anybody
remembering to; a test asks that it has a name here.
"""

import gzip
from collections.abc import Iterable

from sqlalchemy import Column, Table
from sqlmodel import Session, col, func, select

from core.organisations.models import Organisation
from core.results.models import ResultEdition
from core.store.base import Base

# What people call the rows of a table; those that go with the thing itself are not counted.
LABELS = {
    "account_handovers": "条离岗交接记录",
    "account_slips": "条账号发放记录",
    "chase_calls": "条催办记录",
    "contacts": "条电话册记录",
    "design_comments": "条论证意见",
    "design_files": "个设计档案文件",
    "design_moves": "条体系草案阶段变动",
    "design_opinions": "条征求意见",
    "evidence_files": "个文件",
    "library_versions": "条指标库变更",
    "organisations": "个下级机构",
    "notice_receipts": "条通知回执",
    "password_history": "条口令记录",
    "people": "个用户",
    "person_roles": "个角色",
    "project_adjustments": "张调整单",
    "project_moves": "条项目状态变动",
    "project_organisations": "个评估项目",
    "project_people": "项项目分工",
    "role_organisations": "个角色的自定义数据范围",
    "round_absences": "条缺考核核定",
    "round_extensions": "条延期",
    "answers": "处答数",
    "questionnaire_moves": "条问卷状态变动",
    "questionnaire_units": "份发放的问卷",
    "response_parts": "道分工的题目",
    "response_places": "处填报位置",
    "response_submissions": "次答卷报送",
    "responses": "份答卷",
    "round_receipts": "张签收单",
    "round_submissions": "条报送记录",
    "sign_in_sessions": "次登录",
    "value_set_units": "批指标值",
    "weighting_records": "条定权记录",
    "metric_values": "个指标值",
    "expert_scores": "个专家评分",
    "ledger_rows": "条加减分",
    "collected_values": "个采集值",
    "yearly_tasks": "项年度任务",
}
BY_CODE = "unit_code"


def referring(target: str) -> list[tuple[Table, Column[object]]]:
    """Every (table, column) whose foreign key points at `target`, a column such as `people.id`."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == target for key in column.foreign_keys)
    ]


def naming_units() -> list[tuple[Table, Column[object]]]:
    """Every (table, column) that names a unit by its code."""
    return [
        (table, table.columns[BY_CODE]) for table in Base.metadata.sorted_tables if BY_CODE in table.columns
    ]


def of_unit(session: Session, unit: Organisation) -> list[str]:
    """What refers to a unit, each as “3 个用户”; empty where nothing does."""
    found = _counted(session, referring("organisations.id"), unit.id)
    found += _counted(session, naming_units(), unit.code)
    editions = _editions(session, unit.code)
    return [*found, f"{editions} 个结果版次"] if editions else found


def of_person(session: Session, person_id: int, *, besides: Iterable[str] = ()) -> list[str]:
    """What a person has done or left, as the tables that point at people know it."""
    skipped = set(besides)
    places = [place for place in referring("people.id") if place[0].name not in skipped]
    return _counted(session, places, person_id)


def _counted(session: Session, places: Iterable[tuple[Table, Column[object]]], value: object) -> list[str]:
    found = []
    for table, column in places:
        number = session.scalar(select(func.count()).select_from(table).where(column == value))
        if number:
            found.append(f"{number:,} {LABELS.get(table.name, f'条“{table.name}”记录')}")
    return found


def _editions(session: Session, code: str) -> int:
    """How many frozen editions name a unit; they are few and small, and deleting a unit is rare."""
    wanted = f'"{code}"'.encode()
    return sum(
        wanted in gzip.decompress(content) for content in session.exec(select(col(ResultEdition.content)))
    )
