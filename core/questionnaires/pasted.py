"""Questionnaires pasted as text, as they travel in Word and 问卷星, become drafts.

Where a text leaves something open the likelier reading is taken and said, so that the one who pastes can
look at exactly those questions.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from core.errors import Invalid, Problem
from core.questionnaires.drafting import Codes, Read
from core.questionnaires.form import Column, Form, Kind, Limits, Need, Option, Question, Row, Section
from core.questionnaires.pasted_blocks import Block, Heading, Pasted, gathered
from core.questionnaires.pasted_guess import is_alone, is_other, with_options, without_options
from core.questionnaires.pasted_lines import BLANK, lines_of
from core.questionnaires.pasted_logic import Asked, with_conditions
from core.questionnaires.pasted_marks import RANK, SCALE, Jump, marks_in, without_blank
from core.questionnaires.pasted_tables import letter, spaced_table, table_of

LONGEST_TEXT: Final = 200_000
_LONGEST_LINE: Final = 2000
_SCALE: Final = ("很不满意", "不满意", "一般", "满意", "很满意")


def read_pasted(text: str) -> Read:
    """The draft a text makes; each warning says its line and what was guessed, left out or set.

    Raises:
        Invalid: it is too long, or no question was found in it.
    """
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"粘贴的文字超过 {LONGEST_TEXT:,} 个字", remedy="请分成几份粘贴")
    long = next((at for at, line in enumerate(text.splitlines(), 1) if len(line) > _LONGEST_LINE), 0)
    if long:
        problem = Problem(f"一行超过 {_LONGEST_LINE} 个字", "", "请按题换行", row=long)
        raise Invalid(f"第 {long} 行太长", problems=[problem])
    pasted = gathered(lines_of(text))
    drafter = _Drafter(pasted)
    if not drafter.asked:
        remedy = "请在每道题前写题号，如“1.”，在每个选项前写“A.”"
        raise Invalid("没有认出题目", problems=[Problem("没有一行以题号开头", "", remedy)], remedy=remedy)
    questions, remarks = with_conditions([each for group in drafter.asked for each in group])
    sections = tuple(
        Section(f"S{at}", heading.title or "问卷内容", tuple(questions[each.question.code] for each in group))
        for at, (heading, group) in enumerate(zip(drafter.headings, drafter.asked, strict=True), start=1)
    )
    sections = tuple(
        replace(section, note="\n".join(heading.words))
        for section, heading in zip(sections, drafter.headings, strict=True)
    )
    drafter.remarks += [Problem("没有放进问卷", line.text[:80], row=line.row) for line in pasted.lost]
    form = Form(pasted.title or "未命名问卷", sections, "\n".join(pasted.words))
    return Read(form, tuple(sorted([*drafter.remarks, *remarks], key=lambda remark: remark.row)))


@dataclass(slots=True)
class _Drafter:
    """Makes questions of blocks; a heading without questions only goes before the next."""

    pasted: Pasted
    headings: list[Heading] = field(default_factory=list)
    asked: list[list[Asked]] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    _codes: Codes = field(default_factory=Codes)

    def __post_init__(self) -> None:
        blocks = [block for heading in self.pasted.headings for block in heading.blocks]
        numbers = [block.number for block in blocks if block.number]
        continued = bool(numbers) and len(set(numbers)) == len(numbers)
        starred = any(block.marks.need is Need.REQUIRED for block in blocks)
        above: list[str] = []
        for heading in self.pasted.headings:
            if not heading.blocks:
                above = [*above, heading.title, *heading.words]
                continue
            heading.title = " ".join(filter(None, [*above, heading.title]))
            above = []
            self.headings.append(heading)
            group: list[Asked] = []
            self.asked.append(group)
            for block in heading.blocks:
                place = sum(map(len, self.asked)) + 1
                code = f"Q{block.number if continued and block.number else place}"
                code = f"T{place}" if continued and not block.number else code
                group += self._questions(block, code, Need.OPTIONAL if starred else Need.REQUIRED)

    def _questions(self, block: Block, code: str, need: Need) -> list[Asked]:
        need = block.marks.need or need
        parts = _gaps(block)
        if len(parts) > 1:
            self._say(block, code, f"一题有 {len(parts)} 个空，已拆成 {len(parts)} 题")
        made = []
        for at, part in enumerate(parts):
            question, jumps = self._question(part, self._codes.free(code), need)
            leans = tuple(block.marks.leans)
            made.append(Asked(question, block.number if not at else "", block.row, jumps, leans))
        return made

    def _question(
        self, block: Block, code: str, need: Need
    ) -> tuple[Question, tuple[tuple[Option | None, Jump], ...]]:
        marks = block.marks
        jumps: list[tuple[Option | None, Jump]] = [(None, jump) for jump in marks.jumps]
        if marks.detail == RANK and block.options:
            question = self._ranking(block, code, need)
        elif marks.kind is Kind.MATRIX or (block.table and not block.options):
            question = self._matrix(block, code, need)
        elif block.options or marks.kind in (Kind.SINGLE, Kind.MULTIPLE):
            question, of_options = self._choice(block, code, need)
            jumps += of_options
        else:
            question = self._free(block, code, need)
        note = "\n".join(block.words)
        return replace(question, note=note, manual=self._manual(block, question)), tuple(jumps)

    def _manual(self, block: Block, question: Question) -> Decimal | None:
        points = block.marks.points
        if points is None:
            return None
        earned = any(option.points is not None for option in question.options)
        self._say(
            block,
            question.code,
            f"题后写着 {points} 分，" + ("选项已有分，没有另设" if earned else "按人工评分"),
        )
        return None if earned or points < 0 else points

    def _choice(
        self, block: Block, code: str, need: Need
    ) -> tuple[Question, list[tuple[Option | None, Jump]]]:
        marks, title = block.marks, without_blank(block.marks.text)[0].rstrip(" :：") or block.marks.text
        if not block.options and marks.detail == SCALE:
            block.options = [("", label) for label in _SCALE]
            self._say(block, code, "量表没有写选项，按“很不满意”到“很满意”五级")
        read = [marks_in(words) for _, words in block.options]
        kind, why = marks.kind or Kind.TEXT, ""
        if kind not in (Kind.SINGLE, Kind.MULTIPLE):
            kind, why = with_options(title, [each.text for each in read], [mark for mark, _ in block.options])
        options: list[Option] = []
        jumps: list[tuple[Option | None, Jump]] = []
        for at, each in enumerate(read):
            label, blank = without_blank(each.text)
            label = re.sub(r"^\[选项\]|^[A-Z][.、．]\s*(?=\S)", "", label).strip(" ；;，,。")
            other = blank or is_other(label)
            alone = kind is Kind.MULTIPLE and is_alone(label)
            options.append(Option(letter(at), label or each.text or "选项", each.points, other, alone))
            jumps += [(options[-1], jump) for jump in each.jumps]
        if why:
            self._say(block, code, why)
        if not options:
            self._say(block, code, "没有认出选项，请补上")
        limits = Limits(fewest=marks.fewest, most_chosen=marks.most) if kind is Kind.MULTIPLE else Limits()
        return Question(code, title, kind, need, options=tuple(options), limits=limits), jumps

    def _ranking(self, block: Block, code: str, need: Need) -> Question:
        labels = [marks_in(words).text for _, words in block.options]
        rows = tuple(Row(f"r{at}", label) for at, label in enumerate(labels, start=1))
        limits = Limits(Decimal(1), Decimal(len(rows)), 0)
        self._say(block, code, "没有排序题，已改为逐项填名次")
        column = Column("c1", "名次", Kind.NUMBER, limits=limits)
        return Question(code, block.marks.text, Kind.MATRIX, need, rows=rows, columns=(column,))

    def _matrix(self, block: Block, code: str, need: Need) -> Question:
        marks, lines = block.marks, block.table
        if lines and not any("\t" in line or "|" in line or "｜" in line for line in lines):
            lines = spaced_table(lines)
        table = table_of(lines, marks.detail)
        title = without_blank(marks.text)[0] or marks.text
        if table is None:
            self._say(block, code, "没有认出表格的行和列，已改为文本")
            return Question(code, title, Kind.TEXT, need, long=True)
        rows, columns, open_rows = table
        if marks.kind is not Kind.MATRIX:
            self._say(block, code, "题下有表格，按矩阵")
        if open_rows:
            self._say(block, code, f"表格没有固定的行，由单位自己加，最多 {open_rows} 行")
        return Question(code, title, Kind.MATRIX, need, rows=rows, columns=columns, open_rows=open_rows)

    def _free(self, block: Block, code: str, need: Need) -> Question:
        marks = block.marks
        guess = without_options(marks.text, marks.kind)
        if guess.why:
            self._say(block, code, guess.why)
        long = guess.long or marks.detail == "长"
        return Question(
            code, guess.title or marks.text, guess.kind, need, limits=guess.limits, unit=guess.unit, long=long
        )

    def _say(self, block: Block, code: str, rule: str) -> None:
        words = f"“{code} {block.marks.text[:20]}”{rule}"
        self.remarks.append(Problem(words, "", "请在编辑画面核对", row=block.row))


def _gaps(block: Block) -> list[Block]:
    """One block for every gap of a line with several; days are one gap."""
    text = block.marks.text
    if block.options or block.table or block.marks.kind not in (None, Kind.TEXT, Kind.NUMBER):
        return [block]
    if len(BLANK.findall(text)) < 2 or re.search(r"_\s*年[_\s]*月", text):
        return [block]
    parts = [part for part in re.findall(r"[^_]*_{2,}(?:[^_，,。；;、]*)", text) if part.strip(" _")]
    words = [part.strip(" ，,。；;、") for part in parts]
    return (
        [replace(block, marks=replace(block.marks, text=part)) for part in words]
        if len(words) > 1
        else [block]
    )
