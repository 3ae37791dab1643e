"""What an answer is: the spelling it is kept in, and which rules it breaks.

A kept answer is a string, or a list of option codes of a multiple choice. What breaks a rule is kept as it
was typed and marked; only handing in asks that nothing is marked.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from core.errors import Problem
from core.indicators.canonical import plain_decimal
from core.questionnaires.cells import Cell
from core.questionnaires.form import Kind

Answer = str | list[str]
Answers = Mapping[str, Answer]
LONGEST: Final = 5000
# Nobody means more digits than that; longer ones are slips of the hand or of a copy.
LONGEST_NUMBER: Final = 24


def kept(cell: Cell, value: object) -> Answer:
    """The spelling a typed value is kept in; "" and [] are no answer.

    Takes what widgets and forged messages bring: texts, numbers, dates, lists. Numbers lose full-width
    digits, thousands separators and idle zeros where they can be read; what cannot is kept as typed.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if cell.kind is Kind.MULTIPLE:
        chosen = value if isinstance(value, list | tuple | set) else [value]
        texts = {str(each) for each in chosen if each not in ("", None)}
        known = [option.code for option in cell.options]
        return [code for code in known if code in texts] + sorted(texts - set(known))
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    text = text.strip()[:LONGEST]
    if cell.kind is Kind.NUMBER:
        number = number_in(text)
        return text if number is None else plain_decimal(number)
    if cell.kind is Kind.DATE:
        day = date_in(text)
        return text if day is None else day.isoformat()
    return text


def number_in(text: str) -> Decimal | None:
    """The number a text says, None where it says none; full-width digits and 1,234 are read."""
    spelled = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", spelled) or len(spelled) > LONGEST_NUMBER:
        return None
    try:
        return Decimal(spelled)
    except InvalidOperation:
        return None


def date_in(text: str) -> date | None:
    """The day a text says, as 2020-12-31, 2020/12/31, 2020.12.31 or 2020年12月31日; None where it says none."""
    spelled = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", spelled)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def is_empty(answer: Answer | None) -> bool:
    """Whether there is no answer."""
    return not answer


def faults(cell: Cell, answer: Answer, answers: Answers | None = None) -> list[Problem]:
    """Which rules of its box a kept answer breaks; an empty one breaks none.

    `answers` are those of the whole form, for limits that name another box.
    """
    if is_empty(answer):
        return []
    match cell.kind:
        case Kind.SINGLE:
            found = _choice_faults(cell, [str(answer)])
        case Kind.MULTIPLE:
            found = _multiple_faults(cell, list(answer))
        case Kind.NUMBER:
            found = _number_faults(cell, str(answer), answers or {})
        case Kind.DATE:
            found = _date_faults(cell, str(answer))
        case _:
            found = _text_faults(cell, str(answer))
    return [Problem(f"{cell.place}{rule}", value, remedy) for rule, value, remedy in found]


_Fault = tuple[str, str, str]


def _choice_faults(cell: Cell, chosen: list[str]) -> list[_Fault]:
    known = {option.code for option in cell.options}
    return [("没有这个选项", code, "请从列出的选项中选择") for code in chosen if code not in known]


def _multiple_faults(cell: Cell, chosen: list[str]) -> list[_Fault]:
    found = _choice_faults(cell, chosen)
    limits, labels = cell.limits, {option.code: option.label for option in cell.options}
    if limits.fewest is not None and len(chosen) < limits.fewest:
        found.append((f"至少选 {limits.fewest} 项", f"{len(chosen)} 项", "请补选"))
    if limits.most_chosen is not None and len(chosen) > limits.most_chosen:
        found.append((f"最多选 {limits.most_chosen} 项", f"{len(chosen)} 项", "请去掉多选的"))
    alone = [option.code for option in cell.options if option.alone and option.code in chosen]
    if alone and len(chosen) > 1:
        found.append((f"选了“{labels[alone[0]]}”就不能再选其他", f"{len(chosen)} 项", "请去掉其中之一"))
    return found


def _number_faults(cell: Cell, text: str, answers: Answers) -> list[_Fault]:
    number, limits = number_in(text), cell.limits
    if number is None:
        return [("应填数字", text[:40], "只填数字，如 12 或 12.5，不带单位")]
    found = []
    if limits.least is not None and number < limits.least:
        found.append((f"不能小于 {plain_decimal(limits.least)}", text, "请核对"))
    if limits.most is not None and number > limits.most:
        found.append((f"不能大于 {plain_decimal(limits.most)}", text, "请核对"))
    if limits.digits is not None and round(number, limits.digits) != number:
        rule = "应填整数" if limits.digits == 0 else f"最多 {limits.digits} 位小数"
        found.append((rule, text, "请改写"))
    bound = answers.get(limits.within)
    most = number_in(bound) if isinstance(bound, str) and bound else None
    if most is not None and number > most:
        found.append((f"不能大于 {limits.within} 的答数 {plain_decimal(most)}", text, "请核对两个数"))
    return found


def _date_faults(cell: Cell, text: str) -> list[_Fault]:
    day, limits = date_in(text), cell.limits
    if day is None:
        return [("应填日期", text[:40], "如 2020-12-31")]
    found = []
    if limits.earliest and day.isoformat() < limits.earliest:
        found.append((f"不能早于 {limits.earliest}", text, "请核对"))
    if limits.latest and day.isoformat() > limits.latest:
        found.append((f"不能晚于 {limits.latest}", text, "请核对"))
    return found


def _text_faults(cell: Cell, text: str) -> list[_Fault]:
    limits = cell.limits
    if limits.shortest is not None and len(text) < limits.shortest:
        return [(f"至少写 {limits.shortest} 个字", f"{len(text)} 个字", "请补充")]
    if limits.longest is not None and len(text) > limits.longest:
        return [(f"最多写 {limits.longest} 个字", f"{len(text)} 个字", "请删减")]
    if limits.pattern and re.fullmatch(limits.pattern, text) is None:
        return [(limits.told or "格式不对", text[:40], limits.told or "请按说明填写")]
    return []
