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
    import pandas as pd

# Importing Ibis takes a second; a process that never opens a topic screen does not pay it.

BY = ("topic", "month")
FAILED = 500
CALLS_TABLE = "topic_calls"


def calls_table(files: Sequence[str]) -> "ir.Table":
    """The calls of these files of the folder, or of the engine SHUPING_TOPICS_URL names."""
    import ibis

    url = settings().topics_url
    try:
        if url:
            return ibis.connect(url).table(CALLS_TABLE)
        return ibis.duckdb.connect().read_parquet([str(folder() / name) for name in files])
    except (OSError, ibis.common.exceptions.IbisError) as error:
        raise Unavailable(
            "调用日志暂时读不到", remedy="请联系系统管理员核对数据目录与 SHUPING_TOPICS_URL"
        ) from error


def run(expression: "ir.Table") -> "pd.DataFrame":
    """The rows of an expression."""
    return expression.to_pandas()


def counted(calls: "ir.Table") -> "ir.Table":
    """The calls that count: no self-calls, probes, load tests or 4xx."""
    return calls.filter(calls.fate == Fate.COUNTED)


def by_consumer(clean: "ir.Table") -> "ir.Table":
    """Calls, failures and exchanged rows of every consumer: the first of two levels, a hundredth of the rows."""
    return clean.group_by(*BY, "consumer").aggregate(
        calls=clean.count(),
        failures=(clean.status >= FAILED).cast("int64").sum(),
        exchanged=clean.rows.sum(),
    )


def latency(clean: "ir.Table") -> "ir.Table":
    """The 95th percentile of the milliseconds, exact."""
    return clean.group_by(*BY).aggregate(p95=clean.milliseconds.quantile(0.95))


def exact(calls: "ir.Table") -> "ir.Table":
    """Calls, distinct consumers, failures and p95 per topic and month.

    Distinct consumers by a group-by of two levels: counting groups is cheaper than counting distinct.
    """
    clean = counted(calls)
    consumers = clean.group_by(*BY, "consumer").aggregate(
        calls=clean.count(), failures=(clean.status >= FAILED).cast("int64").sum()
    )
    totals = consumers.group_by(*BY).aggregate(
        calls=consumers.calls.sum(), consumers=consumers.count(), failures=consumers.failures.sum()
    )
    return totals.join(latency(clean), BY).select(*BY, "calls", "consumers", "failures", "p95")


def monthly(calls: "ir.Table", cap: float) -> "ir.Table":
    """Every measure of the index per topic and month; see `core.topics.rules.Measures`."""
    import ibis

    clean = counted(calls)
    fates: dict[str, Any] = {
        name: (calls.fate == fate).cast("int64").sum()
        for name, fate in (
            ("self_calls", Fate.SELF_CALL),
            ("probes", Fate.PROBE),
            ("load_tests", Fate.LOAD_TEST),
            ("client_errors", Fate.CLIENT_ERROR),
        )
    }
    raw = calls.group_by(*BY).aggregate(raw=calls.count(), **fates)
    each = by_consumer(clean).join(raw.select(*BY, "raw"), BY)
    totals = each.group_by(*BY).aggregate(
        calls=each.calls.sum(),
        counted=ibis.least(each.calls.cast("float64"), each.raw.cast("float64") * cap).sum(),
        consumers=each.count(),
        exchanged=each.exchanged.sum(),
        failures=each.failures.sum(),
        top_calls=each.calls.max(),
    )
    used = clean.group_by(*BY, "resource").aggregate()
    resources = used.group_by(*BY).aggregate(resources=used.count())
    return raw.left_join(totals, BY).drop("topic_right", "month_right").left_join(resources, BY).drop(
        "topic_right", "month_right"
    ).left_join(latency(clean), BY).drop("topic_right", "month_right").order_by(*BY)  # fmt: skip


def leaders(calls: "ir.Table", column: str, most: int) -> "ir.Table":
    """The `most` resources, providers or consumers with the most clean calls of every topic and month."""
    import ibis

    clean = counted(calls)
    each = clean.group_by(*BY, column).aggregate(calls=clean.count(), exchanged=clean.rows.sum())
    order = ibis.window(group_by=BY, order_by=[ibis.desc(each.calls), each[column]])
    placed = each.mutate(place=ibis.row_number().over(order))
    return placed.filter(placed.place < most).rename(code=column).order_by(*BY, "place")
