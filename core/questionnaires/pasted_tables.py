"""Tables under a question become the rows and columns of a matrix."""

import re
from typing import Final

from core.questionnaires.drafting import Codes
from core.questionnaires.form import Column, Kind, Option, Row
from core.questionnaires.pasted_guess import without_options
from core.questionnaires.pasted_lines import BOXES, cells_in, is_rule

# Lines a unit may add where a table has only a head.
OPEN_ROWS: Final = 20
_ONE, _MANY = "○◯〇●◎", "□■☐☑☒◻▢"
Table = tuple[tuple[Row, ...], tuple[Column, ...], int]


def table_of(lines: list[str], detail: str) -> Table | None:
    """Rows, columns and how many lines may be added; None where the lines are no table.

    `detail` is what the mark of the question says: 单选, 多选, 填空 or nothing, then the cells decide.
    """
    grid = [cells for cells in map(cells_in, lines) if any(cells) and not is_rule(cells)]
    if not grid or len(grid[0]) < 2:
        return None
    head, body = grid[0], grid[1:]
    numbered = bool(re.fullmatch(r"序号|编号|No\.?", head[0], re.IGNORECASE))
    # A head one cell shorter than every line below has no corner.
    if body and all(len(cells) == len(head) + 1 for cells in body):
        head = ["", *head]
    names = _rows(body, numbered)
    labels = [label for label in head[1:] if label]
    if not labels:
        return None
    signs = "".join(cell for cells in body for cell in cells[1:])
    kind = _kind(detail, signs)
    total = any(re.fullmatch(r"合\s*计|总\s*计", cells[0]) for cells in body if cells)
    rows = tuple(Row(f"r{at}", name) for at, name in enumerate(names, start=1))
    if kind.has_options:
        options = tuple(Option(letter(at), label) for at, label in enumerate(labels))
        return (rows, (Column("c1", "选择", kind, options),), 0) if rows else None
    codes = Codes()
    columns = tuple(_column(codes.free(f"c{at}"), label, total) for at, label in enumerate(labels, start=1))
    if not rows and not numbered:
        columns = (_column("c0", head[0], False), *columns) if head[0] else columns
    return rows, columns, 0 if rows else OPEN_ROWS


def spaced_table(lines: list[str]) -> list[str]:
    """The lines of a table laid out with spaces, as lines with tabs; a first line of words is its head."""
    rows = []
    for at, line in enumerate(lines):
        marked = re.match(rf"\s*(.+?)\s*((?:[{BOXES}]\s*)+)$", line)
        if marked:
            rows.append("\t".join([marked[1], *re.findall(f"[{BOXES}]", marked[2])]))
        else:
            cells = re.split(r"\s{2,}|(?<=\S)\s(?=\S)" if at == 0 else r"\s{2,}|_{2,}", line.strip())
            rows.append("\t".join(["", *cells] if at == 0 else [cells[0].strip(), ""]))
    return rows


def letter(index: int) -> str:
    """The code of an option by its place: a to z, then o27 and so on."""
    return chr(97 + index) if index < 26 else f"o{index + 1}"


def _rows(body: list[list[str]], numbered: bool) -> list[str]:
    """The names of the lines; of numbered lines the second cell names them, where it is filled."""
    names = []
    for cells in body:
        name = cells[0].strip()
        if re.fullmatch(r"合\s*计|总\s*计", name):
            continue
        if numbered or re.fullmatch(r"\d{0,3}|…+|\.{3,}", name):
            continue
        names.append(re.sub(r"^\s*(?:\d{1,2}[.、)）]|[(（]\d{1,2}[)）])\s*", "", name))
    return names


def _kind(detail: str, signs: str) -> Kind:
    if detail in ("单选", "多选"):
        return Kind.SINGLE if detail == "单选" else Kind.MULTIPLE
    if not detail and any(sign in _ONE for sign in signs):
        return Kind.SINGLE
    if not detail and any(sign in _MANY for sign in signs):
        return Kind.MULTIPLE
    return Kind.TEXT


def _column(code: str, label: str, total: bool) -> Column:
    guess = without_options(label)
    if re.match(r"是否|有无", label):
        options = tuple(
            Option(letter(at), word) for at, word in enumerate((label[0], "否" if label[0] == "是" else "无"))
        )
        return Column(code, label, Kind.SINGLE, options)
    kind = guess.kind if guess.kind in (Kind.NUMBER, Kind.DATE) else Kind.TEXT
    title = guess.title if kind is Kind.NUMBER else label
    return Column(
        code, title, kind, limits=guess.limits, unit=guess.unit, total=total and kind is Kind.NUMBER
    )
