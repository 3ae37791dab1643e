"""The lines of a pasted text gathered: each question with its options, its table and the words under it."""

import re
from dataclasses import dataclass, field

from core.questionnaires.form import Kind, Need
from core.questionnaires.pasted_guess import is_farewell
from core.questionnaires.pasted_lines import ANY, BLANK, LineKind, TextLine, options_inside, split_options
from core.questionnaires.pasted_marks import SCALE, SEVERAL, Marks, marks_in


@dataclass(slots=True)
class Block:
    """A question as pasted: its line, its marks, its options as (mark, words), its table, words under it.

    `part` is set for one gap of a question with several: the words of that question.
    """

    row: int
    number: str
    marks: Marks
    options: list[tuple[str, str]] = field(default_factory=list)
    table: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    part: str = ""

    @property
    def last(self) -> str:
        """The letter of the last option, "" where there is none yet."""
        return self.options[-1][0] if self.options and self.options[-1][0].isalpha() else ""


@dataclass(slots=True)
class Heading:
    """A section as pasted, with the words before its first question."""

    title: str
    row: int
    words: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Pasted:
    """A whole text: title, words before everything, sections; `lost` are lines that found no place."""

    title: str = ""
    words: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    lost: list[TextLine] = field(default_factory=list)


def gathered(lines: list[TextLine]) -> Pasted:
    """The text in blocks."""
    found = Pasted()
    style = next((line.style for line in lines if line.kind is LineKind.QUESTION and line.number), "")
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        _place(found, line, following, style)
    return found


def _place(found: Pasted, line: TextLine, following: TextLine | None, style: str) -> None:
    block = _block(found)
    # A text may begin with its first section; a title has no such number.
    titled = line.kind is LineKind.WORDS or (line.kind is LineKind.SECTION and line.text.startswith("#"))
    if titled and not found.title and not found.headings:
        found.title = line.text.lstrip("# ").strip()
        return
    if line.kind is LineKind.SECTION and not _has_options(following):
        found.headings.append(Heading(line.text.lstrip("# "), line.row))
    elif line.kind in (LineKind.QUESTION, LineKind.SECTION):
        if block is not None and _is_option(line, block, style):
            block.options.append((line.number, line.text))
        else:
            _begin(found, line)
    elif line.kind is LineKind.WORDS and _is_gap(line.text, block):
        if not found.headings:
            found.headings.append(Heading("填报信息", line.row))
        _gaps(found, line)
    elif block is None:
        (found.headings[-1].words if found.headings else found.words).append(line.text)
    elif line.kind is LineKind.TABLE:
        _table(found, block, line)
    elif line.kind is LineKind.OPTIONS:
        _options(block, line)
    else:
        _words(found, block, line)


def _is_gap(text: str, block: Block | None) -> bool:
    """Whether a line without a number asks for something by itself: 联系人：____."""
    if block is not None and (block.marks.kind is Kind.MATRIX or block.table):
        return False
    if re.fullmatch(
        r"[^\s，。,]{0,8}(?:单位|姓名|联系人|电话|职务|部门|处室|科室|日期|时间|邮箱|地址|手机)[:：]", text
    ):
        return True
    return re.match(r"[^\s_:：]{2,30}\s*[:：]?\s*_{2,}", text) is not None


def _gaps(found: Pasted, line: TextLine) -> None:
    """A question for each gap of a line; those of a question with several gaps take its words along."""
    blocks, above = found.headings[-1].blocks, _block(found)
    of = above if above is not None and above.marks.detail == SEVERAL else None
    if of is not None and not of.part:
        blocks.pop()
    for part in re.findall(r"[^_]*_{2,}[^\s_:：]{0,3}", line.text) or [line.text]:
        marks = marks_in(part.strip())
        if re.match(r"如|若", marks.text):
            marks.need = marks.need or Need.OPTIONAL
        block = Block(line.row, "", marks)
        if of is not None:
            block.part = of.part or of.marks.text
            block.number = "" if of.part else of.number
            marks.detail, marks.need = SEVERAL, of.marks.need
            marks.text = f"{block.part}：{marks.text}"
        blocks.append(block)


def _table(found: Pasted, block: Block, line: TextLine) -> None:
    """A line of a table; under a question answered by choosing, its options set apart by tabs."""
    plain = line.text.replace("\t", " ").strip()
    if block.marks.kind in (Kind.SINGLE, Kind.MULTIPLE) and "\t" in line.text:
        if split_options(plain, ANY):
            _options(block, TextLine(line.row, LineKind.OPTIONS, plain))
        else:
            _words(found, block, TextLine(line.row, LineKind.WORDS, plain))
        return
    block.table.append(line.text)


