"""Every system-collected metric of the leaves the platform serves has its query."""

from connectors.platforms.exchange_metrics import METRICS
from core.collection.columns import value_columns
from tests.builders.evaluation import prepared

SERVED = ("B21", "B22", "B23", "B24", "B25", "C11", "C12", "D11")


def test_every_metric_of_the_served_leaves_is_asked_for_and_no_other():
    for audience in ("department", "county"):
        system = prepared(audience).system
        wanted = {metric.code for metric in system.metrics if metric.leaf in SERVED}
        assert wanted == set(METRICS)


def test_the_fields_fill_exactly_the_metrics_columns():
    columns = value_columns(prepared("department").system)
    for code, asked in METRICS.items():
        assert set(asked.fields) == {column.code for column in columns if column.owner == code}
