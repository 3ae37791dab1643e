"""Which fields of a question and of a column people change, what they are called, and what may stand in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from core.questionnaires.edit import refused
from core.questionnaires.form import (
    PARTS,
    CellPoints,
    Column,
    Condition,
    Kind,
    Limits,
    Need,
    Option,
    Row,
)

LABELS: Final[Mapping[str, str]] = {
    "title": "题目",
    "label": "文字",
    "kind": "题型",
    "need": "必填要求",
    "note": "说明",
    "options": "选项",
    "rows": "矩阵行",
    "columns": "矩阵列",
    "open_rows": "可自行添加的行数",
    "row_totals": "行合计",
    "cell_points": "格子的分值",
    "limits": "填写限制",
    "unit": "单位",
    "long": "多行文本",
    "shown_if": "显示条件",
    "manual": "人工评分满分",
    "metric": "对应的指标子项",
    "part": "对应指标的部分",
    "indicator": "所属指标",
    "example": "佐证示例",
    "evidence": "可附佐证",
    "total": "列合计",
    "points": "分值",
    "other": "需注明",
    "alone": "排斥其他选项",
}
# What stands in each field: a type, or the type of what the tuple holds; numbers may be left empty.
QUESTION: Final[Mapping[str, Any]] = {
    "title": str,
    "need": Need,
    "note": str,
    "options": (Option,),
    "rows": (Row,),
    "columns": (Column,),
    "open_rows": int,
    "row_totals": bool,
    "cell_points": (CellPoints,),
    "limits": Limits,
    "unit": str,
    "long": bool,
    "shown_if": Condition,
    "manual": Decimal,
    "metric": str,
    "part": str,
    "indicator": str,
    "example": str,
    "evidence": bool,
}
COLUMN: Final[Mapping[str, Any]] = {
    "label": str,
    "kind": Kind,
    "options": (Option,),
    "need": Need,
    "limits": Limits,
    "unit": str,
    "total": bool,
    "points": Decimal,
}


def checked_field(known: Mapping[str, Any], name: str, value: object) -> Any:
    """The value as the field takes it; refuses unknown fields and what cannot stand in them."""
    wanted = known.get(name)
    if wanted is None:
        raise refused("这一项不能修改", LABELS.get(name, name), "请刷新后重试")
    if isinstance(wanted, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(each, wanted[0]) for each in value):
            raise refused(f"“{LABELS[name]}”不合规", str(value), "请刷新后重试")
        return tuple(value)
    if wanted is Decimal:
        # Infinite points could be neither added up nor written down.
        if value is not None and not (isinstance(value, Decimal) and value.is_finite()):
            raise refused(f"“{LABELS[name]}”应为数", str(value), "请填数字，不需要则留空")
        return value
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise refused(f"“{LABELS[name]}”不合规", str(value), "请刷新后重试")
    if name == "part" and value not in PARTS:
        raise refused("对应指标的部分不认识", str(value), f"可填：{'、'.join(PARTS.values())}")
    if name == "open_rows" and isinstance(value, int) and value < 0:
        raise refused("可自行添加的行数不能为负", str(value), "不允许添加则填 0")
    return value.strip() if isinstance(value, str) and wanted is str else value
