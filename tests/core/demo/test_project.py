"""The demonstration's project stands as a bureau would have left it, and is built once."""

import itertools

import pytest
from sqlalchemy import Engine
from sqlmodel import col, func, select

from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.collection.rounds import attached_imports
from core.demo.project import build_project
from core.projects.models import Project
from core.projects.queries import ProjectView, project
from core.projects.rules import ProjectState, RoundState
from core.results import queries
from core.results.models import ResultEdition
from core.results.rounds import round_editions
from core.settings import settings
from core.store.engine import engine_for
from core.store.session import reading
from tests.running.city import demo_folder

SYSTEM = Actor.system()


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The project as the demonstration of this test run holds it."""
    folder = demo_folder(tmp_path_factory.mktemp("year") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", str(folder))
        settings.cache_clear()
        engine = engine_for(f"sqlite:///{folder / 'shuping.db'}")
        yield engine
        engine.dispose()
    settings.cache_clear()


def seen(engine: Engine) -> ProjectView:
    with reading(engine) as session:
        project_id = session.exec(select(Project.id)).one()
        return project(session=session, actor=SYSTEM, project_id=project_id)


def board(engine: Engine, code: str, audience: str = "department") -> queries.BoardView:
    with reading(engine) as session:
        edition_id = session.exec(select(ResultEdition.id).where(ResultEdition.code == code)).one()
        return queries.board(session=session, actor=SYSTEM, edition_id=edition_id, audience=audience)


def test_the_project_runs_with_four_closed_quarters_and_the_preliminary_round_open(year):
    view = seen(year)
    assert view.row.state is ProjectState.RUNNING
    assert view.row.name.endswith("（演示）")
    assert [row.state for row in view.rounds] == [RoundState.CLOSED] * 4 + [RoundState.OPEN]
    assert (len(view.members), len(view.systems)) == (55, 2)
    assert all(move.reason.startswith("演示：") for move in view.moves)
    # Five of the stages, one of the project, nine of the rounds.
    assert len(view.moves) == 15


def test_every_round_has_both_imports_and_one_edition(year):
    view = seen(year)
    with reading(year) as session:
        facts = {"session": session, "actor": SYSTEM, "project_id": view.row.id}
        imports, editions = attached_imports(**facts), round_editions(**facts)
    assert len(imports) == 10
    codes = [[edition.code for edition in editions[row.id]] for row in view.rounds]
    assert codes == [[row.code] for row in view.rounds]


def test_the_unit_that_missed_a_quarter_is_named_and_comes_back(year):
    away = board(year, "2020-二季度")
    assert len(away.units) == 41
    (missed,) = away.absent
    assert (missed.code, missed.reason[:3]) == ("M37", "演示：")
    for code in ("2020-一季度", "2020-三季度", "2020-初评"):
        assert "M37" in board(year, code).board.by_code
        assert board(year, code).absent == ()


def test_the_year_has_improvements_slips_and_changes_of_place_in_every_quarter(year):
    codes = ["2020-一季度", "2020-二季度", "2020-三季度", "2020-四季度"]
    for before, after in itertools.pairwise(codes):
        first, second = board(year, before).board.by_code, board(year, after).board.by_code
        both = set(first) & set(second)
        assert sum(second[code].total > first[code].total + 1 for code in both) >= 5
        assert sum(second[code].total < first[code].total - 1 for code in both) >= 5
        assert sum(second[code].rank != first[code].rank for code in both) >= 20


def test_every_figure_of_the_demonstration_says_so_in_its_footer(year):
    with reading(year) as session:
        for edition in queries.editions(session=session, actor=SYSTEM):
            assert "（演示）" in edition.label
            assert "（演示）" in edition.mark


def test_building_it_twice_changes_nothing(year):
    with reading(year) as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
        hashes = session.exec(select(ResultEdition.sha256).order_by(col(ResultEdition.id))).all()
    view = seen(year)
    build_project(year)
    with reading(year) as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
        assert session.exec(select(ResultEdition.sha256).order_by(col(ResultEdition.id))).all() == hashes
    assert seen(year) == view
