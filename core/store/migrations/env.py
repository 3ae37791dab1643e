"""Alembic's entry: the connection comes from core.store.migrate, never from a file."""

from alembic import context

from core.store.base import Base
from core.store.migrate import load_tables

load_tables()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
