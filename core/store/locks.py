"""Serialising a read-then-write on something that has no row of its own to lock."""

import zlib

from sqlalchemy import text
from sqlmodel import Session


def serialise(session: Session, name: str) -> None:
    """Let one transaction at a time pass for `name`, until it ends.

    SQLite's write transactions are serial already; PostgreSQL takes an advisory lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": zlib.crc32(name.encode())})
