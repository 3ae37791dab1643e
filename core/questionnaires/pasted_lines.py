"""What each line of a pasted text is: a heading, a numbered question, options, a line of a table, or words."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

BOXES: Final = "○◯〇●◎□■☐☑☒◻▢◇"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE: Final = "一二三四五六七八九十百零〇"
# The first letter of options may be any.
ANY: Final = "*"
# A run that is a gap to write in.
BLANK: Final = re.compile(r"_{2,}|﹍{2,}|—{3,}|…{3,}|\.{6,}")


class LineKind(StrEnum):
    """What a line is."""

    WORDS = "words"
    SECTION = "section"
    QUESTION = "question"
    OPTIONS = "options"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its number, what it is, its words without the number in front, and that number.

    `style` is how the number is written; a text keeps to one style for its questions.
    """

    row: int
    kind: LineKind
    text: str
    number: str = ""
    style: str = ""


def lines_of(text: str) -> list[TextLine]:
    """The lines of a text that are not empty, classified one by one."""
    found = []
    for row, raw in enumerate(text.splitlines(), start=1):
        line = _plain(raw)
        if line.strip():
            found.append(_classified(row, line))
    return found


def split_options(text: str, last: str = "") -> list[tuple[str, str]]:
    """The options in a line as (mark, words); none where it does not begin with an option.

    Letters must follow each other, beginning after `last`: “A.是B.否” is two options, “B超” after nothing none.
    """
    boxes = f"[{BOXES}]"
    if re.match(rf"\s*(?:{boxes}|\[\s?\])", text):
        parts = re.split(rf"({boxes}|\[\s?\])", text.strip())
        return [(parts[at], parts[at + 1].strip()) for at in range(1, len(parts), 2) if parts[at + 1].strip()]
    if re.match(rf"\s*[{_CIRCLED}]", text):
        parts = re.split(rf"([{_CIRCLED}])", text.strip())
        return [(parts[at], parts[at + 1].strip()) for at in range(1, len(parts), 2)]
    return _lettered(text.strip(), last) or _numbered(text.strip())


def options_inside(text: str) -> int:
    """Where options begin within the line of a question; -1 where there are none."""
    box = re.search(rf"[{BOXES}]", text)
    if box and len(split_options(text[box.start() :])) > 1:
        return box.start()
    for mark in re.finditer(r"[(（]\s*1\s*[)）]|[(（]?[Aa①][.、．)）:：]?", text):
        plain = mark[0].strip("Aa") or text[mark.start() - 1].isspace()
        if mark.start() and plain and len(split_options(text[mark.start() :])) > 1:
            return mark.start()
    return -1


def cells_in(text: str) -> list[str]:
    """The cells of a line of a table: by tabs, or by bars."""
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    bars = text.replace("｜", "|").strip()
    return [cell.strip() for cell in bars.strip("|").split("|")]


def is_rule(cells: list[str]) -> bool:
    """Whether a line of a table only draws a line."""
    return all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells)


def _plain(raw: str) -> str:
    """Full-width letters and digits, odd spaces and odd underscores in their plain form; other signs stay."""
    line = "".join(
        unicodedata.normalize("NFKC", sign) if "！" < sign < "～" and sign.isalnum() else sign for sign in raw
    )
    line = (
        line.replace("．", ".")
        .replace("＿", "_")
        .replace("＊", "*")
        .replace("\u200b", "")
        .replace("\ufeff", "")
    )
    return re.sub(r"[^\S\t]", " ", line).rstrip(" ")


