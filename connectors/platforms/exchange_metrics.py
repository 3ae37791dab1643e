"""How each metric is asked of the exchange platform: one query a metric, the same for both boards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.collection.columns import denominator, numerator

_MONTHS: Final = "where month between substr(:since, 1, 7) and substr(:until, 1, 7)"
_GROUPED: Final = "group by provider_org"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and which of its fields fills which column."""

    query: str
    fields: Mapping[str, str]


def _ratio(metric: str, top: str, bottom: str, rest: str) -> tuple[str, Asked]:
    query = f"select provider_org as unit, {top} as numerator, {bottom} as denominator {rest} {_GROUPED}"
    return metric, Asked(query, {numerator(metric): "numerator", denominator(metric): "denominator"})


def _value(metric: str, query: str) -> tuple[str, Asked]:
    return metric, Asked(query, {metric: "value"})


def _count(condition: str) -> str:
    return f"sum(case when {condition} then 1 else 0 end)"


def _in_days(column: str, table: str, extra: str = "") -> str:
    return f"from {table} where {extra}{column} between :since and :until"


METRICS: Final[Mapping[str, Asked]] = dict(
    (
        _ratio("B21-1", "count(channel)", "count(*)", "from resource"),
        _ratio("B21-2", _count("channel in ('API', 'FRONT')"), "count(channel)", "from resource"),
        _ratio("B21-3", _count("is_complete = 1"), "count(channel)", "from resource"),
        _ratio("B22-1", "sum(succeeded)", "sum(planned)", f"from task_log {_MONTHS}"),
        _ratio("B22-2", "sum(hours_down)", "sum(hours_due)", f"from probe_log {_MONTHS}"),
        _ratio(
            "B22-3", _count("working_days <= 2"), "count(*)", _in_days("opened_on", "ticket", "kind = 'FAULT' and ")
        ),
        _ratio("B23-1", "sum(periods_on_time)", "sum(periods_due)", f"from period_log {_MONTHS}"),
        _ratio("B24-1", _count("is_updated = 1"), "sum(is_due)", "from resource"),
        _ratio("B24-2", _count("is_silent = 1"), "sum(is_due)", "from resource"),
        _ratio("B25-1", "sum(rows_loaded)", "sum(rows_sent)", f"from batch {_MONTHS}"),
        _ratio("B25-2", "sum(abs(source_count - platform_count))", "sum(source_count)", f"from batch {_MONTHS}"),
        _ratio("B25-3", "sum(items_consistent)", "sum(items)", "from resource"),
        _value(
            "C11-1",
            "select q.provider_org as unit, q.score as value from quality_score q "
            "join (select provider_org, max(run_on) as run_on from quality_score "
            "where run_on between :since and :until group by provider_org) as newest "
            "on newest.provider_org = q.provider_org and newest.run_on = q.run_on",
        ),
        _ratio(
            "C11-2", _count("working_days <= 10"), "count(*)", _in_days("opened_on", "ticket", "kind = 'QUALITY' and ")
        ),
        _ratio(
            "C11-3", _count("working_days <= 5"), "count(*)", _in_days("opened_on", "ticket", "kind = 'REVIEW' and ")
        ),
        _ratio("C12-1", _count("consumers > 0"), "count(*)", "from resource"),
        _value(
            "C12-2",
            "select provider_org as unit, coalesce(sum(calls), 0) + sum(rows_exchanged) as value "
            f"from exchange_stat {_MONTHS} {_GROUPED}",
        ),
        _ratio("C12-3", "sum(succeeded)", "sum(calls)", f"from exchange_stat {_MONTHS}"),
        _ratio(
            "C12-4", "count(first_used_on)", "count(*)", _in_days("approved_on", "subscription")
        ),
        _value(
            "C12-5",
            "select provider_org as unit, exec_time as value from (select provider_org, exec_time, "
            "row_number() over (partition by provider_org order by exec_time) as place, "
            "count(*) over (partition by provider_org) as total from call_sample "
            "where called_on between :since and :until) as ranked where place = (total * 95 + 99) / 100",
        ),
        _ratio("D11-1", "count(opened_on)", "count(*)", "from open_plan"),
        _ratio("D11-2", _count("is_updated = 1"), "sum(is_due)", "from open_dataset"),
        _ratio("D11-3", _count("formats <> 'PDF'"), "count(*)", "from open_dataset"),
        _ratio("D11-4", _count("rows >= 10 and dict_flag = 1"), "count(*)", "from open_dataset"),
        _ratio("D11-5", _count("working_days <= 5"), "count(*)", _in_days("received_on", "open_apply")),
    )
)  # fmt: skip