def _block(found: Pasted) -> Block | None:
    return found.headings[-1].blocks[-1] if found.headings and found.headings[-1].blocks else None


def _has_options(following: TextLine | None) -> bool:
    return following is not None and following.kind is LineKind.OPTIONS


def _is_option(line: TextLine, block: Block, style: str) -> bool:
    """Whether a numbered line is an option: (1) under a question 1. that is answered by choosing."""
    if line.style != "paren" or style == "paren":
        return False
    follows = line.number == str(len(block.options) + 1)
    chosen = block.marks.kind in (Kind.SINGLE, Kind.MULTIPLE) or re.search(
        r"哪|是否|以下|[?？]$", block.marks.text
    )
    return follows and bool(chosen) and not BLANK.search(line.text) and not marks_in(line.text).kind


def _begin(found: Pasted, line: TextLine) -> None:
    if not found.headings:
        found.headings.append(Heading("", line.row))
    marked = re.search(r"\d{1,2}\s*分(?:[\s、,，]+\d{1,2}\s*分){2,}\s*$", line.text)
    if marked:
        words = re.findall(r"\d{1,2}\s*分", marked[0])
        block = Block(line.row, line.number, marks_in(line.text[: marked.start()]))
        block.options = [("", word) for word in words]
        found.headings[-1].blocks.append(block)
        return
    at = options_inside(line.text)
    text, rest = (line.text[:at].strip(), line.text[at:]) if at > 0 else (line.text, "")
    block = Block(line.row, line.number, marks_in(text))
    if not rest or block.marks.kind not in (Kind.MATRIX, Kind.TEXT, Kind.NUMBER):
        block.options = split_options(rest) if rest else []
    else:
        block.marks = marks_in(line.text)
    found.headings[-1].blocks.append(block)


def _options(block: Block, line: TextLine) -> None:
    if block.marks.kind is Kind.MATRIX:
        block.table.append(line.text)
        return
    options = split_options(line.text, block.last) or split_options(line.text, ANY)
    digits = re.findall(r"[○◯〇●◎□]\s*(\d{1,2})", line.text)
    if len(digits) > 2 and len(digits) == len(options):
        options = [("○", digit) for digit in digits[:-1]]
        options.append(("○", digits[-1]))
        end = line.text.rpartition(digits[-1])[2].strip()
        block.words += [f"{digits[-1]} 表示“{end}”"] if end else []
    block.options += options


def _words(found: Pasted, block: Block, line: TextLine) -> None:
    scale = re.match(r"(\S.*?)\s*([○◯〇●◎□]\s*\d.*)", line.text)
    if scale and block.marks.kind in (None, Kind.SINGLE):
        digits = re.findall(r"[○◯〇●◎□]\s*(\d{1,2})", scale[2])
        if len(digits) > 2:
            end = scale[2].rpartition(digits[-1])[2].strip()
            block.words.append(
                f"{digits[0]} 表示“{scale[1]}”" + (f"，{digits[-1]} 表示“{end}”" if end else "")
            )
            block.options += [("○", digit) for digit in digits]
            return
    if re.fullmatch(r"[_\s﹍—….\d]+", line.text):
        return
    if is_farewell(line.text):
        found.lost.append(line)
    elif re.match(r"(?:填写|填报)?(?:说明|注|提示|备注|注意)\s*[:：]|[(（]?(?:注|说明)", line.text):
        block.words.append(line.text)
    elif block.marks.kind is Kind.MATRIX or block.table:
        block.table.append(line.text)
    elif block.marks.kind in (Kind.SINGLE, Kind.MULTIPLE) and block.marks.detail != SCALE:
        block.options.append(("", line.text))
    elif marks_in(line.text).text == "" or (marks_in(line.text).leans and not block.options):
        _more(block, marks_in(line.text))
    else:
        block.words.append(line.text)


def _more(block: Block, more: Marks) -> None:
    """Marks that stand on a line of their own under the question."""
    marks = block.marks
    marks.kind, marks.detail = more.kind or marks.kind, more.detail or marks.detail
    marks.need, marks.star = more.need or marks.need, more.star or marks.star
    marks.fewest, marks.most = more.fewest or marks.fewest, more.most or marks.most
    marks.jumps += more.jumps
    marks.leans += more.leans
    block.words += [more.text] if more.text else []
