"""One change of a draft: what it makes of the system, and how it is told."""

from typing import Protocol

from core.errors import Invalid, Problem
from core.indicators.node import Node
from core.indicators.system import IndicatorSystem

REFUSED = "体系草案没有修改"
LONGEST_NAME = 60


class Edit(Protocol):
    """A change somebody asks for. `applied` raises `Invalid` where it cannot be made; both are pure."""

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """The system with this change."""

    def told(self, system: IndicatorSystem) -> str:
        """The change in a sentence, `system` being the one before it."""


def refused(rule: str, value: str = "", remedy: str = "") -> Invalid:
    """The error of one broken rule."""
    return Invalid(REFUSED, problems=[Problem(rule, value, remedy)])


def node_of(system: IndicatorSystem, code: str) -> Node:
    """The node of that code; refuses a code that is not in the tree."""
    node = system.node_by_code.get(code)
    if node is None:
        raise refused("指标树中没有这个指标", code, "可能刚被他人删除，请刷新后重新选择")
    return node


def titled(system: IndicatorSystem, code: str) -> str:
    """Code and name for sentences; the top where the code is empty."""
    node = system.node_by_code.get(code)
    return f"{code} {node.title}" if node else (code or "一级指标")


def checked_code(system: IndicatorSystem, code: str) -> str:
    """A new code nobody has, without blanks; refuses anything else."""
    code = code.strip()
    if not code or len(code) > 20 or any(each.isspace() for each in code):
        raise refused("编码应为 1 到 20 个字符，中间没有空格", code, "例如 A21")
    taken = {*system.node_by_code, *(part.code for part in system.monitored), *system.metric_by_code}
    if code in taken:
        raise refused("编码已被使用", code, "编码是唯一键，请另编一个")
    return code


def checked_name(name: str) -> str:
    """A name that says something."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise refused(f"名称应为 1 到 {LONGEST_NAME} 个字", name, "请填写指标名称")
    return name
