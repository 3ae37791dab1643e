"""A small system people start from: every kind of sheet filled once, small enough to be read at a glance."""

from decimal import Decimal
from fractions import Fraction

from core.indicators.node import Node
from core.indicators.system import (
    ChecklistItem,
    EventDeduction,
    GradeBand,
    IndicatorSystem,
    LedgerItem,
    LedgerLevel,
    Metric,
)

_NODES = (
    Node("A", "数据共享"),
    Node(
        "A1", "目录编制", "A", full_marks=Decimal(60), definition="已编目录的信息系统占比", source="目录系统"
    ),
    Node("B", "数据安全", full_marks=Decimal(40), definition="按清单逐项核对安全措施", source="现场核查"),
    Node("G", "加减分项", ledger=True),
)
_METRICS = (
    Metric(
        "A1-1",
        "A1",
        "目录编制率",
        Fraction(100),
        "ratio",
        "linear",
        (Fraction(7, 10), Fraction(1)),
        "zero",
        "已编目录系统数",
        "应编目录系统数",
        formula="已编目录系统数÷应编目录系统数",
    ),
    Metric("B-1", "B", "安全措施", Fraction(100), "items", "checklist", (), "zero", unit="", formula="清单"),
)
_ITEMS = (
    ChecklistItem("B-1#1", "B-1", "有安全制度", Decimal(10), "查阅文件"),
    ChecklistItem("B-1#2", "B-1", "完成等级保护备案", Decimal(20), "查阅备案证明"),
    ChecklistItem("B-1#3", "B-1", "完成等级保护测评", Decimal(20), "查阅测评报告", "B-1#2"),
)
_LEDGER = (
    LedgerItem(
        "G-B1",
        "先进经验被推广",
        "bonus",
        Decimal(5),
        (LedgerLevel("国家级", Decimal(3)), LedgerLevel("省级", Decimal(2))),
    ),
    LedgerItem("G-D1", "安全事件", "deduction", Decimal(10), (LedgerLevel("重大", Decimal(10), "C"),)),
)
_GRADES = (
    GradeBand("A", "优秀", Decimal(90)),
    GradeBand("B", "良好", Decimal(80)),
    GradeBand("C", "合格", Decimal(60)),
    GradeBand("D", "不合格", Decimal(0)),
)


def example_system() -> IndicatorSystem:
    """Two leaves of 60 and 40 marks: a rate with an event, a checklist; one bonus, one veto, four grades."""
    return IndicatorSystem(
        code="EX-1",
        name="样例指标体系",
        version="1",
        audience="general",
        nodes=_NODES,
        metrics=_METRICS,
        items=_ITEMS,
        events=(EventDeduction("A1!1", "A1", "目录被通报失实", Decimal(2)),),
        ledger=_LEDGER,
        grades=_GRADES,
    )
