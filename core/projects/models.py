"""Projects, what belongs to them, and every move they made; triggers keep the moves as they were."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.projects.rules import ProjectState, RoundKind, RoundState, StageState, SubmissionState
from core.store.base import Base, json_column, version_column


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
    # A rehearsal is marked wherever it is shown and never counts.
    is_rehearsal: bool = False
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
    # Taken out by an adjustment slip; rounds closed before keep the unit.
    withdrawn_at: datetime | None = None


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


class RoundForm(Base, table=True):
    """A questionnaire the units of one kind fill in a round; an empty audience means every kind."""

    __tablename__ = "round_forms"

    round_id: int = Field(foreign_key="project_rounds.id", primary_key=True)
    # Questionnaires lie above projects: only their number is known here.
    questionnaire_id: int = Field(primary_key=True)
    audience: str = ""


class RoundAbsence(Base, table=True):
    """An organisation decided not to take part in a round, with the reason."""

    __tablename__ = "round_absences"

    round_id: int = Field(foreign_key="project_rounds.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True)
    reason: str
    decided_at: datetime
    decided_by: str


class ProjectMove(Base, table=True):
    """One change of state of a project or, where `round_id` or `stage` says so, of that: who, when, why."""

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
    # One of `rules.Stage`; empty for moves of the project and its rounds.
    stage: str = ""
    # Who had not handed in when filling was declared complete all the same.
    missing: str = ""


class ProjectStage(Base, table=True):
    """One stage of a project with its planned days; the last one is its deadline."""

    __tablename__ = "project_stages"
    __table_args__ = (UniqueConstraint("project_id", "stage"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", index=True)
    stage: str
    starts_on: date
    ends_on: date
    state: StageState = Field(default=StageState.PLANNED, sa_type=String)
    version: int = Field(default=1, sa_column=_version)


class ProjectPerson(Base, table=True):
    """Somebody who works on a project, as what, reached where, for which units and indicators.

    `units` are codes of assessed organisations, `indicators` of first-level indicators; none means all.
    """

    __tablename__ = "project_people"

    project_id: int = Field(foreign_key="projects.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    # One of `rules.Duty`.
    duty: str
    # The number given out to the assessed: nobody's own unless they say so.
    phone: str = ""
    units: Any = Field(default=None, sa_column=json_column())
    indicators: Any = Field(default=None, sa_column=json_column())


class ProjectAdjustment(Base, table=True):
    """One adjustment slip: an assessed organisation added, withdrawn, merged or renamed after the start."""

    __tablename__ = "project_adjustments"

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", index=True)
    # One of `rules.Adjustment`.
    kind: str
    organisation_id: int = Field(foreign_key="organisations.id")
    into_id: int | None = Field(default=None, foreign_key="organisations.id")
    before: str
    after: str
    reason: str
    approver: str
    basis: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id")
    person_name: str


class RoundSubmission(Base, table=True):
    """What one organisation owes one round: whether it handed in, when, and until when it may."""

    __tablename__ = "round_submissions"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="project_rounds.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    state: SubmissionState = Field(default=SubmissionState.PENDING, sa_type=String)
    # False once an adjustment slip took the unit out of the round.
    is_due: bool = True
    # Until when handing in counts as on time, and until when it is possible at all.
    due_at: datetime
    locks_at: datetime
    handed_in_at: datetime | None = None
    handed_in_by: str = ""
    # Whether it was entered for the unit from signed paper, and on what ground.
    entered_from: str = ""
    is_on_time: bool = False
    returned_at: datetime | None = None
    returned_by: str = ""
    returned_reason: str = ""
    returns: int = 0
    version: int = Field(default=1, sa_column=_version)


class RoundReceipt(Base, table=True):
    """The task of one round as it was handed to one organisation, and who signed for it."""

    __tablename__ = "round_receipts"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="project_rounds.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    issued_at: datetime
    signed_at: datetime | None = None
    signed_by: str = ""


class RoundExtension(Base, table=True):
    """More time for one organisation, or for one of its indicators: until when, why, on whose word."""

    __tablename__ = "round_extensions"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="project_rounds.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    # Empty where the whole submission has more time.
    indicator: str
    until: datetime
    # Decided before the deadline; decided afterwards it lets the unit hand in, late.
    is_on_time: bool
    reason: str
    approver: str
    at: datetime
    person_name: str


class ChaseCall(Base, table=True):
    """One telephone call, or another word, to a unit that had not handed in."""

    __tablename__ = "chase_calls"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="project_rounds.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    at: datetime
    # 电话, 工作群, 当面 or 站内通知.
    way: str
    called: str
    phone: str
    outcome: str
    person_name: str


class YearlyTask(Base, table=True):
    """One yearly task or stage goal a unit answers for in a project."""

    __tablename__ = "yearly_tasks"
    __table_args__ = (UniqueConstraint("project_id", "code"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="projects.id", index=True)
    code: str
    title: str
    source: str
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    version: int = Field(default=1, sa_column=_version)


class TaskNode(Base, table=True):
    """What a task should have reached in one quarter, what was reported, and what was verified (0–100)."""

    __tablename__ = "task_nodes"
    __table_args__ = (UniqueConstraint("task_id", "quarter"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="yearly_tasks.id", index=True)
    quarter: int
    goal: str
    report: str = ""
    evidence_id: int | None = Field(default=None, foreign_key="evidence_files.id")
    reported_at: datetime | None = None
    reported_by: str = ""
    verified: int | None = None
    verified_at: datetime | None = None
    verified_by: str = ""
    remark: str = ""
    version: int = Field(default=1, sa_column=_version)
