"""The sheets and Chinese headers of a system workbook: one place for its reader, writer and faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    AGGREGATIONS,
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    SCHEMES,
    TIES,
)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its name, the header of every field in order, the fields that must have a column.

    `lean` are those that must have one in a system of weights. `added` are columns written only where
    something stands in them. An `optional` sheet may be left out.
    """

    name: str
    headers: Mapping[str, str]
    required: tuple[str, ...]
    widths: tuple[int, ...]
    lean: tuple[str, ...] | None = None
    added: frozenset[str] = frozenset()
    optional: bool = False

    def needed(self, scheme: str) -> tuple[str, ...]:
        """The fields that must have a column in a system of this scheme."""
        return self.required if self.lean is None or scheme == "marks" else self.lean


SYSTEM_ROWS: Final[Mapping[str, str]] = {
    "code": "体系编码",
    "name": "体系名称",
    "version": "版本",
    "audience": "适用对象",
    "full_marks": "满分",
    "leaf_digits": "指标得分小数位",
    "total_digits": "总分小数位",
    "bonus_cap": "加分封顶",
    "deduction_cap": "减分封顶",
    "bonus_threshold": "加分门槛（基础分低于此不计加分，可空）",
    "scheme": "计分方式",
    "aggregation": "总分合成方式",
    "availability": "总分最低可得",
    "rule": "总分换算规则",
    "parameters": "总分换算参数",
    "level_digits": "各级小数位",
    "rank_digits": "名次小数位",
    "ties": "并列名次",
}
NODE_KINDS: Final[Mapping[str, str]] = {"scored": "计分", "ledger": "加减分"}

# What stands beside the rows that are filled in from a list or are not self-evident.
ROW_REMARKS: Final[Mapping[str, str]] = {
    "audience": f"可填：{'、'.join(AUDIENCES.values())}",
    "scheme": f"可填：{'、'.join(SCHEMES.values())}",
    "aggregation": f"可填：{'、'.join(AGGREGATIONS.values())}",
    "availability": "总分至少要有多少一级指标可得，如 60% 或 3项，可空",
    "rule": "把合成后的总分再换算一次，可空",
    "level_digits": "自一级起各级公布的小数位，如 2；2；3，可空",
    "rank_digits": "名次按几位小数比较，空着表示按公布的总分",
    "ties": f"可填：{'、'.join(TIES.values())}",
}
# Columns filled in from a list, by table and field.
CHOICES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "nodes": {
        "ledger": tuple(NODE_KINDS.values()),
        "aggregation": tuple(AGGREGATIONS.values()),
        "rule": tuple(kind.name for kind in RULE_KINDS.values() if "value" in kind.inputs),
    },
    "metrics": {
        "input": tuple(INPUTS.values()),
        "rule": tuple(kind.name for kind in RULE_KINDS.values()),
        "empty": tuple(EMPTY_POLICIES.values()),
    },
    "ledger": {"direction": tuple(DIRECTIONS.values())},
}
# Rows a workbook need not have: left out, they mean what they meant before there were such rows.
OPTIONAL_ROWS: Final = frozenset(
    {
        "bonus_cap",
        "deduction_cap",
        "bonus_threshold",
        "scheme",
        "aggregation",
        "availability",
        "rule",
        "parameters",
        "level_digits",
        "rank_digits",
        "ties",
    }
)

LAYOUTS: Final[Mapping[str, SheetLayout]] = {
    "system": SheetLayout(
        "体系",
        {"item": "项目", "content": "内容", "remark": "备注"},
        ("item", "content"),
        (42, 40, 60),
    ),
    "nodes": SheetLayout(
        "指标树",
        {
            "code": "编码",
            "parent": "上级编码",
            "name": "名称",
            "full_name": "全称",
            "ledger": "类型",
            "full_marks": "满分",
            "definition": "口径",
            "points": "评估要点",
            "extra": "附加规则",
            "source": "采集方式",
            "platform": "来源平台",
            "fields": "字段",
            "evidence": "佐证要求",
            "frequency": "频率",
            "direction": "方向",
            "unit": "单位",
            "english": "英文名",
            "weight": "权重",
            "aggregation": "合成方式",
            "availability": "最低可得",
            "rule": "换算规则",
            "parameters": "换算参数",
        },
        ("code", "parent", "name", "full_marks", "definition"),
        (8, 10, 22, 22, 8, 8, 50, 40, 40, 12, 40, 40, 30, 10, 20, 10, 30, 8, 12, 10, 14, 30),
        lean=("code", "parent", "name"),
        added=frozenset({"weight", "aggregation", "availability", "rule", "parameters"}),
    ),
    "metrics": SheetLayout(
        "子项",
        {
            "code": "编码",
            "leaf": "指标编码",
            "name": "名称",
            "share": "占比",
            "input": "取数方式",
            "numerator": "分子名称",
            "denominator": "分母名称",
            "unit": "单位",
            "formula": "公式",
            "rule": "计分规则",
            "parameters": "参数",
            "empty": "空值处理",
            "divisor": "公用分母",
            "factor": "倍数",
            "treatment": "异常值处理",
        },
        ("code", "leaf", "name", "share", "input", "rule", "parameters", "empty"),
        (10, 10, 26, 8, 14, 26, 26, 8, 50, 18, 34, 20, 10, 10, 20),
        lean=("code", "leaf", "name", "rule", "parameters"),
        added=frozenset({"divisor", "factor", "treatment"}),
    ),
    "divisors": SheetLayout(
        "公用分母",
        {"code": "编码", "name": "名称", "unit": "单位"},
        ("code", "name"),
        (12, 30, 12),
        optional=True,
    ),
    "monitored": SheetLayout(
        "监测指标",
        {
            "code": "编码",
            "parent": "上级编码",
            "name": "名称",
            "definition": "口径",
            "formula": "公式",
            "unit": "单位",
            "source": "数据来源",
            "frequency": "频率",
        },
        ("code", "name"),
        (10, 10, 26, 50, 40, 8, 30, 10),
        optional=True,
    ),
    "items": SheetLayout(
        "清单项",
        {
            "code": "编码",
            "metric": "子项编码",
            "name": "名称",
            "weight": "权重",
            "standard": "判定标准",
            "prerequisite": "前置项",
        },
        ("code", "metric", "name", "weight"),
        (12, 10, 26, 8, 60, 12),
        optional=True,
    ),
    "events": SheetLayout(
        "附加扣分",
        {"code": "编码", "leaf": "指标编码", "name": "事件", "points_each": "每次扣分"},
        ("code", "leaf", "name", "points_each"),
        (12, 10, 40, 10),
        optional=True,
    ),
    "ledger": SheetLayout(
        "加减分",
        {
            "code": "编码",
            "name": "名称",
            "direction": "方向",
            "cap": "单项封顶",
            "level": "档次",
            "points": "每件分值",
            "grade_cap": "等次上限",
            "rule": "规则",
        },
        ("code", "name", "direction", "cap", "level", "points"),
        (10, 40, 8, 10, 20, 10, 10, 50),
        optional=True,
    ),
    "grades": SheetLayout(
        "等次",
        {"code": "编码", "name": "名称", "lower": "下限（含）", "upper": "上限（不含）"},
        ("code", "name", "lower"),
        (12, 12, 12, 14),
    ),
}
