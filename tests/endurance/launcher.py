"""A process that starts a project and dies by SIGKILL after a step: `… launcher PROJECT STEP`.

STEP counts the steps of the start; the one after the last dies with everything written and nothing
committed. A larger one lives.
"""

import os
import signal
import sys

from core.audit.actor import Actor
from core.projects import launch
from core.projects.launch import Step
from core.projects.models import Project
from core.projects.rules import ProjectState
from core.projects.service import move_project
from core.store.session import writing


def main() -> None:
    """Start the project, or die trying."""
    project_id, dies_after = int(sys.argv[1]), int(sys.argv[2])

    def dying(number: int, step: Step) -> Step:
        def run(session, started) -> int:
            done = step.run(session, started)
            session.flush()
            _die(dies_after == number)
            return done

        return Step(step.name, run)

    launch.STEPS = tuple(dying(number, step) for number, step in enumerate(launch.STEPS))
    with writing() as session:
        version = session.get_one(Project, project_id).version
        facts = {"project_id": project_id, "to": ProjectState.RUNNING, "version": version}
        move_project(session=session, actor=Actor.system("耐久测试"), reason="耐久测试启动", **facts)
        session.flush()
        _die(dies_after == len(launch.STEPS))
    print("started", flush=True)


def _die(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
