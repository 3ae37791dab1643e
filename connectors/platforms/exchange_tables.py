"""The tables of the stand-in for the city's exchange platform: ledgers of the three channels, batches,
probes, tickets, gateway, quality engine and the open-data site, with the fields those keep."""

from typing import Final

from sqlalchemy import Column, Float, Integer, MetaData, Table, Text

TABLES: Final = MetaData()

# One row a resource that may be shared; `channel` is API, FRONT, EXCEL or empty where nothing is brought in yet.
resource = Table(
    "resource",
    TABLES,
    Column("resource_code", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("channel", Text),
    Column("register_at", Text),
    Column("is_complete", Integer, nullable=False),
    Column("is_due", Integer, nullable=False),
    Column("is_updated", Integer, nullable=False),
    Column("is_silent", Integer, nullable=False),
    Column("consumers", Integer, nullable=False),
    Column("items", Integer, nullable=False),
    Column("items_consistent", Integer, nullable=False),
)
# Months: tasks, probes and periods are counted a month, as the platform's own reports do.
task_log = Table(
    "task_log",
    TABLES,
    Column("provider_org", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("planned", Integer, nullable=False),
    Column("succeeded", Integer, nullable=False),
)
probe_log = Table(
    "probe_log",
    TABLES,
    Column("provider_org", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("hours_due", Integer, nullable=False),
    Column("hours_down", Integer, nullable=False),
)
period_log = Table(
    "period_log",
    TABLES,
    Column("provider_org", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("periods_due", Integer, nullable=False),
    Column("periods_on_time", Integer, nullable=False),
)
# What was sent, loaded and rejected; source and platform counts may be missing where a side cannot count.
batch = Table(
    "batch",
    TABLES,
    Column("batch_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("month", Text, nullable=False),
    Column("rows_sent", Integer),
    Column("rows_loaded", Integer),
    Column("rows_rejected", Integer),
    Column("source_count", Integer),
    Column("platform_count", Integer),
)
# One row a ticket; `kind` is FAULT, QUALITY or REVIEW, `working_days` empty while it is open.
ticket = Table(
    "ticket",
    TABLES,
    Column("ticket_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("opened_on", Text, nullable=False),
    Column("working_days", Integer),
)
quality_score = Table(
    "quality_score",
    TABLES,
    Column("provider_org", Text, primary_key=True),
    Column("run_on", Text, primary_key=True),
    Column("score", Float, nullable=False),
)
exchange_stat = Table(
    "exchange_stat",
    TABLES,
    Column("provider_org", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("calls", Integer),
    Column("succeeded", Integer),
    Column("rows_exchanged", Integer, nullable=False),
)
call_sample = Table(
    "call_sample",
    TABLES,
    Column("call_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("called_on", Text, nullable=False),
    Column("exec_time", Float, nullable=False),
)
subscription = Table(
    "subscription",
    TABLES,
    Column("subscription_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("approved_on", Text, nullable=False),
    Column("first_used_on", Text),
)
# One row a catalogue of the yearly opening plan; the plan is kept where there is one.
open_plan = Table(
    "open_plan",
    TABLES,
    Column("plan_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("opened_on", Text),
)
open_dataset = Table(
    "open_dataset",
    TABLES,
    Column("dataset_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("formats", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("dict_flag", Integer, nullable=False),
    Column("is_due", Integer, nullable=False),
    Column("is_updated", Integer, nullable=False),
)
open_apply = Table(
    "open_apply",
    TABLES,
    Column("apply_id", Text, primary_key=True),
    Column("provider_org", Text, nullable=False, index=True),
    Column("received_on", Text, nullable=False),
    Column("working_days", Integer),
)
