"""One broken rule of a system, at the table, row and field it is found in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule of a system; `total` marks faults of sums, `index` −1 means the whole table.

    The place is a field of `IndicatorSystem`, the index in it and the field of that part; the workbook
    reader turns it into sheet, row and column, a screen into a form field.
    """

    table: str
    index: int
    field: str
    rule: str
    value: str = ""
    remedy: str = ""
    total: bool = False
