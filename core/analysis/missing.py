"""Which metrics of a unit nobody reported: no cell filled, no expert mark, and not decided 不适用 either."""

from core.collection.columns import value_columns
from core.collection.values import BLANK, Values
from core.indicators.system import IndicatorSystem


def unreported(system: IndicatorSystem, values: Values, unit: str) -> tuple[str, ...]:
    """The codes of the metrics for which every cell is blank, in the system's order."""
    row = values.unit_index[unit]
    marked = {mark.metric for mark in values.marks if mark.unit == unit}
    columns: dict[str, list[int]] = {}
    for column in value_columns(system):
        if column.owner in system.metric_by_code:
            columns.setdefault(column.owner, []).append(values.column_index[column.code])
    return tuple(
        code
        for code, owned in columns.items()
        if code not in marked and all(values.states[row, at] == BLANK for at in owned)
    )
