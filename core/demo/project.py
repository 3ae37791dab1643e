"""The demonstration's project of 2020: four quarters and the preliminary evaluation, round after round.

Each step is a verb of its own in a short unit of work; one already done is left alone, so that an
interrupted build is taken up where it stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine
from sqlmodel import select

from core.access.models import Person
from core.audit.actor import Actor
from core.collection.service import import_values
from core.collection.values import Unit, Values
from core.demo.handing_in import chase, hand_in_round, sign
from core.demo.ledger import keep_ledger
from core.demo.prepare import SYSTEM_FILES, PreparedBoard, PreparedValues, prepare_board
from core.demo.stories import PERIODS, Period, RoundStory, rounds
from core.indicators.service import publish_system
from core.organisations.queries import assessed, by_code
from core.organisations.rules import OrganisationKind
from core.projects.progress import round_progress
from core.projects.queries import ProjectView, RoundRow, project, projects, rounds_of
from core.projects.rounds import add_round, excuse, move_round
from core.projects.rules import Duty, ProjectState, RoundKind, RoundState
from core.projects.service import ProjectDraft, create_project, move_project, pick_organisations
from core.projects.staff import StaffDraft, assign, staff
from core.results.models import EditionKind
from core.results.rounds import freeze_round, round_editions
from core.results.service import EditionDraft
from core.store.session import reading, writing

ACTOR: Final = Actor.system("演示数据")
PROJECT: Final = ProjectDraft("DZ2020", "德州市2020年度公共数据共享绩效评估（演示）", 2020)
# A quarter ends in a bulletin.
EDITION_KINDS: Final[Mapping[RoundKind, EditionKind]] = {
    RoundKind.QUARTERLY: EditionKind.CIRCULATED,
    RoundKind.INITIAL: EditionKind.INITIAL,
}

STAFF: Final = (
    ("pm", Duty.LEAD, "0534-0000901"),
    ("pinggu", Duty.EVALUATOR, "0534-0000902"),
)


@dataclass(frozen=True, slots=True)
class Platform:
    """What the demonstration collects from; it lies outside, so whoever builds the demonstration gives it.

    `columns` are those it fills: no workbook holds them. `collect` lets it be as it was at the end of a
    period, given what came about by system id, and brings an open round's numbers in.
    """

    columns: frozenset[str]
    collect: Callable[[Engine | None, int, Period, Mapping[int, Values]], None]


def build_project(engine: Engine | None = None, platform: Platform | None = None) -> None:
    """Publish the systems, set the project up, and bring every round to its frozen edition.

    The quarters are closed; the preliminary round, frozen last, stays open as it does until the
    assessed units have answered. The project is left running. Without a platform every number is imported.
    """
    columns = platform.columns if platform else frozenset()
    boards = {
        audience: prepare_board(audience, _units(engine, audience), PERIODS, columns)
        for audience in SYSTEM_FILES
    }
    versions = _publish(engine, boards)
    project_id = _set_up(engine, versions)
    for story in rounds():
        _round(
            engine,
            project_id,
            story,
            {audience: (versions[audience], boards[audience]) for audience in boards},
            platform,
        )
    _sign(engine, project_id)
    keep_ledger(engine, ACTOR, project_id)


def chase_demo(engine: Engine | None = None) -> None:
    """Chase who has not handed in to the open round; needs the accounts that are told."""
    for row in _rounds(engine):
        if row.state is RoundState.OPEN:
            chase(engine, ACTOR, row)


def staff_demo(engine: Engine | None = None) -> None:
    """Say who works on the project, with numbers of the test range; done once, needs the accounts."""
    with reading(engine) as session:
        held, _ = projects(session=session, actor=ACTOR, text=PROJECT.code)
        known = {each.id: staff(session=session, actor=ACTOR, project_id=each.id) for each in held}
        people = dict(session.exec(select(Person.login, Person.id)).all())
    with writing(engine) as session:
        for project_id in [key for key, found in known.items() if not found]:
            for login, duty, phone in STAFF:
                draft = StaffDraft(people[login] or 0, duty, phone)
                assign(session=session, actor=ACTOR, project_id=project_id, draft=draft)


def _sign(engine: Engine | None, project_id: int) -> None:
    first = next(row for row in _rounds(engine) if row.project_id == project_id)
    with reading(engine) as session:
        progress = round_progress(session=session, actor=ACTOR, round_id=first.id)
    sign(engine, ACTOR, progress)


def _rounds(engine: Engine | None) -> tuple[RoundRow, ...]:
    with reading(engine) as session:
        held, _ = projects(session=session, actor=ACTOR, text=PROJECT.code)
        return tuple(row for each in held for row in rounds_of(session, each.id))


def _units(engine: Engine | None, audience: str) -> list[Unit]:
    with reading(engine) as session:
        return [
            Unit(unit.code, unit.name, unit.group_name)
            for unit in assessed(session, OrganisationKind(audience))
        ]


def _publish(engine: Engine | None, boards: Mapping[str, PreparedBoard]) -> dict[str, int]:
    with writing(engine) as session:
        return {
            audience: publish_system(session=session, actor=ACTOR, system=board.system, source=board.source)
            for audience, board in boards.items()
        }


def _set_up(engine: Engine | None, versions: Mapping[str, int]) -> int:
    """The project with its organisations and rounds, started; returns its id."""
    with writing(engine) as session:
        project_id = create_project(
            session=session,
            actor=ACTOR,
            draft=PROJECT,
            systems=tuple(versions.values()),
            client_key="demo:project",
        )
        for story in rounds():
            add_round(
                session=session,
                actor=ACTOR,
                project_id=project_id,
                draft=story.draft,
                client_key=f"demo:round:{story.draft.code}",
            )
        session.flush()
        held = project(session=session, actor=ACTOR, project_id=project_id)
        if held.row.state is ProjectState.NOT_STARTED:
            units = [unit for audience in versions for unit in assessed(session, OrganisationKind(audience))]
            pick_organisations(
                session=session,
                actor=ACTOR,
                project_id=project_id,
                organisation_ids=[unit.id for unit in units],
                version=held.row.version,
            )
            session.flush()
            move_project(
                session=session,
                actor=ACTOR,
                project_id=project_id,
                to=ProjectState.RUNNING,
                reason="演示：按市政府办公室印发的年度评估通知启动",
                version=project(session=session, actor=ACTOR, project_id=project_id).row.version,
            )
    return project_id


def _round(
    engine: Engine | None,
    project_id: int,
    story: RoundStory,
    boards: Mapping[str, tuple[int, PreparedBoard]],
    platform: Platform | None,
) -> None:
    """Open the round, excuse who is away, bring the values in, collect, freeze, and close a quarter."""
    row, is_frozen = _state(engine, project_id, story)
    if row.state is RoundState.PLANNED:
        _open(engine, row, story)
    if not is_frozen:
        whole: dict[int, Values] = {}
        for audience, (version_id, board) in boards.items():
            prepared = next(values for values in board.values if values.period == story.period)
            _import(engine, row, prepared, version_id, audience)
            whole[version_id] = prepared.whole
        if platform is not None:
            platform.collect(engine, row.id, story.period, whole)
        _freeze(engine, row, story)
    hand_in_round(engine, ACTOR, _state(engine, project_id, story)[0])
    row, _ = _state(engine, project_id, story)
    if row.kind is RoundKind.QUARTERLY and row.state is RoundState.OPEN:
        _move(engine, row, RoundState.CLOSED, "演示：通报已印发，本季考核结束")


def _state(engine: Engine | None, project_id: int, story: RoundStory) -> tuple[RoundRow, bool]:
    with reading(engine) as session:
        view: ProjectView = project(session=session, actor=ACTOR, project_id=project_id)
        row = next(row for row in view.rounds if row.code == story.draft.code)
        return row, row.id in round_editions(session=session, actor=ACTOR, project_id=project_id)


def _open(engine: Engine | None, row: RoundRow, story: RoundStory) -> None:
    with writing(engine) as session:
        for code, reason in story.absent.items():
            unit = by_code(session, code).id
            excuse(session=session, actor=ACTOR, round_id=row.id, organisation_id=unit, reason=reason)
        move_round(
            session=session,
            actor=ACTOR,
            round_id=row.id,
            to=RoundState.OPEN,
            reason="演示：按年度工作安排开放",
            version=row.version,
        )


def _import(
    engine: Engine | None, row: RoundRow, prepared: PreparedValues, version_id: int, audience: str
) -> None:
    with writing(engine) as session:
        import_values(
            session=session,
            actor=ACTOR,
            draft=prepared.draft(version_id, audience, row.id),
            values=prepared.values,
            source=prepared.source,
            client_key=f"demo:values:{audience}:{prepared.period.name}",
        )


def _freeze(engine: Engine | None, row: RoundRow, story: RoundStory) -> None:
    with writing(engine) as session:
        freeze_round(
            session=session,
            actor=ACTOR,
            round_id=row.id,
            draft=EditionDraft(row.code, story.title, row.period, EDITION_KINDS[row.kind]),
            client_key=f"demo:edition:{row.code}",
        )


def _move(engine: Engine | None, row: RoundRow, to: RoundState, reason: str) -> None:
    with writing(engine) as session:
        move_round(session=session, actor=ACTOR, round_id=row.id, to=to, reason=reason, version=row.version)
