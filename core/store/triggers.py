"""Append-only tables: the database itself refuses UPDATE and DELETE, whoever asks.

`batch_alter_table` drops SQLite's triggers; a migration that uses it on one of these tables must call
`create` again, and a test compares the triggers after every migration.
"""

from sqlalchemy import Connection, text

APPEND_ONLY = (
    "account_handovers",
    "audit_entries",
    "chase_calls",
    "collected_values",
    "design_files",
    "design_moves",
    "evidence_files",
    "indicator_system_versions",
    "library_versions",
    "organisation_changes",
    "project_adjustments",
    "project_moves",
    "questionnaire_moves",
    "questionnaire_versions",
    "response_returns",
    "response_submissions",
    "result_editions",
    "round_editions",
    "round_extensions",
    "weighting_records",
)

_POSTGRES_FUNCTION = """
create or replace function shuping_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% 只能新增，不能修改或删除', tg_table_name;
end $$
"""


def create(connection: Connection, table: str) -> None:
    """Make `table` append-only."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRES_FUNCTION))
        for act in ("update", "delete"):
            connection.execute(
                text(
                    f"create trigger {table}_no_{act} before {act} on {table} "
                    "for each row execute function shuping_refuse_change()"
                )
            )
        connection.execute(
            text(
                f"create trigger {table}_no_truncate before truncate on {table} "
                "for each statement execute function shuping_refuse_change()"
            )
        )
        return
    for act in ("update", "delete"):
        connection.execute(
            text(
                f"create trigger {table}_no_{act} before {act} on {table} "
                f"begin select raise(abort, '{table} 只能新增，不能修改或删除'); end"
            )
        )


def drop(connection: Connection, table: str) -> None:
    """Take the protection away; only a downgrade that drops the table does."""
    postgres = connection.dialect.name == "postgresql"
    for act in ("update", "delete", "truncate") if postgres else ("update", "delete"):
        connection.execute(text(f"drop trigger {table}_no_{act}" + (f" on {table}" if postgres else "")))


def present(connection: Connection) -> frozenset[str]:
    """The names of the protecting triggers the database has now."""
    if connection.dialect.name == "postgresql":
        query = "select tgname from pg_trigger where not tgisinternal"
    else:
        query = "select name from sqlite_master where type = 'trigger'"
    return frozenset(name for (name,) in connection.execute(text(query)))
