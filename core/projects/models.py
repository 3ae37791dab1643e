"""Projects, what belongs to them, and every move they made; triggers keep the moves as they were."""

from datetime import date, datetime

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.projects.rules import ProjectState, RoundKind, RoundState
from core.store.base import Base, version_column


class Project(Base, table=True):
    """One evaluation of one year."""

    __tablename__ = "projects"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    year: int
    state: ProjectState = Field(default=ProjectState.NOT_STARTED, sa_type=String)
    created_at: datetime
    created_by: str
    # Touched by every change of what belongs to it, so that two people cannot change it at once.
    changed_at: datetime
    version: int = Field(default=1, sa_column=_version)


class ProjectSystem(Base, table=True):
    """The published system one kind of organisation is measured by."""

    __tablename__ = "project_systems"

    project_id: int = Field(foreign_key="projects.id", primary_key=True)
    audience: str = Field(primary_key=True)
    system_version_id: int = Field(foreign_key="indicator_system_versions.id")


class ProjectOrganisation(Base, table=True):
    """An assessed organisation as it stood when it was picked; the tree may change afterwards."""

    __tablename__ = "project_organisations"

    project_id: int = Field(foreign_key="projects.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True)
    code: str
    name: str
    short_name: str
    kind: str
    group_name: str
    order_no: int


class ProjectRound(Base, table=True):
    """One round: a quarter, the preliminary or the formal evaluation."""

    __tablename__ = "project_rounds"
    __table_args__ = (UniqueConstraint("project_id", "code"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", index=True)
    code: str
    name: str
    period: str
    kind: RoundKind = Field(sa_type=String)
    opens_on: date
    closes_on: date
    order_no: int
    state: RoundState = Field(default=RoundState.PLANNED, sa_type=String)
    version: int = Field(default=1, sa_column=_version)


class RoundAbsence(Base, table=True):
    """An organisation decided not to take part in a round, with the reason."""

    __tablename__ = "round_absences"

    round_id: int = Field(foreign_key="project_rounds.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True)
    reason: str
    decided_at: datetime
    decided_by: str


class ProjectMove(Base, table=True):
    """One change of state of a project or, where `round_id` says so, of a round: who, when, why."""

    __tablename__ = "project_moves"

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", index=True)
    round_id: int | None = Field(default=None, foreign_key="project_rounds.id", index=True)
    from_state: str
    to_state: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
    reason: str
