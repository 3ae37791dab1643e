"""One file somebody hands in, and what must be said about it."""

from collections.abc import Callable
from dataclasses import dataclass

from core.collection.values import Unit
from core.collection.workbook import read_values
from core.indicators.workbook import read_system
from core.sheets.reading import read_workbook
from tests.core.scoring.boards import tiny_system

UNITS = (Unit("U000", "单位0", "第0组"), Unit("U001", "单位1", "第1组"))


def _values(data: bytes, file_name: str) -> object:
    return read_values(data, file_name, tiny_system(), units=UNITS)


READERS: dict[str, Callable[[bytes, str], object]] = {
    "体系": read_system,
    "指标值": _values,
    "文件": read_workbook,
}


@dataclass(frozen=True)
class Handed:
    """A file: what it is, how it is made, what it is read as, and the fault that must be found.

    `rule` is a piece of the rule that must be named, at this sheet, row and column; a file without a
    rule is a control and must be read.
    """

    what: str
    make: Callable[[], bytes]
    rule: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    read_as: str = "文件"
    file_name: str = "上报.xlsx"

    def read(self, data: bytes) -> object:
        """What the product makes of it."""
        return READERS[self.read_as](data, self.file_name)
