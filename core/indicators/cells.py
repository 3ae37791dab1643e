"""Single cells of a system workbook that hold more than a text, a number or a choice."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from core.indicators.node import Node
from core.indicators.numerals import Parameters, exact_number, plain_number
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric
from core.indicators.tables import TableRow, plain_text
from core.indicators.treatments import read_treatment
from core.sheets.model import CellValue

RULE_NAMES: Final = {kind.code: kind.name for kind in RULE_KINDS.values()}
_COUNT: Final = re.compile(r"(\d+)\s*[项个]")


def rule_in(row: TableRow, header: str) -> str:
    """Code of the rule named in a cell that may be blank."""
    return row.choice(header, RULE_NAMES) if row.text(header) else ""


def parameters_in(row: TableRow, header: str, rule: str) -> Parameters:
    """The numbers of a rule as its form reads them."""
    if rule not in RULE_KINDS:
        if not rule and row.text(header):
            row.note(header, "有参数却没有写规则", "在前一列（行）写明规则，或清空参数")
        return ()
    form = RULE_KINDS[rule].form
    try:
        return _read(rule, row.text(header))
    except ValueError as error:
        row.note(header, f"参数不合规：{error}", f"例：{form.example or '留空'}")
        return ()


@lru_cache(maxsize=4096)
def _read(rule: str, text: str) -> Parameters:
    """The same few rules stand in most rows."""
    return RULE_KINDS[rule].form.read(text)


def treatment_in(row: TableRow) -> str:
    """Outlier treatment in its shortest spelling."""
    text = unicodedata.normalize("NFKC", row.text("异常值处理"))
    if not text:
        return ""
    try:
        return read_treatment(text).text
    except ValueError as error:
        row.note("异常值处理", f"异常值处理不合规：{error}", "如 缩尾=5、分位=5%~95%、对数，或留空")
        return ""


def availability_in(row: TableRow, header: str) -> dict[str, Any]:
    """`60%` as the least part, `3项` as the least number of what must be there."""
    text = unicodedata.normalize("NFKC", row.text(header))
    counted = _COUNT.fullmatch(text)
    if counted:
        return {"least": int(counted[1])}
    if not text:
        return {}
    try:
        return {"availability": exact_number(text)}
    except ValueError:
        row.note(header, "不认识的最低可得", "写成比例如 60%，或个数如 3项，或留空")
        return {}


def availability_text(availability: Fraction | None, least: int) -> str:
    """The same written so that it reads back."""
    if least:
        return f"{least}项"
    if availability is None:
        return ""
    text = plain_number(availability * 100)
    return plain_number(availability) if "/" in text else f"{text}%"


def fraction_in(row: TableRow, header: str, *, required: bool) -> Fraction | None:
    """A weight: 30, 0.3, 30% or 1/3, exactly."""
    text = row.text(header, required=required)
    if not text:
        return None
    try:
        return exact_number(text)
    except ValueError:
        row.note(header, f"“{header}”应为数字", "写成 30、0.3、30% 或 1/3，不带文字")
        return None


def number_cell(number: Fraction | Decimal | None) -> CellValue:
    """An exact number as a cell's number, whole ones as integers; a text such as 1/3 where no decimal is exact."""
    text = "" if number is None else plain_number(Fraction(number))
    if "/" in text or not text:
        return text or None
    return float(text) if "." in text else int(text)


def digits_in(row: TableRow) -> tuple[int, ...] | None:
    """`2；2；3`: decimals of each level from the top."""
    text = unicodedata.normalize("NFKC", plain_text(row.cell("内容")))
    parts = [part for part in re.split(r"[;,、\s]+", text) if part]
    if not all(part.isdigit() for part in parts):
        row.note("内容", "各级小数位应为一串整数", "自一级起依次填写，如 2；2；3")
        return None
    return tuple(map(int, parts))


def equal_weights(
    nodes: Sequence[Node], metrics: Sequence[Metric]
) -> tuple[tuple[Node, ...], tuple[Metric, ...]]:
    """Siblings none of which has a weight weigh the same; a weight missing among others stays missing."""
    weighed = {node.parent for node in nodes if node.weight is not None}
    shared = {metric.leaf for metric in metrics if metric.share}
    return (
        tuple(
            node if node.ledger or node.parent in weighed else replace(node, weight=Fraction(1))
            for node in nodes
        ),
        tuple(metric if metric.leaf in shared else replace(metric, share=Fraction(1)) for metric in metrics),
    )
