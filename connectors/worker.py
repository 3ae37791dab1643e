"""The sidecar: APScheduler as a clock over the table of jobs; the only importer of APScheduler.

Any number may be started: the one that holds the lease does the timed jobs, the others wait for it to
go. Queued collection runs are claimed one by one, so there all of them may work.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.exc import SQLAlchemyError

from connectors.collecting import work_off
from connectors.sending import send_off
from core.clock import SHANGHAI
from core.errors import ShupingError
from core.jobs.service import release_lease, run_job, take_lease
from core.jobs.table import JOBS, Job
from core.store.session import writing

log = logging.getLogger("shuping.worker")
# A job that was due while the machine slept still runs once, late.
MISFIRE_SECONDS = 3600
# How soon after a click a run begins.
COLLECT_SECONDS = 2
# How soon after an act its messages leave.
SEND_SECONDS = 10


def main() -> None:
    """Run until stopped, or until the process that started us is gone."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    holder = f"{socket.gethostname()}:{os.getpid()}"
    parent = os.getppid()
    scheduler = BlockingScheduler(
        timezone=SHANGHAI,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_SECONDS},
    )

    def tick(work: Callable[[str], None]) -> None:
        if os.getppid() != parent:
            scheduler.shutdown(wait=False)
            return
        work(holder)

    stopping, leading = threading.Event(), threading.Lock()

    def lead(job: Job, holder: str) -> None:
        # A job still under way when we stop must not take the lease again once it was given back.
        with leading:
            if not stopping.is_set():
                _run(job, holder)

    timed = [(job.name, job.every.total_seconds(), partial(lead, job)) for job in JOBS]
    own = [("collect", COLLECT_SECONDS, _collect), ("send", SEND_SECONDS, _send)]
    for name, seconds, work in [*timed, *own]:
        scheduler.add_job(
            tick, "interval", seconds=seconds, args=[work], id=name, next_run_time=datetime.now(SHANGHAI)
        )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()
    stopping.set()
    with leading, writing() as session:
        release_lease(session=session, holder=holder)


def _run(job: Job, holder: str) -> None:
    try:
        with writing() as session:
            if take_lease(session=session, holder=holder):
                log.debug("%s %s", job.name, run_job(session=session, job=job, holder=holder))
    except (ShupingError, SQLAlchemyError):
        log.exception("任务 %s 未能完成，下个周期再试", job.label)


def _collect(holder: str) -> None:
    try:
        work_off(holder)
    except (ShupingError, SQLAlchemyError):
        log.exception("采集未能完成，认领到期后由下一个进程接着做")


def _send(holder: str) -> None:
    try:
        send_off(holder)
    except (ShupingError, SQLAlchemyError):
        log.exception("消息未能发出，认领到期后由下一个进程接着发")


if __name__ == "__main__":
    main()
