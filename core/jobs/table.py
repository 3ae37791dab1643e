"""The table of timed work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete

from core import clock
from core.access.models import SignInAttempt
from core.collection.runs import make_due

# Attempts older than this decide nothing any more; the trail keeps what happened.
ATTEMPTS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """One timed job: `run` works in the session it is given and says in Chinese what it did."""

    name: str
    label: str
    every: timedelta
    run: Callable[[Session], str]


def heartbeat(_session: Session) -> str:
    """Show that the sidecar is alive; the run itself is the message."""
    return "运行正常"


def prune_attempts(session: Session) -> str:
    """Drop sign-in attempts that no lock-out looks at any more."""
    result = session.execute(delete(SignInAttempt).where(col(SignInAttempt.at) < clock.now() - ATTEMPTS_KEPT))
    return f"清理 {getattr(result, 'rowcount', 0)} 条过期登录尝试"


def queue_collection(session: Session) -> str:
    """Queue every collection that is due; workers do them."""
    return f"新增 {make_due(session=session)} 次采集"


JOBS = (
    Job("heartbeat", "边车心跳", timedelta(seconds=20), heartbeat),
    Job("queue_collection", "生成到期采集", timedelta(seconds=5), queue_collection),
    Job("prune_attempts", "清理登录尝试", timedelta(hours=1), prune_attempts),
)
