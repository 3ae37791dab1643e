"""What the trail keeps as codes, in words."""

import re
from typing import Any

from core.access.permissions import LABELS
from core.indicators.system import AUDIENCES
from core.projects.rules import ProjectState, RoundKind, RoundState

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
    "phone": "电话",
    "successor": "接任人",
    "signed_on": "签收日期",
    "signed_by": "签收人",
    "note": "说明",
    "data_scope": "数据范围",
    "members": "成员",
    "value": "值",
}


# What is kept as a code and read as a word.
VALUES = {**AUDIENCES} | {
    each.value: each.label for kind in (RoundKind, RoundState, ProjectState) for each in kind
}


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
    return VALUES.get(str(value)) or CHECKSUM.sub(r"\1…", str(value))


def change(before: Any, after: Any) -> str:
    """What changed, field by field."""
    fields = {**(before or {}), **(after or {})}
    parts = []
    for name in fields:
        old, new = (before or {}).get(name), (after or {}).get(name)
        text = words(new) if before is None else f"{words(old)} → {words(new)}"
        parts.append(f"{FIELDS.get(name, name)}：{text}")
    return "；".join(parts)[:120] or "—"