_QUESTIONS: Final = (
    ("di", re.compile(r"\*?\s*第\s*(\d{1,3})\s*题\s*[.、:：,，]?\s*(.+)")),
    ("q", re.compile(r"\*?\s*[Qq]\s*(\d{1,3})\s*[.、:：)）]?\s*(.+)")),
    ("paren", re.compile(r"\*?\s*[(（]\s*(\d{1,3})\s*[)）]\s*[.、]?\s*(.+)")),
    ("deep", re.compile(r"\*?\s*(\d{1,2}[.-]\d{1,2})(?:[.、\s]\s*)(.+)")),
    ("dot", re.compile(r"\*?\s*(\d{1,3})\s*(?:[、:：)）]|\.(?!\d))\s*(.+)")),
)
_SECTIONS: Final = (
    re.compile(r"#{1,4}\s+(?P<title>.+)"),
    re.compile(rf"第\s*[{_CHINESE}\d]+\s*(?:部分|章|节|篇|板块|模块)\s*[.、:：]?\s*(?P<title>.*)"),
    re.compile(rf"[{_CHINESE}]{{1,3}}\s*[、.:：]\s*(?P<title>.+)"),
    re.compile(rf"[(（][{_CHINESE}]{{1,3}}[)）]\s*[、.]?\s*(?P<title>.+)"),
)


def _classified(row: int, line: str) -> TextLine:
    text = line.strip(" ")
    if "\t" in text.strip() or re.match(r"\s*[|｜].*[|｜]", text):
        cells = cells_in(text)
        # One tab after a number is how Word writes a list.
        if len(cells) > 2 or (len(cells) == 2 and not re.match(r"\s*(?:[Qq(（*]?\s*\d|[A-Za-z][.、])", text)):
            return TextLine(row, LineKind.TABLE, text)
    text = text.replace("\t", " ").strip()
    for pattern in _SECTIONS:
        found = pattern.fullmatch(text)
        if found:
            kind = LineKind.QUESTION if _asks(found["title"]) else LineKind.SECTION
            words = found["title"] if kind is LineKind.QUESTION or found["title"] else text
            return TextLine(row, kind, words.strip(), "", "chinese")
    for style, pattern in _QUESTIONS:
        found = pattern.fullmatch(text)
        if found:
            star = "*" if text.startswith("*") else ""
            return TextLine(
                row, LineKind.QUESTION, star + found[2].strip(), found[1].replace("-", "."), style
            )
    if split_options(text, ANY):
        return TextLine(row, LineKind.OPTIONS, text)
    return TextLine(row, LineKind.WORDS, text)


def _asks(text: str) -> bool:
    """Whether a line with the number of a heading is a question after all."""
    typed = re.search(r"[\[【(（][^\]】)）]*(?:选|填空|量表|矩阵|排序)[^\]】)）]*[\]】)）]", text)
    return bool(typed or BLANK.search(text) or re.search(r"[?？]\s*\*?$", text) or options_inside(text) > 0)


def _lettered(text: str, last: str) -> list[tuple[str, str]]:
    """Options with letters in a row; the first follows `last`, or may be any where last is ANY."""
    mark = re.compile(
        r"[(（]\s*([A-Za-z])\s*[)）][.、]?|([A-Za-z])\s*[.、:：)）]|([A-Z])(?=[\s\u4e00-\u9fff])"
    )
    found: list[tuple[str, int, int]] = []
    for hit in mark.finditer(text):
        letter = (hit[1] or hit[2] or hit[3]).upper()
        if not found:
            first = chr(ord(last) + 1) if last.isalpha() else "A"
            if hit.start() or (last != ANY and letter != first):
                return []
        elif letter != chr(ord(found[-1][0]) + 1) or (hit[3] and not text[hit.start() - 1].isspace()):
            continue
        found.append((letter, hit.start(), hit.end()))
    ends = [*[start for _, start, _ in found[1:]], len(text)]
    return [(letter, text[end:stop].strip()) for (letter, _, end), stop in zip(found, ends, strict=False)]


def _numbered(text: str) -> list[tuple[str, str]]:
    """Options numbered (1) (2) on one line; alone such a number is a question's."""
    parts = re.split(r"[(（]\s*(\d{1,2})\s*[)）]", text)
    numbers = parts[1::2]
    if parts[0].strip() or len(numbers) < 2 or numbers != [str(at) for at in range(1, len(numbers) + 1)]:
        return []
    return [(number, words.strip()) for number, words in zip(numbers, parts[2::2], strict=True)]
