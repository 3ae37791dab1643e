"""Starting a project of 513 units in one transaction, beside the same with half the units.

513 is one city with every county unit; what is promised is that the time grows with the units and not
faster. The peer is the smaller start itself, so a ratio of 2 is exact proportion.
"""

import statistics
import tempfile
import time
from pathlib import Path

import pytest
from sqlmodel import col, select

from core import clock
from core.audit.actor import Actor
from core.demo.build import build_reference
from core.demo.prepare import committed_system
from core.indicators.service import publish_system
from core.organisations.models import Organisation
from core.projects.models import Project
from core.projects.rounds import RoundDraft, add_round
from core.projects.rules import ProjectState, RoundKind
from core.projects.service import ProjectDraft, create_project, move_project, pick_organisations
from core.settings import settings
from core.store import migrate
from core.store.engine import default_engine, engine_for
from core.store.session import writing
from tests.bench.line import Line

UNITS = 513
ROUNDS = 5
REPEATS = 5
ACTOR = Actor.system("测速")


def measure(units: int = UNITS) -> list[Line]:
    """Milliseconds for all units and for half of them, interleaved, medians."""
    with tempfile.TemporaryDirectory(prefix="shuping-launch-") as held, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", held)
        settings.cache_clear()
        Path(held).mkdir(exist_ok=True)
        try:
            taken = _race(units)
        finally:
            default_engine().dispose()
            engine_for.cache_clear()
            settings.cache_clear()
    name = f"launch: {units} units x {ROUNDS} rounds, to half"
    return [Line(name, taken[units], taken[units // 2], "ms", 2.5)]


def _race(units: int) -> dict[int, float]:
    migrate.upgrade(default_engine())
    build_reference(default_engine())
    system, source = committed_system("county")
    with writing() as session:
        version_id = publish_system(session=session, actor=ACTOR, system=system, source=source)
    ids = _counties(units)
    taken: dict[int, list[float]] = {units: [], units // 2: []}
    for repeat in range(REPEATS + 1):
        for size in taken:
            project_id = _prepared(f"{repeat}-{size}", version_id, ids[:size])
            began = time.perf_counter()
            _start(project_id)
            taken[size].append((time.perf_counter() - began) * 1000)
    # The first of each warms the machine.
    return {size: statistics.median(times[1:]) for size, times in taken.items()}


def _counties(units: int) -> list[int]:
    """So many assessed units under the city."""
    with writing() as session:
        root = session.exec(select(Organisation).where(col(Organisation.parent_id).is_(None))).first()
        made = [
            Organisation(
                code=f"T{number:04}",
                name=f"第{number}县",
                short_name=f"第{number}县",
                kind="county",
                parent_id=root.id if root else None,
                group_name="县市区",
                is_assessed=True,
                order_no=number,
            )
            for number in range(units)
        ]
        session.add_all(made)
        session.flush()
        return [unit.id or 0 for unit in made]


def _prepared(code: str, version_id: int, ids: list[int]) -> int:
    with writing() as session:
        draft = ProjectDraft(code, f"测速 {code}", 2021)
        project_id = create_project(session=session, actor=ACTOR, draft=draft, systems=[version_id])
    today = clock.today()
    with writing() as session:
        facts = {"session": session, "actor": ACTOR, "project_id": project_id}
        pick_organisations(**facts, organisation_ids=ids, version=1)
        for number in range(ROUNDS):
            kind = RoundKind.QUARTERLY
            add_round(
                **facts, draft=RoundDraft(f"R{number}", f"轮次{number}", "2021年度", kind, today, today)
            )
    return project_id


def _start(project_id: int) -> None:
    with writing() as session:
        version = session.get_one(Project, project_id).version
        facts = {"project_id": project_id, "to": ProjectState.RUNNING, "version": version}
        move_project(session=session, actor=ACTOR, reason="测速启动", **facts)


if __name__ == "__main__":
    for line in measure():
        print(line.as_json())
