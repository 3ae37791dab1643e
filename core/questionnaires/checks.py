"""placeholder"""

from collections.abc import Iterable

from core.errors import Problem
from core.questionnaires.form import Form


def blocking(form: Form) -> Iterable[Problem]:
    """What keeps a form from being published."""
    return [] if form.questions else [Problem("问卷没有题目", remedy="请添加题目")]
