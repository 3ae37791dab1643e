"""Columns of a values table."""

from core.collection.columns import value_columns
from tests.core.scoring.boards import department, tiny_system


def test_columns_follow_leaves_metrics_and_events():
    headers = [column.header for column in value_columns(tiny_system())]

    assert headers[0] == "A-1/分子 已登记数"
    assert [header.split()[0] for header in headers] == [
        "A-1/分子", "A-1/分母", "A-2/分子", "A-2/分母", "A!1", "B-1",
    ]  # fmt: skip


def test_every_kind_of_column_is_there_once():
    columns = {column.code: column for column in value_columns(department())}

    assert len(columns) == len(value_columns(department()))
    assert columns["E1-1#3"].role == "item"
    assert columns["A11!1"].role == "event"
    assert columns["C12-5"].header == "C12-5 接口P95响应时间（毫秒）"
    assert columns["D21-1"].role == "experts"
