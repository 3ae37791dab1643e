"""Which metrics count for a unit although nobody reported them."""

from collections.abc import Iterable

from core.collection.columns import value_columns
from core.collection.values import BLANK, Values
from core.indicators.system import IndicatorSystem


def unreported(system: IndicatorSystem, values: Values, unit: str, counted: Iterable[str]) -> tuple[str, ...]:
    """Those of the `counted` metrics of a unit for which no cell and no expert mark was given."""
    row = values.unit_index[unit]
    columns: dict[str, list[int]] = {}
    for column in value_columns(system):
        if column.role not in ("event", "divisor", "experts"):
            columns.setdefault(column.owner, []).append(values.column_index[column.code])
    marked = {mark.metric for mark in values.marks if mark.unit == unit}
    return tuple(
        code
        for code in counted
        if code not in marked and all(values.states[row, column] == BLANK for column in columns.get(code, []))
    )
