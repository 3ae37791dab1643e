"""Texts that may stand in a worksheet cell: no character XML forbids, no head a program would run."""

import re

# Excel keeps at most this many characters in a cell.
MAX_CELL_CHARACTERS = 32_767
_MAX_SHEET_NAME = 31
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ as the letter A; its own underscore must be written in that notation to stay itself.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_FORMULA_HEADS = tuple("=+-@\t\r\n\0＝＋－＠")


def printable(text: str) -> str:
    """The text as it goes into a cell: without characters XML forbids, cut to what one cell can keep."""
    return _ESCAPE_LIKE.sub("_x005F_", _ILLEGAL.sub("", text)[:MAX_CELL_CHARACTERS])


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this text: it begins with = + - @, a control or full-width head."""
    return text.startswith(_FORMULA_HEADS)


def sheet_name(text: str) -> str:
    """A name Excel accepts for a worksheet: at most 31 characters, none of []:*?/\\."""
    name = _ILLEGAL_IN_SHEET_NAME.sub("_", _ILLEGAL.sub("", text)).strip().strip("'")
    return name[:_MAX_SHEET_NAME] or "工作表"
