"""A project's year is read off its frozen quarters and verified tasks, as far as its reader reaches."""

from decimal import Decimal

from core.access.permissions import Permission
from core.analysis.rollup import annual, quarter_score
from core.evidence.service import XLSX, FileContent
from core.projects.adjustments import Adjustment, Slip, adjust
from core.projects.models import Project
from core.projects.task_sheet import TaskLine, import_tasks
from core.projects.tasks import nodes, report_node, verify_node
from core.results import queries
from core.results.changes import changes
from core.results.comparing import periods
from core.results.models import ResultEdition
from core.results.rollup import project_year, rollup_rule
from core.store.session import reading, writing
from tests.builders.projects import held, unit_id
from tests.core.results.test_rounds import filled, frozen


def seen(city, project_id, name="赵敏"):
    with reading() as session:
        return project_year(session=session, actor=city.people[name].actor, project_id=project_id)


def with_a_verified_task(city, project_id, rate) -> None:
    manager = city.people["孙项目"].actor
    with writing() as session:
        lines = [TaskLine(2, "R01", "目录更新", "", "M05", ((1, "完成"),))]
        facts = {"project_id": project_id, "lines": lines, "source": FileContent("任务.xlsx", XLSX, b"x")}
        import_tasks(session=session, actor=manager, **facts)
    with writing() as session:
        (row,) = nodes(session=session, actor=manager, project_id=project_id)
        facts = {"node_id": row.id, "report": "已完成", "version": row.version}
        report_node(session=session, actor=city.people["陈填报"].actor, **facts)
    with writing() as session:
        facts = {"node_id": row.id, "rate": rate, "remark": "差一份", "version": row.version + 1}
        verify_node(session=session, actor=manager, **facts)


def test_a_quarter_with_a_verified_task_equals_the_hand_calculation(evaluated):
    project_id, round_id = filled(evaluated)
    assert seen(evaluated, project_id).sources == {}
    edition_id = frozen(evaluated, round_id)
    with_a_verified_task(evaluated, project_id, 50)
    year = seen(evaluated, project_id)
    assert list(year.sources) == ["一季度"]
    with reading() as session:
        facts = {"edition_id": edition_id, "unit_code": "M05"}
        score = queries.unit(session=session, actor=evaluated.people["赵敏"].actor, **facts).unit.total
    (unit,) = [each for each in year.units if each.member.code == "M05"]
    by_hand = quarter_score(score, Decimal(50), year.rule)
    assert unit.year == annual({1: by_hand}, None, year.rule)
    assert unit.year.missing == (2, 3, 4)
    (away,) = [each for each in year.units if each.member.code == "M37"]
    assert away.year.daily is None


def test_a_filler_sees_their_own_year_alone(evaluated):
    project_id, round_id = filled(evaluated)
    frozen(evaluated, round_id)
    assert [each.member.code for each in seen(evaluated, project_id, "陈填报").units] == ["M05"]


def test_the_published_parameters_are_the_committed_ones():
    rule = rollup_rule()
    assert (rule.formal_weight, rule.daily_weight, rule.task_weight) == (
        Decimal("0.6"),
        Decimal("0.4"),
        Decimal("0.2"),
    )


def test_a_rehearsals_edition_is_never_the_newest_and_can_be_read_by_its_number(evaluated):
    project_id, round_id = filled(evaluated)
    with writing() as session:
        session.get_one(Project, project_id).is_rehearsal = True
    edition_id = frozen(evaluated, round_id)
    actor = evaluated.people["赵敏"].actor
    facts = {"actor": actor, "edition_id": edition_id}
    with reading() as session:
        assert queries.latest(session=session, actor=actor).id == evaluated.edition_id
        assert [each.id for each in queries.editions(session=session, actor=actor)] == [evaluated.edition_id]
        # Where it is read by its number, every board says what it is and compares with nothing.
        (board, *_) = queries.boards(session=session, **facts)
        assert "（练习）" in board.edition.mark
        compared = changes(session=session, permission=Permission.RESULTS_BOARD_READ, **facts)
        assert {change.earlier for change in compared} == {None}
        whole = periods(session=session, unit_code="M05", **facts)
        assert [point.edition.id for point in whole.points] == [edition_id]
        listed = queries.editions(session=session, actor=actor, rehearsals=True)
        assert [(row.id, row.is_rehearsal) for row in listed] == [
            (edition_id, True),
            (evaluated.edition_id, False),
        ]


def test_a_slip_leaves_frozen_editions_as_they_were(evaluated):
    project_id, round_id = filled(evaluated)
    edition_id = frozen(evaluated, round_id)
    actor = evaluated.people["孙项目"].actor
    for slip in (
        Slip(Adjustment.RENAME, unit_id(evaluated, "M05"), "机构改革", "李", "文1号", name="新教育局"),
        Slip(Adjustment.WITHDRAW, unit_id(evaluated, "M01"), "机构改革", "李", "文1号"),
    ):
        version = held(evaluated, project_id).version
        with writing() as session:
            adjust(session=session, actor=actor, project_id=project_id, slip=slip, version=version)
    with reading() as session:
        facts = {"edition_id": edition_id, "audience": "department"}
        board = queries.board(session=session, actor=actor, **facts)
        names = {unit.code: unit.name for unit in board.units}
        assert session.get_one(ResultEdition, edition_id).sha256 == board.edition.sha256
    assert (len(names), "新教育局" in names.values(), "M01" in names) == (41, False, True)
