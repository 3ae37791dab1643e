"""The heat expressions, written once through Ibis: DuckDB over the Parquet files, or another engine by setting.

Every function takes the table of calls and gives an expression; only `run` touches an engine.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.errors import Unavailable
from core.settings import settings
from core.topics.logs import Fate, folder

if TYPE_CHECKING:
    import ibis.expr.types as ir

# Importing Ibis takes a second; a process that never opens a topic screen does not pay it.

BY = ("topic", "month")
FAILED = 500
CALLS_TABLE = "topic_calls"


def calls_table(files: Sequence[str]) -> "ir.Table":
    """The calls of these files of the folder, or of the engine SHUPING_TOPICS_URL names."""
    import duckdb
    import ibis

    url = settings().topics_url
    try:
        if url:
            return ibis.connect(url).table(CALLS_TABLE)
        return ibis.duckdb.connect().read_parquet([str(folder() / name) for name in files])
    except (OSError, duckdb.Error, ibis.common.exceptions.IbisError) as error:
        raise Unavailable(
            "调用日志暂时读不到", remedy="请联系系统管理员核对数据目录与 SHUPING_TOPICS_URL"
        ) from error


def run(expression: "ir.Table") -> list[dict[str, Any]]:
    """The rows of an expression."""
    rows: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return rows


def counted(calls: "ir.Table") -> "ir.Table":
    """The calls that count: no self-calls, probes, load tests or 4xx."""
    return calls.filter(calls.fate == Fate.COUNTED)


def by_consumer(clean: "ir.Table") -> "ir.Table":
    """Calls and exchanged rows of every consumer: the first of two levels, a hundredth of the rows."""
    return clean.group_by(*BY, "consumer").aggregate(
        calls=clean.count(),
        exchanged=clean.rows.sum(),
    )


def exact(calls: "ir.Table") -> "ir.Table":
    """Calls, distinct consumers, failures and the exact 95th percentile of milliseconds per topic and month.

    Distinct consumers by a group-by of two levels: counting groups is cheaper than counting distinct.
    """
    clean = counted(calls)
    totals = clean.group_by(*BY).aggregate(
        calls=clean.count(),
        failures=clean.count(where=clean.status >= FAILED),
        p95=clean.milliseconds.quantile(0.95),
    )
    pairs = clean.group_by(*BY, "consumer").aggregate()
    distinct = pairs.group_by(*BY).aggregate(consumers=pairs.count())
    return totals.join(distinct, BY).select(*BY, "calls", "consumers", "failures", "p95")


def monthly(calls: "ir.Table", cap: float) -> "ir.Table":
    """Every measure of the index per topic and month; see `core.topics.rules.Measures`."""
    import ibis

    clean = counted(calls)
    fates: dict[str, Any] = {
        name: calls.count(where=calls.fate == fate)
        for name, fate in (
            ("self_calls", Fate.SELF_CALL),
            ("probes", Fate.PROBE),
            ("load_tests", Fate.LOAD_TEST),
            ("client_errors", Fate.CLIENT_ERROR),
        )
    }
    raw = calls.group_by(*BY).aggregate(raw=calls.count(), **fates)
    each = by_consumer(clean).join(raw.select(*BY, "raw"), BY)
    shares = each.group_by(*BY).aggregate(
        counted=ibis.least(each.calls.cast("float64"), each.raw.cast("float64") * cap).sum(),
        exchanged=each.exchanged.sum(),
        top_calls=each.calls.max(),
    )
    used = clean.group_by(*BY, "resource").aggregate()
    resources = used.group_by(*BY).aggregate(resources=used.count())
    found = raw
    for table in (exact(calls), shares, resources):
        found = found.left_join(table, BY).drop("topic_right", "month_right")
    return found.order_by(*BY)


def leaders(calls: "ir.Table", column: str, most: int) -> "ir.Table":
    """The `most` resources, providers or consumers with the most clean calls of every topic and month."""
    import ibis

    clean = counted(calls)
    each = clean.group_by(*BY, column).aggregate(calls=clean.count(), exchanged=clean.rows.sum())
    order = ibis.window(group_by=BY, order_by=[ibis.desc(each.calls), each[column]])
    placed = each.mutate(place=ibis.row_number().over(order))
    return placed.filter(placed.place < most).rename(code=column).order_by(*BY, "place")
