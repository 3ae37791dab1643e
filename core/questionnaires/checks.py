"""What keeps a form from being published, or deserves a look before it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from core.errors import Problem
from core.indicators.health import Light
from core.questionnaires.cells import cells_of
from core.questionnaires.condition_checks import check_conditions
from core.questionnaires.finding import Finding, amber, named, red
from core.questionnaires.form import Form, Option, Question
from core.questionnaires.limit_checks import check_limits
from core.questionnaires.question_checks import check_question

MOST_QUESTIONS: Final = 300
MOST_CELLS: Final = 3000
# Codes are parts of keys, file names and column heads: `/ + ?` would break the first, blanks the last.
_CODE: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_ALLOWED: Final = "只用字母、数字、-、_、.，最多 40 个"


def examine(form: Form) -> tuple[Finding, ...]:
    """Everything found, red first, each in the order of the form; nothing where it is sound. Never raises."""
    found = chain(
        _whole(form),
        _codes(form),
        _sections(form),
        _titles(form),
        chain.from_iterable(check_question(question) for question in form.questions),
        _metrics(form),
        chain.from_iterable(check_limits(form, question) for question in form.questions),
        check_conditions(form),
    )
    return tuple(sorted(found, key=lambda each: each.light is not Light.RED))


def blocking(form: Form) -> tuple[Problem, ...]:
    """What keeps a form from being published; it may be published where there is nothing."""
    return tuple(each.problem for each in examine(form) if each.light is Light.RED)


def _whole(form: Form) -> Iterator[Finding]:
    if not form.title.strip():
        yield red("", "问卷没有标题", remedy="请填写标题")
    if not form.questions:
        yield red("", "问卷没有题目", remedy="请添加题目")
    if len(form.questions) > MOST_QUESTIONS:
        yield red("", f"题目超过 {MOST_QUESTIONS} 道", f"{len(form.questions)} 道", "请拆成几份问卷")
    count = sum(1 for question in form.questions for _ in cells_of(question))
    if count > MOST_CELLS:
        remedy = "请减少矩阵的行列或可增加的行数，或拆成几份问卷"
        yield red("", f"要填的格子超过 {MOST_CELLS} 个", f"{count} 个", remedy)


def _codes(form: Form) -> Iterator[Finding]:
    yield from _coded("", "章节", (section.code for section in form.sections))
    yield from _coded("", "题目", (question.code for question in form.questions))
    for question in form.questions:
        called = named(question.code, question.title)
        yield from _coded(question.code, f"{called}选项", (each.code for each in question.options))
        yield from _coded(question.code, f"{called}矩阵行", (each.code for each in question.rows))
        yield from _coded(question.code, f"{called}矩阵列", (each.code for each in question.columns))
        for column in question.columns:
            place = f"{called}的列“{column.label}”选项"
            yield from _coded(question.code, place, (each.code for each in column.options))


def _coded(owner: str, what: str, codes: Iterable[str]) -> Iterator[Finding]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield red(owner or code, f"{what}编码重复", code, "答数按编码存放，请改成不重复的编码")
        if not _CODE.fullmatch(code):
            yield red(owner or code, f"{what}编码为空或含有不能用的字符", code, _ALLOWED)


def _sections(form: Form) -> Iterator[Finding]:
    for section in form.sections:
        called = named(section.code, section.title)
        if not section.title.strip():
            yield red(section.code, f"章节{called}没有标题", remedy="请填写标题")
        if not section.questions:
            yield amber(section.code, f"章节{called}下没有题目", remedy="请添加题目，或删除这一章节")


def _titles(form: Form) -> Iterator[Finding]:
    for question in form.questions:
        if not question.title.strip():
            yield red(question.code, f"题目“{question.code}”没有标题", remedy="请填写题目")
        called = named(question.code, question.title)
        yield from _labels(question, f"{called}选项", question.options)
        for column in question.columns:
            yield from _labels(question, f"{called}的列“{column.label}”选项", column.options)
        for what, labels in (
            ("矩阵行", [row.label for row in question.rows]),
            ("矩阵列", [column.label for column in question.columns]),
        ):
            yield from _said(question.code, f"{called}{what}", labels)
    counts = Counter(question.title.strip() for question in form.questions)
    for title, count in counts.items():
        if title and count > 1:
            codes = [each.code for each in form.questions if each.title.strip() == title]
            yield amber(
                codes[1], f"{count} 道题目标题相同", f"{title}（{'、'.join(codes[:5])}）", "请核对是否重复"
            )


def _labels(question: Question, what: str, options: tuple[Option, ...]) -> Iterator[Finding]:
    yield from _said(question.code, what, [option.label for option in options])


def _said(code: str, what: str, labels: list[str]) -> Iterator[Finding]:
    for label, count in Counter(label.strip() for label in labels).items():
        if not label:
            yield red(code, f"{what}有 {count} 个没有文字", remedy="请补写文字，或删除")
        elif count > 1:
            yield red(code, f"{what}文字重复", label, "请改写或删除其中之一")


def _metrics(form: Form) -> Iterator[Finding]:
    fed: dict[tuple[str, str], str] = {}
    for question in form.questions:
        key = (question.metric, question.part)
        if question.metric and key in fed:
            rule = f"{named(question.code, question.title)}与题目 {fed[key]} 对应同一指标子项的同一部分"
            yield red(question.code, rule, question.metric, "每一部分只留一道题目，或改为分子、分母")
        elif question.metric:
            fed[key] = question.code
