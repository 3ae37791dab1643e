"""A start killed at any of its steps leaves nothing half, and the next one starts the project whole."""

import os
import signal
import subprocess
import sys

from sqlmodel import func, select

from core.audit.models import AuditEntry
from core.notices.models import Notice, NoticeReceipt
from core.projects.launch import STEPS
from core.projects.models import ProjectMove, RoundReceipt, RoundSubmission
from core.projects.rules import ProjectState
from core.settings import ROOT
from core.store.session import reading
from tests.builders.rounds import project_state, ready
from tests.endurance.rounds import ROUNDS

TABLES = (RoundSubmission, RoundReceipt, Notice, NoticeReceipt, ProjectMove)
# Every step is killed at least once; make endure goes round them again and again.
KILLS = max(len(STEPS) + 1, ROUNDS)


def started(project_id: int, dies_after: int) -> int:
    """What became of a process that starts the project."""
    command = [sys.executable, "-m", "tests.endurance.launcher", str(project_id), str(dies_after)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, timeout=120).returncode


def counts() -> list[int]:
    with reading() as session:
        moved = select(func.count()).select_from(AuditEntry)
        moved = moved.where(AuditEntry.action == "projects:project:move")
        held = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
        return [*held, session.scalar(moved)]


def test_a_start_killed_at_each_of_its_steps_leaves_nothing_half(people):
    made = ready(people, codes=("一季度", "initial"))
    for number in range(KILLS):
        step = number % (len(STEPS) + 1)
        assert started(made.id, step) == -signal.SIGKILL
        assert counts() == [0] * 6, f"killed after step {step}"
        assert project_state(made) is ProjectState.NOT_STARTED
    assert started(made.id, 99) == 0
    assert counts() == [26, 26, 1, 1, 1, 1]
    assert project_state(made) is ProjectState.RUNNING
    print(f"\n{KILLS} starts killed at {len(STEPS) + 1} places, nothing half")
