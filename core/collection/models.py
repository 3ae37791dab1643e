"""Sets of values: one board of one period, every number with the place it came from; and what collects them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String
from sqlmodel import Field, UniqueConstraint

from core.store.base import Base, json_column, version_column


class ValueSet(Base, table=True):
    """The values of one board for one period, as one import brought them."""

    __tablename__ = "value_sets"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    title: str
    period: str
    system_version_id: int = Field(foreign_key="indicator_system_versions.id", index=True)
    evidence_id: int = Field(foreign_key="evidence_files.id")
    imported_at: datetime
    imported_by: str
    # Values in a frozen edition stay; before that an import can be withdrawn.
    is_withdrawn: bool = False
    version: int = Field(default=1, sa_column=_version)


class MetricValue(Base, table=True):
    """One cell: a number, 不适用 or blank, in a column of the system, for a unit."""

    __tablename__ = "metric_values"
    __table_args__ = (UniqueConstraint("value_set_id", "unit_code", "column"),)

    id: int | None = Field(default=None, primary_key=True)
    value_set_id: int = Field(foreign_key="value_sets.id", index=True)
    unit_code: str
    column: str
    state: int
    number: float | None = None
    place: str = ""


class AssessedUnit(Base, table=True):
    """A unit as it stood when the values came in; later changes of the tree do not reach back."""

    __tablename__ = "value_set_units"

    value_set_id: int = Field(foreign_key="value_sets.id", primary_key=True)
    unit_code: str = Field(primary_key=True)
    name: str
    group_name: str
    order_no: int


class ExpertScore(Base, table=True):
    """One expert's mark for one case of one unit."""

    __tablename__ = "expert_scores"

    id: int | None = Field(default=None, primary_key=True)
    value_set_id: int = Field(foreign_key="value_sets.id", index=True)
    unit_code: str
    metric_code: str
    case_name: str
    expert: str
    # Marks and quantities are published to the digit, so they are kept as written.
    score: str
    was_called: bool
    place: str = ""


class LedgerRow(Base, table=True):
    """One bonus or deduction matter with the document it rests on."""

    __tablename__ = "ledger_rows"

    id: int | None = Field(default=None, primary_key=True)
    value_set_id: int = Field(foreign_key="value_sets.id", index=True)
    unit_code: str
    item_code: str
    level: str
    quantity: str
    matter: str
    document: str
    happened_on: date | None = None
    place: str = ""


class RoundImport(Base, table=True):
    """The import a round is computed from: one for each audience, replaced by a later one."""

    __tablename__ = "round_imports"

    round_id: int = Field(foreign_key="project_rounds.id", primary_key=True)
    audience: str = Field(primary_key=True)
    value_set_id: int = Field(foreign_key="value_sets.id", index=True)
    attached_at: datetime
    attached_by: str


class RunState(StrEnum):
    """Where a run is in its life; a claim that expires makes it anybody's again."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


class Trigger(StrEnum):
    """Why a run was made."""

    SCHEDULED = "scheduled"
    CATCH_UP = "catch_up"
    MANUAL = "manual"


class DataSource(Base, table=True):
    """One place outside that numbers are fetched from; `settings` never hold a secret."""

    __tablename__ = "data_sources"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    kind: str
    settings: Any = Field(default=None, sa_column=json_column())
    version: int = Field(default=1, sa_column=_version)


class MetricSource(Base, table=True):
    """How one metric of one system is collected: source, query, which field fills which column, when.

    `fields` maps column codes to fields of the query; `unit_field` holds organisation codes; the query
    is asked for `since` to `until`; from `first_due` on it is due every `every_minutes`.
    """

    __tablename__ = "metric_sources"
    __table_args__ = (UniqueConstraint("system_version_id", "metric_code"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    system_version_id: int = Field(foreign_key="indicator_system_versions.id")
    metric_code: str
    data_source_id: int = Field(foreign_key="data_sources.id", index=True)
    query: str
    unit_field: str
    fields: Any = Field(default=None, sa_column=json_column())
    since: date
    until: date
    every_minutes: int
    first_due: datetime
    is_on: bool = True
    version: int = Field(default=1, sa_column=_version)


class CollectionRun(Base, table=True):
    """One fetch of one metric: why, when, by whom, what was asked and what came of it."""

    __tablename__ = "collection_runs"
    # Whatever number of sidecars and clicks there is, a due time has one run.
    __table_args__ = (UniqueConstraint("metric_source_id", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    metric_source_id: int = Field(foreign_key="metric_sources.id", index=True)
    due_at: datetime = Field(index=True)
    trigger: Trigger = Field(sa_type=String)
    state: RunState = Field(sa_type=String, index=True)
    requested_by: str
    not_before: datetime
    attempts: int = 0
    claimed_by: str = ""
    claim_token: str = ""
    claim_until: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    since: date
    until: date
    query: str
    rows: int | None = None
    units: int | None = None
    sha256: str = ""
    message: str = ""


class CollectedValue(Base, table=True):
    """One number a run brought for a unit; triggers refuse any change."""

    __tablename__ = "collected_values"
    __table_args__ = (
        UniqueConstraint("run_id", "unit_code", "column"),
        Index(None, "metric_source_id", "unit_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="collection_runs.id")
    metric_source_id: int = Field(foreign_key="metric_sources.id")
    unit_code: str
    column: str
    number: float
    data_at: datetime
