"""Rows of a worksheet with a known header, as texts by column name; faults named by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import Invalid, Problem
from core.sheets.model import CellValue, Sheet, column_letter
from core.sheets.reading import read_workbook


@dataclass(frozen=True, slots=True)
class Grid:
    """The form of a worksheet: its name and its columns in their order."""

    sheet: str
    columns: tuple[str, ...]

    def rows(self, data: bytes, file_name: str) -> list[tuple[int, dict[str, str]]]:
        """The rows that are not empty, each with Excel's number.

        Raises `Invalid` where the file cannot be read, has another header or no row.
        """
        sheet = self._found(read_workbook(data, file_name))
        found = []
        for number in range(2, sheet.height + 1):
            cells = [text_of(value) for value in sheet.row(number)[: len(self.columns)]]
            cells += [""] * (len(self.columns) - len(cells))
            if any(cells):
                found.append((number, dict(zip(self.columns, cells, strict=True))))
        if not found:
            raise Invalid(f"工作表“{self.sheet}”没有数据行", remedy="请从第 2 行起填写")
        return found

    def at(self, row: int, column: str, rule: str, *, value: str = "", remedy: str = "") -> Problem:
        """A fault at a column by its name; an unknown name means the whole row."""
        letter = column_letter(self.columns.index(column)) if column in self.columns else ""
        return Problem(rule, value, remedy, self.sheet, row, letter)

    def _found(self, sheets: Sequence[Sheet]) -> Sheet:
        found = next((sheet for sheet in sheets if sheet.name == self.sheet), sheets[0] if sheets else None)
        header = tuple(text_of(value) for value in found.row(1)[: len(self.columns)]) if found else ()
        if found is not None and header == self.columns:
            return found
        problem = Problem(
            f"第 1 行表头须依次为 {'、'.join(self.columns)}",
            "、".join(header),
            "请下载模板，把内容粘贴进去",
            found.name if found else "",
            1,
        )
        raise Invalid("表头与模板不符", problems=[problem])


def text_of(value: CellValue) -> str:
    """A cell as text; a whole number that Excel kept as 371402.0 is 371402."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: rows by outcome, and every fault."""

    added: int
    updated: int
    unchanged: int
    failed: int
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, added: int, updated: int, unchanged: int, problems: Sequence[Problem]) -> "Preview":
        """The preview of rows sorted by outcome; a row with several faults has failed once."""
        return cls(
            added,
            updated,
            unchanged,
            len({(problem.sheet, problem.row) for problem in problems}),
            tuple(problems),
        )
