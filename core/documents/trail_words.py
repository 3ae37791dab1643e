"""What the trail keeps as codes, in words."""

import re
from datetime import datetime
from typing import Any

from core.access.permissions import LABELS
from core.clock import moment_in_words
from core.designs.rules import Decision, FileKind
from core.designs.rules import Stage as DesignStage
from core.indicators.system import AUDIENCES
from core.projects.adjustments import Adjustment
from core.projects.rules import Duty, ProjectState, RoundKind, RoundState, StageState, SubmissionState
from core.projects.stage_rules import Stage
from core.questionnaires.rules import QuestionnaireState
from core.responses.rules import ResponseState, Way

# Acts that need no permission of their own, in words.
ACTS = {
    "access:session:start": "登录",
    "access:session:end": "退出或强制下线",
    "access:person:add": "建立账号",
    "access:person:switch": "启用或停用账号",
    "access:password:change": "修改口令",
    "access:password:reset": "重置口令",
    "access:reference:load": "装入角色与菜单",
    "organisations:organisation:load": "装入机构",
    "dictionaries:dictionary:load": "装入字典",
    "calendars:calendar:load": "装入工作日历",
} | {str(permission): label for permission, label in LABELS.items()}


FIELDS = {
    "name": "名称",
    "roles": "角色",
    "permissions": "权限",
    "is_active": "启用",
    "is_withdrawn": "撤回",
    "sha256": "校验值",
    "file": "文件",
    "units": "单位数",
    "value_sets": "指标值批次",
    "value_set": "指标值批次",
    "code": "编号",
    "year": "年度",
    "kind": "类别",
    "closes_on": "截止日",
    "answers": "答数",
    "attached": "关联",
    "revisions": "修订次数",
    "question": "题目",
    "questions": "题目",
    "points": "分数",
    "form_version": "问卷版次",
    "times": "第几次报送",
    "way": "方式",
    "state": "状态",
    "systems": "指标体系",
    "organisations": "考核对象",
    "absent": "缺考核",
    "added": "新增",
    "runs": "采集次数",
    "metrics": "指标",
    "source": "数据源",
    "address": "地址",
    "rows": "行数",
    "method": "定权方法",
    "group": "指标组",
    "short_name": "简称",
    "group_name": "分组",
    "is_assessed": "参评",
    "uscc": "统一社会信用代码",
    "order_no": "排序号",
    "parent": "上级",
    "merged_into": "并入",
    "people": "用户",
    "updated": "更新",
    "unit": "单位",
    "duty": "分工",
    "phone": "电话",
    "successor": "接任人",
    "signed_on": "签收日期",
    "signed_by": "签收人",
    "note": "说明",
    "data_scope": "数据范围",
    "members": "成员",
    "value": "值",
    "approver": "批准人",
    "basis": "依据",
    "audience": "考核对象",
    "based_on": "所依据的版本",
    "copied_from": "复制自",
    "version_id": "发布的版本号",
    "is_rehearsal": "练习项目",
    "stage": "阶段",
    "text": "意见",
    "decision": "处理",
    "withdrawn": "撤回",
    "cells": "取入格数",
    "email": "邮箱",
    "called": "接听人",
    "outcome": "结果",
    "messages": "发出消息",
    "signed": "签收单位数",
    "on_time": "按时",
    "at": "时间",
    "until": "延至",
    "indicator": "指标",
    "report": "进展",
    "verified": "核验完成率",
    "number": "文号",
    "recipients": "主送",
    "purpose": "目的",
    "subjects": "评估对象",
    "methods": "方式",
    "schedule": "时间安排",
    "demands": "要求",
    "contact": "联系方式",
} | {each.value: each.label for each in Stage}


# What is kept as a code and read as a word.
VALUES = {**AUDIENCES} | {
    each.value: each.label
    for kind in (
        DesignStage,
        FileKind,
        Decision,
        StageState,
        SubmissionState,
        RoundKind,
        RoundState,
        ProjectState,
        Adjustment,
        Duty,
        QuestionnaireState,
        ResponseState,
        Way,
    )
    for each in kind
    if each.value
}


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
# So much of a checksum tells two files apart and stays on one line, as on the other screens.
CHECKSUM = re.compile(r"\b([0-9a-f]{16})[0-9a-f]{48}\b")


def words(value: Any) -> str:
    """A kept value as people read it; permissions by their labels."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(ACTS.get(str(each), str(each)) for each in value) or "无"
    if isinstance(value, dict):
        return "、".join(f"{words(name)} {words(held)}" for name, held in value.items()) or "无"
    if MOMENT.fullmatch(str(value)):
        return moment_in_words(datetime.fromisoformat(value))
    if value is None or value == "":
        return "空"
    return VALUES.get(str(value), str(value))


def state(kept: Any) -> str:
    """What was kept of before or after, field by field and in full; nothing where nothing was kept."""
    return "；".join(f"{FIELDS.get(name, name)}：{words(value)}" for name, value in (kept or {}).items())


def change(before: Any, after: Any) -> str:
    """What changed, field by field."""
    fields = {**(before or {}), **(after or {})}
    parts = []
    for name in fields:
        old, new = (before or {}).get(name), (after or {}).get(name)
        text = words(new) if before is None else f"{words(old)} → {words(new)}"
        parts.append(f"{FIELDS.get(name, name)}：{text}")
    return CHECKSUM.sub(r"\1…", "；".join(parts))[:120] or "—"
