"""The moment a transaction is judged by: one clock for all replicas."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from core import clock


def moment(session: Session) -> datetime:
    """Now by the database's clock, aware; SQLite has none but that of the process it runs in."""
    if session.get_bind().dialect.name == "postgresql":
        found: datetime = session.execute(text("select clock_timestamp()")).scalar_one()
        return found
    return clock.now()
