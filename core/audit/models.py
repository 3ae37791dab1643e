"""The audit table; triggers of the first migration refuse UPDATE and DELETE on it."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from core.store.base import Base, json_column


class AuditEntry(Base, table=True):
    """One act: when, who, from where, what, on which object, with what result."""

    __tablename__ = "audit_entries"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, index=True)
    person_name: str
    ip: str = ""
    action: str = Field(index=True)
    object_type: str
    object_id: str = ""
    object_name: str = ""
    allowed: bool = True
    reason: str = ""
    before: Any = Field(default=None, sa_column=json_column())
    after: Any = Field(default=None, sa_column=json_column())
    # One submit leaves one entry however often the network repeats it.
    client_key: str | None = Field(default=None, unique=True)
