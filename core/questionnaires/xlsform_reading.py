"""Questionnaires from XLSForm workbooks, as ODK, KoboToolbox and their relatives exchange them.

What is broken is refused with its cell. What is in order but has no place in a questionnaire here is left out
and told, never silently: a lost condition shows the question and asks for no answer.
"""

import re
from typing import Final

from core.errors import Invalid, Problem
from core.questionnaires.cells import cell_at
from core.questionnaires.drafting import Read
from core.questionnaires.form import Form
from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_layout import SURVEY
from core.questionnaires.xlsform_plan import Plan
from core.questionnaires.xlsform_questions import QuestionMaker
from core.questionnaires.xlsform_sheets import Book, Findings, Line, book_of, left_out
from core.questionnaires.xlsform_tree import tree_of
from core.sheets.annotating import annotate
from core.sheets.reading import read_workbook, stem

# Nobody answers more; a file with more is a slip, or meant to weigh the server down.
MOST_ROWS: Final = 5_000
MOST_CHOICES: Final = 20_000
MOST_OPTIONS: Final = 50_000


def read_xlsform(data: bytes, name: str) -> Read:
    """The questionnaire in an uploaded .xlsx file called `name`.

    Raises:
        Invalid: every fault with sheet, row, column, rule, value and remedy, and the person's own file with
            a 失败原因 column.
        Unavailable: too many files are being read.
    """
    found = Findings()
    book = book_of(read_workbook(data, name), found)
    form = form_of(book, stem(name), found) if book is not None else None
    if form is None or found.problems:
        message = f"XLSForm 有 {len(found.problems)} 处问题，没有导入"
        annotated = annotate(data, name, found.problems)
        raise Invalid(message, problems=found.problems, annotated=annotated)
    return Read(form, tuple(found.warnings))


def form_of(book: Book, title: str, found: Findings) -> Form | None:
    """The questionnaire in the sheets, called `title` where the settings do not say; faults go into `found`.

    None where the faults leave nothing to make it of.
    """
    for column in ("type", "name"):
        if column not in book.survey.letters:
            remedy = "survey 须有 type、name、label 三列，表头在第 1 行"
            found.problems.append(book.survey.missing(column, remedy))
    for table, most in ((book.survey, MOST_ROWS), (book.choices, MOST_CHOICES)):
        if len(table.lines) > most:
            rule = f"有 {len(table.lines):,} 行，最多 {most:,} 行"
            found.refuse(Problem(rule, "", "请拆成几份问卷", table.name, most + 1))
    if found.problems:
        return None
    choices = Choices(book.choices, bool(book.settings.said("allow_choice_duplicates")), found)
    _plain_words(book, found)
    plan = Plan(choices, found)
    tree = tree_of(book.survey, found)
    if any(problem.row == 1 or problem.column == book.survey.letters["type"] for problem in found.problems):
        # Without a column, or where rows fall into the wrong group, every later fault would be a wrong one.
        return None
    plan.walk(tree)
    if not any(plan.asked):
        if not found.problems:
            top = book.survey.lines[0] if book.survey.lines else Line(book.survey.name, 1, {}, {})
            found.refuse(top.at("type", "没有一道题", "请至少写一道题"))
        return None
    offered = sum(
        len(choices.options(each.typed, each.line)) for each in plan.asked if each.typed.kind.has_options
    )
    if offered > MOST_OPTIONS:
        rule = f"各题的选项合计 {offered:,} 个，最多 {MOST_OPTIONS:,} 个"
        found.refuse(Problem(rule, "", "请把很长的选项表改为文本题", book.survey.name))
        return None
    maker, sections, first = QuestionMaker(plan, choices, found), [], 0
    maker.check(book.survey.lines)
    for part in plan.parts:
        sections.append(maker.section(part, first))
        first += len(part.asked)
    found.warnings += left_out(book.survey)
    form = Form(book.settings["form_title"] or title, tuple(sections), "\n".join(plan.notes))
    _check_companions(book, form, found)
    return form


def _plain_words(book: Book, found: Findings) -> None:
    """Answers put into words: nothing puts them in here, so that 〔name〕 stands where ${name} stood."""
    names = {line["name"] for line in book.survey.lines}
    for line in book.survey.lines:
        for column in ("label", "hint", "guidance_hint"):
            if "${" not in line[column]:
                continue
            found.tell(line.at(column, "题面里的 ${…} 不会换成答数", "请改写题面"))
            line.cells[column] = re.sub(
                r"\$\{\s*([^{}\s]+)\s*\}",
                lambda hit: f"〔{hit[1]}〕" if hit[1] in names else hit[0],
                line[column],
            )


def _check_companions(book: Book, form: Form, found: Findings) -> None:
    for line in book.survey.lines:
        if line["shuping_role"] in ("other_text", "reason") and cell_at(form, line["shuping_code"]) is None:
            remedy = "请删去这一行，或恢复它说明的题和选项"
            found.problems.append(line.at("shuping_code", f"{SURVEY} 里没有它说明的题或选项", remedy))
