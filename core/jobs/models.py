"""Who leads among the sidecars, and when each job last ran."""

from datetime import datetime

from sqlmodel import Field

from core.store.base import Base


class WorkerLease(Base, table=True):
    """The one sidecar that may run jobs, until `expires_at`."""

    __tablename__ = "worker_leases"

    name: str = Field(primary_key=True)
    holder: str
    expires_at: datetime


class JobBeat(Base, table=True):
    """The latest run of a job."""

    __tablename__ = "job_beats"

    job: str = Field(primary_key=True)
    at: datetime
    holder: str
    note: str = ""
