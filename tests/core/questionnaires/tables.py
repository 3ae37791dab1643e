"""Workbooks out of tables as people write them in a text."""

from collections.abc import Sequence

from core.sheets.writing import SheetContent, build_workbook


def rows(table: str) -> list[list[str]]:
    """The cells of a table of | a | b |; \\n stands for a new line within a cell."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    return [[cell.strip().replace("\\n", "\n") for cell in line.strip("|").split("|")] for line in lines]


def xlsform(survey: str, choices: str = "", settings: str = "", others: Sequence[SheetContent] = ()) -> bytes:
    """An XLSForm workbook of three tables."""
    given = (("survey", survey), ("choices", choices), ("settings", settings))
    sheets = [
        SheetContent(name, table[0], table[1:]) for name, text in given if text and (table := rows(text))
    ]
    return build_workbook([*sheets, *others])


YES_NO = """
| list_name | name | label |
| yn | y | 是 |
| yn | n | 否 |
"""
