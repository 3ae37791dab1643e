"""Records of weighing: who derived which weights from what; triggers keep them as they were."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from core.store.base import Base, json_column


class WeightingRecord(Base, table=True):
    """One use of one method on one group; the system may still be a draft, then it has no version."""

    __tablename__ = "weighting_records"

    id: int | None = Field(default=None, primary_key=True)
    system_code: str = Field(index=True)
    system_title: str
    version_id: int | None = Field(default=None, foreign_key="indicator_system_versions.id", index=True)
    group_code: str
    group_name: str
    method: str
    target: Any = Field(sa_column=json_column())
    inputs: Any = Field(sa_column=json_column())
    result: Any = Field(sa_column=json_column())
    sha256: str
    note: str
    recorded_at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
