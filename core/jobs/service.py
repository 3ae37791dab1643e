"""Leading and running: at most one sidecar works at a time, whatever number is started."""

from datetime import timedelta

from sqlmodel import Session, col, update

from core import clock
from core.jobs.models import JobBeat, WorkerLease
from core.jobs.table import Job
from core.store.locks import serialise

LEASE = "jobs"
# A leader that does not renew for this long has lost the lead.
LEASE_TIME = timedelta(seconds=45)


def take_lease(*, session: Session, holder: str) -> bool:
    """Take or renew the lead by one conditional update; False while another sidecar holds it."""
    moment = clock.now()
    if session.get(WorkerLease, LEASE) is None:
        # Several jobs and sidecars begin at once; only one of them may write the first row.
        serialise(session, f"lease:{LEASE}")
    if session.get(WorkerLease, LEASE) is None:
        session.add(WorkerLease(name=LEASE, holder=holder, expires_at=moment + LEASE_TIME))
        return True
    taken = session.execute(
        update(WorkerLease)
        .where(
            col(WorkerLease.name) == LEASE,
            (col(WorkerLease.holder) == holder) | (col(WorkerLease.expires_at) < moment),
        )
        .values(holder=holder, expires_at=moment + LEASE_TIME)
    )
    return bool(getattr(taken, "rowcount", 0))


def release_lease(*, session: Session, holder: str) -> None:
    """Give the lead back at an orderly end, so that the next sidecar need not wait."""
    session.execute(
        update(WorkerLease)
        .where(col(WorkerLease.name) == LEASE, col(WorkerLease.holder) == holder)
        .values(expires_at=clock.now())
    )


def run_job(*, session: Session, job: Job, holder: str) -> str:
    """Do one job and note that it ran, in one transaction."""
    note = job.run(session)
    beat = session.get(JobBeat, job.name) or JobBeat(job=job.name, at=clock.now(), holder=holder)
    beat.at, beat.holder, beat.note = clock.now(), holder, note
    session.add(beat)
    return note
