"""The lists committed under data/: CSV files read strictly, faults named by row and column."""

import csv
from collections.abc import Sequence
from pathlib import Path

from core.errors import Invalid, Problem, Unavailable

Table = Sequence[Sequence[str]]


def read_table(path: Path) -> list[list[str]]:
    """The rows of a UTF-8 CSV file, the header among them.

    Raises `Unavailable` where the file cannot be read and `Invalid` where it is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, strict=True))
    except OSError as error:
        remedy = f"从安装包恢复 data/{path.parent.name}"
        raise Unavailable(f"读不到参考数据文件 {path.name}", remedy=remedy) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(f"参考数据文件 {path.name} 不是 UTF-8 编码的 CSV", remedy="另存为 UTF-8 CSV") from error


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file below its header, by column name; for lists a test keeps sound."""
    header, *rows = read_table(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


def header_problems(table: Table, columns: Sequence[str]) -> list[Problem]:
    """The fault of a header that is not exactly `columns`; below such a header no column means anything."""
    header = tuple(table[0]) if table else ()
    if header == tuple(columns):
        return []
    return [Problem(rule=f"表头须依次为 {'、'.join(columns)}", value="、".join(header), row=1)]


def refuse(path: Path, problems: Sequence[Problem]) -> None:
    """Raise `Invalid` with every fault found, if any was."""
    if problems:
        raise Invalid(f"参考数据文件 {path.name} 有 {len(problems)} 处错误，未导入", problems=problems)
