"""What an answer is: the spelling it is kept in, and which rules it breaks.

A kept answer is a string, or a list of option codes of a multiple choice. What breaks a rule is kept as it
was typed and marked; only handing in asks that nothing is marked.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral, Rational, Real
from typing import Final

from core.errors import Problem
from core.indicators.canonical import plain_decimal
from core.questionnaires import patterns
from core.questionnaires.cells import Cell, bound_key, cell_at
from core.questionnaires.form import Form, Kind

Answer = str | list[str]
Answers = Mapping[str, Answer]
# The longest text that may be handed in where the form says nothing, and the longest that is kept at all.
LONGEST: Final = 5000
MOST_KEPT: Final = 50_000
# More choices than any question offers are no choices.
MOST_CHOSEN: Final = 500
# Nobody means more digits than that; longer ones are slips of the hand or of a copy.
LONGEST_NUMBER: Final = 24
# What an input method leaves in numbers. Other signs that merely resemble digits (5², ①) are no number.
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．，－＋−", "0123456789.,-+-")
# Controls, invisible marks and halves of signs: nobody types them, and no database or workbook takes them all.
_INVISIBLE: Final = ("Cc", "Cf", "Cs")


def kept(cell: Cell, value: object) -> Answer:
    """The spelling a typed value is kept in; "" and [] are no answer. Never raises.

    Takes what widgets and forged messages bring: texts, numbers, dates, lists. Numbers lose full-width
    digits, thousands separators and idle zeros where they can be read; what cannot is kept as typed. What no
    widget brings (`is_forged`) is no answer.
    """
    if cell.kind is Kind.MULTIPLE:
        chosen = value if isinstance(value, list | tuple | set | frozenset) else [value]
        texts = {text for each in chosen if (text := _spelled(each))}
        known = list(dict.fromkeys(option.code for option in cell.options))
        return ([code for code in known if code in texts] + sorted(texts - set(known)))[:MOST_CHOSEN]
    text = _spelled(value)
    if cell.kind is Kind.NUMBER:
        number = number_in(text)
        return text if number is None else plain_decimal(number)
    if cell.kind is Kind.DATE:
        day = date_in(text)
        return text if day is None else day.isoformat()
    return text


def is_forged(cell: Cell, value: object) -> bool:
    """Whether no widget could have brought the value: nested, true or false, infinite, endless.

    NaN is the empty cell of a table and therefore no forgery.
    """
    if cell.kind is Kind.MULTIPLE and isinstance(value, list | tuple | set | frozenset):
        return len(value) > MOST_CHOSEN or any(_is_strange(each) for each in value)
    return _is_strange(value) or (isinstance(value, str) and len(value) > MOST_KEPT)


def number_in(text: str) -> Decimal | None:
    """The number a text says, None where it says none; full-width digits and 1,234 are read, 1,2 is not."""
    spelled = text.translate(_HALF_WIDTH).strip()
    if not re.fullmatch(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]+)?", spelled):
        return None
    spelled = spelled.replace(",", "")
    if spelled.strip("+-") == "" or len(spelled) > 2 * LONGEST_NUMBER:
        return None
    number = Decimal(spelled)
    if number == 0:
        return Decimal(0)
    return number if len(plain_decimal(number)) <= LONGEST_NUMBER else None


def date_in(text: str) -> date | None:
    """The day a text says, None where it says none.

    Read are 2020-12-31, 2020/12/31, 2020.12.31, 2020年12月31日 and 20201231, with or without a time behind.
    """
    spelled = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(
        r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?([T ][0-9:.]{4,18}Z?)?", spelled
    ) or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", spelled)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()[:3]))
    except ValueError:
        return None


def chosen_in(answer: Answer | None) -> list[str]:
    """The codes an answer chooses, whether it was given to a single or a multiple choice."""
    if not answer:
        return []
    return list(answer) if isinstance(answer, list) else [answer]


def is_empty(answer: Answer | None) -> bool:
    """Whether there is no answer."""
    return not answer


def faults(
    cell: Cell, answer: Answer, answers: Answers | None = None, form: Form | None = None
) -> list[Problem]:
    """Which rules of its box a kept answer breaks; an empty one breaks none. Never raises.

    `answers` are those in force in the whole form (`logic.in_force`), for limits that name another box;
    `form` finds the words for that box.
    """
    if is_empty(answer):
        return []
    match cell.kind:
        case Kind.SINGLE:
            found = _single_faults(cell, chosen_in(answer))
        case Kind.MULTIPLE:
            found = _multiple_faults(cell, chosen_in(answer))
        case Kind.NUMBER:
            found = _number_faults(cell, in_words(answer)) or _bound_faults(cell, answer, answers, form)
        case Kind.DATE:
            found = _date_faults(cell, in_words(answer))
        case Kind.FILE | Kind.MATRIX:
            found = [("不能直接填文字", in_words(answer)[:40], "请删去，改为上传附件或逐格填写")]
        case _:
            found = _text_faults(cell, in_words(answer))
    return [Problem(f"{cell.place}{rule}", value, remedy) for rule, value, remedy in found]


def in_words(answer: Answer) -> str:
    """An answer as one text: what was chosen before its question was retyped stands side by side."""
    return answer if isinstance(answer, str) else "、".join(answer)


_Fault = tuple[str, str, str]


def _choice_faults(cell: Cell, chosen: list[str]) -> list[_Fault]:
    known = {option.code for option in cell.options}
    return [("没有这个选项", code[:40], "请从列出的选项中选择") for code in chosen if code not in known]


def _single_faults(cell: Cell, chosen: list[str]) -> list[_Fault]:
    if len(chosen) > 1:
        return [("只能选一项", "、".join(chosen)[:40], "请留下其中一项")]
    return _choice_faults(cell, chosen)


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


def _number_faults(cell: Cell, text: str) -> list[_Fault]:
    number, limits = number_in(text), cell.limits
    if number is None:
        return [("应填数字", text[:40], "只填数字，如 12 或 12.5，不带单位")]
    found = []
    if limits.least is not None and number < limits.least:
        found.append((f"不能小于 {plain_decimal(limits.least)}", text, "请核对"))
    if limits.most is not None and number > limits.most:
        found.append((f"不能大于 {plain_decimal(limits.most)}", text, "请核对"))
    if limits.digits is not None and len(plain_decimal(number).partition(".")[2]) > limits.digits:
        rule = "应填整数" if limits.digits <= 0 else f"最多 {limits.digits} 位小数"
        found.append((rule, text, "请改写"))
    return found


def _bound_faults(cell: Cell, answer: Answer, answers: Answers | None, form: Form | None) -> list[_Fault]:
    key = bound_key(cell)
    bound = (answers or {}).get(key, "") if key else ""
    number, most = number_in(in_words(answer)), number_in(in_words(bound))
    if number is None or most is None or number <= most:
        return []
    other = cell_at(form, key) if form is not None else None
    place = other.place if other is not None else "所限那一格"
    return [(f"不能大于{place}的 {plain_decimal(most)}", plain_decimal(number), "请核对两个数")]


def _date_faults(cell: Cell, text: str) -> list[_Fault]:
    day, limits = date_in(text), cell.limits
    if day is None:
        return [("应填日期", text[:40], "如 2020-12-31")]
    found = []
    earliest, latest = date_in(limits.earliest), date_in(limits.latest)
    if earliest is not None and day < earliest:
        found.append((f"不能早于 {earliest.isoformat()}", text, "请核对"))
    if latest is not None and day > latest:
        found.append((f"不能晚于 {latest.isoformat()}", text, "请核对"))
    return found


def _text_faults(cell: Cell, text: str) -> list[_Fault]:
    limits = cell.limits
    if limits.shortest is not None and len(text) < limits.shortest:
        return [(f"至少写 {limits.shortest} 个字", f"{len(text)} 个字", "请补充")]
    longest = min(limits.longest or LONGEST, MOST_KEPT)
    if len(text) > longest:
        return [(f"最多写 {longest} 个字", f"{len(text)} 个字", "请删减")]
    if limits.pattern and not _fits(limits.pattern, text):
        return [(limits.told or "格式不对", text[:40], limits.told or "请按说明填写")]
    return []


def _fits(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern asks; one that cannot be read (`checks` refuses it) asks nothing."""
    return patterns.fault(pattern) is not None or patterns.matches(pattern, text)


def _spelled(value: object) -> str:
    """A single value as text without what nobody types; "" for what is none."""
    if value is None or _is_strange(value) or _is_nothing(value):
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Real | Decimal):
        # A number written by a machine has no exponent here: 1e-05 is 0.00001.
        value = plain_decimal(Decimal(str(value)))
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")[: 2 * MOST_KEPT]
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _INVISIBLE)
    return text.strip()[:MOST_KEPT].rstrip()


def _is_nothing(value: object) -> bool:
    """Whether it is a table's empty cell: NaN, or a day that is none, which do not equal themselves."""
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, Real | date) and bool(value != value)


def _is_strange(value: object) -> bool:
    if value is None or isinstance(value, str) or _is_nothing(value):
        return False
    if isinstance(value, bool) or not isinstance(value, Real | Decimal | date):
        return True
    if isinstance(value, Rational) and not isinstance(value, Integral):
        return True
    # An exponent of thousands would be written out digit by digit.
    return isinstance(value, Real | Decimal) and not abs(Decimal(str(value))) < Decimal(10) ** 100
