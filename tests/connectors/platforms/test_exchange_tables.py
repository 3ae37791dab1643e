"""The stand-in keeps the fields the real ledgers keep."""

import pytest

from connectors.platforms.exchange_tables import TABLES


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("resource", {"resource_code", "channel", "register_at", "items", "items_consistent"}),
        (
            "batch",
            {"batch_id", "rows_sent", "rows_loaded", "rows_rejected", "source_count", "platform_count"},
        ),
        ("exchange_stat", {"provider_org", "calls", "succeeded", "rows_exchanged"}),
        ("subscription", {"subscription_id", "approved_on", "first_used_on"}),
        ("open_dataset", {"dataset_id", "formats", "rows", "dict_flag"}),
    ],
)
def test_a_ledger_has_its_fields(table: str, fields: set[str]):
    assert fields <= set(TABLES.tables[table].columns.keys())


def test_every_row_belongs_to_a_providing_organisation():
    assert all("provider_org" in table.columns for table in TABLES.sorted_tables)
