"""The city's exchange platform as a runnable stand-in: a database to connect to, change and break."""

from collections.abc import Iterable

from sqlalchemy import create_engine, func, insert, inspect, select

from connectors.platforms.exchange_rows import Rows, UnitFigures, rows_of
from connectors.platforms.exchange_tables import TABLES
from core.collection.records import Window
from core.collection.values import NUMBER, Values
from core.errors import NotFound


def figures_of(values: Values, window: Window) -> list[UnitFigures]:
    """The figures of a board for the months of a window, unit by unit."""
    first, last = window.since, window.until
    months = tuple(
        f"{at // 12}-{at % 12 + 1:02}"
        for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    )
    return [
        UnitFigures(
            unit.code,
            {
                column: float(values.numbers[row, at])
                for at, column in enumerate(values.columns)
                if values.states[row, at] == NUMBER
            },
            months,
        )
        for row, unit in enumerate(values.units)
    ]


def build(url: str, figures: Iterable[UnitFigures]) -> dict[str, int]:
    """Make the platform's tables afresh in a database and fill them; returns the rows of every table."""
    made: Rows = {table.name: [] for table in TABLES.sorted_tables}
    for unit in figures:
        for name, rows in rows_of(unit).items():
            made[name] += rows
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            TABLES.drop_all(connection)
            TABLES.create_all(connection)
            for table in TABLES.sorted_tables:
                if made[table.name]:
                    connection.execute(insert(table), made[table.name])
    finally:
        engine.dispose()
    return {name: len(rows) for name, rows in made.items()}


def count_rows(url: str) -> dict[str, int]:
    """The rows of every table; raises `NotFound` where the platform is not there."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not set(TABLES.tables) <= set(inspect(connection).get_table_names()):
                raise NotFound("还没有仿真平台", remedy="先运行 shuping platform exchange --init")
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in TABLES.sorted_tables
            }
    finally:
        engine.dispose()
