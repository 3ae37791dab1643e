"""Sets of values: one board of one period, every number with the place it came from."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from core.store.base import Base, version_column


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
