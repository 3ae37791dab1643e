"""Patterns people write for answers, run by an engine whose time grows with the text alone.

Python's own engine can be brought to a standstill by a pattern such as (a+)+b; RE2 cannot, at the price of
knowing neither look-around nor back references.
"""

import re
from functools import lru_cache
from typing import Any, Final

import re2

from core.errors import Invalid, Problem

LONGEST_PATTERN: Final = 500
# RE2's own words and ours; the first three are what other engines know and this one does not.
_UNSUPPORTED: Final = {
    "invalid perl operator": ("不支持前后查找，如 (?=…)、(?!…)", "请改写成直接匹配整个答数的表达式"),
    "invalid escape sequence": ("不支持这种转义，如反向引用 \\1", "请去掉反向引用或不认识的转义"),
    "invalid repetition size": ("重复次数不能超过 1000", "请改小 {…} 中的次数，字数限制请用“最多字数”"),
}
_BROKEN: Final = {
    "missing )": ("左括号没有配对", "请补上右括号，或把括号写成 \\("),
    "unexpected )": ("右括号没有配对", "请去掉多余的右括号，或写成 \\)"),
    "missing ]": ("方括号没有配对", "请补上 ]，或把方括号写成 \\["),
    "no argument for repetition": ("重复符号前面没有内容", "请在 * + ? 前写上要重复的内容，或写成 \\*"),
    "bad repetition operator": ("重复符号连在一起", "请只留一个 * + ?"),
    "invalid character class": ("方括号里的范围写反了或不认识", "如 [0-9]、[a-z]、[\\u4e00-\\u9fa5]"),
    "trailing": ("末尾多了一个反斜杠", "请去掉，或写成 \\\\"),
    "pattern too large": ("表达式太大", "请缩短表达式或改小重复次数"),
}


def compiled(pattern: str) -> Any:
    """The pattern made ready; its `fullmatch(text)` is None where the text does not match as a whole.

    \\uXXXX is read as other engines read it.

    Raises:
        Invalid: the pattern is broken or uses what this engine does not know, in Chinese with the remedy.
    """
    found = fault(pattern)
    if found is not None:
        raise Invalid("校验表达式不能使用", problems=[found], remedy=found.remedy)
    return _made(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches; a pattern that cannot be used matches nothing."""
    try:
        return compiled(pattern).fullmatch(text) is not None
    except Invalid:
        return False


@lru_cache(maxsize=512)
def fault(pattern: str) -> Problem | None:
    """Why a pattern cannot be used, None where it can."""
    if len(pattern) > LONGEST_PATTERN:
        return Problem(f"校验表达式超过 {LONGEST_PATTERN} 个字符", f"{len(pattern)} 个", "请缩短表达式")
    try:
        _made(pattern)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        for head, (rule, remedy) in (_UNSUPPORTED | _BROKEN).items():
            if head in words:
                return Problem(f"校验表达式{rule}", pattern[:80], remedy)
        return Problem("校验表达式写法有误", pattern[:80], "请核对括号、方括号和重复次数")
    return None


def is_unsupported(problem: Problem) -> bool:
    """Whether a fault of a pattern is a limit of this engine rather than a slip of its writer."""
    return problem.rule.removeprefix("校验表达式") in [rule for rule, _ in _UNSUPPORTED.values()]


@lru_cache(maxsize=512)
def _made(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    return re2.compile(re.sub(r"\\u([0-9A-Fa-f]{4})", r"\\x{\1}", pattern), options)
