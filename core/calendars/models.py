"""The calendar table: one row a day."""

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from core.store.base import Base, version_column

_version = version_column()


class WorkingDay(Base, table=True):
    """Whether people work on a day, and who said so."""

    __tablename__ = "working_days"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    day: date = Field(primary_key=True)
    is_working: bool
    # One of `rules.DayStatus`.
    status: str
    note: str = ""
    source: str = ""
    version: int = Field(default=1, sa_column=_version)
