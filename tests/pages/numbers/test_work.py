"""First screen, projects and collection: what they say of editions and drafts is the engine's."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import select

from core.collection.models import CollectedValue, CollectionRun
from core.collection.values import NOT_APPLICABLE, NUMBER, Values
from core.documents import collection
from core.store.session import reading
from tests.pages.numbers.conftest import METRICS
from tests.pages.numbers.sheets import differences, exported
from tests.pages.numbers.shown import NOTHING, WORDS, Shown, holds
from tests.pages.numbers.standing import Standing
from tests.pages.numbers.truth import TrueBoard, mean

SCREEN = "collection/status.py"
UNITS = 42
ENDS = ["名次", "单位", "总分", "较上期", "位次变化", "等次"]


@pytest.mark.parametrize("reader", ["郑市长", "孙项目"])
def test_the_first_screen_shows_both_ends_of_the_newest_edition(town, desk, reader):
    app = desk(reader).open("workbench/home.py")
    tables = [each.value for each in app.table if list(each.value.columns) == ENDS]
    now = Standing(town.truths[-1], town.truths[-2])
    assert len(tables) == len(now.pairs)
    for table, pair in zip(tables, now.pairs, strict=True):
        for name, claims in zip(ENDS[:1] + ENDS[2:5], zip(*now.rows(*pair), strict=True), strict=True):
            assert all(map(holds, table[name], claims)), name


def test_a_departments_first_screen_shows_its_place_and_its_losses(town, desk):
    truth = town.truths[-1]
    board = truth.of("M05")
    app = desk("陈填报").open("workbench/home.py")
    (said,) = [each.value for each in app.markdown if "等次" in each.value and "组内第" in each.value]
    group = board.group("M05")
    place = [board.total("M05"), board.rank("M05"), len(board.codes), board.group_rank("M05"), len(group)]
    assert holds(said.split("▼")[0].split("▲")[0], place), said
    (table,) = [each.value for each in app.table if "失分" in each.value.columns]
    lines = sorted((line for line in board.lines("M05") if line.points > 0), key=lambda line: -line.points)
    shown = lines[: len(table)]
    assert shown
    assert all(map(holds, table["失分"], [[-line.points] for line in shown]))


@pytest.mark.parametrize("reader", ["郑市长", "孙项目", "陈填报"])
def test_a_project_counts_its_units_and_names_the_edition_of_its_round(town, desk, reader):
    truth, mine = town.truths[-1], desk(reader)
    many = sum(len(board.codes) + len(board.frozen.absent) for board in truth.boards.values())
    screen = Shown(mine.open("projects/projects.py"))
    code, year, changed = (
        f"[{title}](/projects?sort={key})"
        for title, key in (("编号", "code"), ("年度", "year"), ("最近更新", "changed"))
    )
    screen.lists(
        {
            "序号": [[1]],
            "项目": WORDS,
            code: WORDS,
            year: [[2021]],
            "状态": WORDS,
            "考核对象": [[many]],
            "轮次": [[1]],
            changed: WORDS,
        }
    )
    screen.says(1)
    assert screen.unclaimed == []
    app = mine.open("projects/projects.py", project=town.project_id)
    assert f"](/board?edition={truth.edition.id}&board=" in app.table[0].value["结果版次"][0]
    screen = Shown(app)
    screen.says(2021, many, 1, 0, *([1] if reader == "陈填报" else []))


def test_a_preview_gives_the_means_that_were_frozen(town, desk):
    mine = desk("孙项目")
    mine.open("projects/projects.py", project=town.project_id)
    mine.app.segmented_control(key="projects.round.act").set_value("试算与冻结")
    mine.run()
    next(each for each in mine.app.button if each.label == "试算本轮次").click()
    table = mine.run().table[1].value
    for (_, row), board in zip(table.iterrows(), town.truths[-1].boards.values(), strict=True):
        exact = mean([board.total(code) for code in board.codes])
        assert Decimal(row["平均分"]) == round(Decimal(exact.numerator) / exact.denominator, 2)
        assert row["参评"] == f"{len(board.codes)} 个"


def collected() -> dict[tuple[str, str], float]:
    """The numbers runs brought, by unit and metric of their numerator."""
    with reading() as session:
        rows = session.exec(select(CollectedValue)).all()
        return {(row.unit_code, row.column): row.number for row in rows if row.column.endswith("/分子")}


def excused(town) -> set[tuple[str, str]]:
    """The cells of the newest import that people decided do not apply."""
    values = town.truths[-1].boards["department"].frozen.values
    columns = [values.column_index[f"{metric}/分子"] for metric in METRICS]
    return {
        (unit.code, values.columns[at])
        for row, unit in enumerate(values.units)
        for at in columns
        if values.states[row, at] == NOT_APPLICABLE
    }


def overlaid(board: TrueBoard) -> TrueBoard:
    """The newest frozen inputs with every collected number over them, where nobody decided 不适用."""
    values: Values = board.frozen.values
    numbers, states = values.numbers.copy(), values.states.copy()
    with reading() as session:
        for cell in session.exec(select(CollectedValue)):
            if cell.unit_code in values.unit_index:
                at = values.unit_index[cell.unit_code], values.column_index[cell.column]
                if states[at] != NOT_APPLICABLE:
                    numbers[at], states[at] = cell.number, NUMBER
    return TrueBoard(replace(board.frozen, values=replace(values, numbers=numbers, states=states)))


@pytest.mark.parametrize("reader", ["李评估", "孙项目"])
def test_the_draft_is_the_engines_and_stands_beside_the_editions_totals(town, desk, reader):
    board = town.truths[-1].boards["department"]
    draft = overlaid(board)
    codes = sorted(board.scores.values.unit_index, key=lambda code: -draft.total(code))
    gone = [draft.total(code) - board.total(code) for code in codes]
    assert any(gone), "the draft should differ from the edition, or nothing is proved"
    counts = {code: len(draft_cells(code)) for code in codes}
    screen = Shown(desk(reader).open(SCREEN, section="草稿得分", unit="M05", metric="B21-1"))
    heads(screen, town)
    screen.says(len(codes), sum(map(bool, gone)))
    screen.lists(
        {
            "单位": WORDS,
            "草稿总分": [[draft.total(code)] for code in codes],
            "版次总分": [[board.total(code)] for code in codes],
            "差": [[change] for change in gone],
            "采集格数": [[counts[code]] for code in codes],
        }
    )
    found = draft.trace("M05", "B21-1")
    screen.says(found.numerator, found.denominator, found.value, found.leaf_points, without=[found.rule_text])
    with reading() as session:
        run = session.exec(select(CollectionRun).order_by(CollectionRun.id)).first()
    screen.lists(
        {
            "内容": [each.label for each in found.sources],
            "数值": [[found.numerator], [found.denominator]],
            "出处": [[run.id, run.rows]] * 2,
            "运行": [[run.id]] * 2,
        }
    )
    assert screen.unclaimed == []


def draft_cells(code: str) -> list[str]:
    with reading() as session:
        return list(session.exec(select(CollectedValue.column).where(CollectedValue.unit_code == code)))


@pytest.mark.parametrize("reader", ["郑市长", "孙项目", "陈填报"])
def test_the_state_of_collection_counts_the_cells_in_reach(town, desk, reader):
    own = {"M05"} if reader == "陈填报" else {code for code, _ in collected()}
    screen = Shown(desk(reader).open(SCREEN))
    heads(screen, town, own=own)
    cells = [(unit, column) for unit, column in collected() if unit in own]
    screen.lists(
        {
            "子项": WORDS,
            "正常": [[sum(column.startswith(f"{metric}/") for _, column in cells)] for metric in METRICS],
            "需要处理": WORDS if reader == "陈填报" else [never(town, metric) for metric in METRICS],
        }
    )
    system = town.truths[-1].boards["department"].system
    screen.says(without=[f"{system.name} {system.version}"])
    assert screen.unclaimed == []
    draws_the_cells(screen.charts, town, own)


def draws_the_cells(charts: list[dict], town, own: set[str]) -> None:
    """A sign a cell, and how many of them somebody should see to."""
    (chart,) = charts
    signs = [sign for row in chart["data"][0]["text"] for sign in row]
    have = sum(unit in own for unit, _ in collected())
    away = sum(unit in own for unit, _ in excused(town))
    units = len(chart["data"][0]["y"])
    assert units == len(own)
    assert (signs.count("·"), signs.count("–")) == (have, away)
    wrong = len(METRICS) * units - have - away
    assert holds(
        chart["layout"]["title"]["text"].split("<br>")[0], [have + wrong, wrong] if wrong else [have]
    )


def never(town, metric: str) -> list[int]:
    """How many units have no number and no decision."""
    have = sum(column.startswith(f"{metric}/") for _, column in collected())
    away = sum(column.startswith(f"{metric}/") for _, column in excused(town))
    return [UNITS - have - away] if UNITS - have - away else list(NOTHING)


def heads(screen: Shown, town, own: set[str] | None = None) -> None:
    """The sentence at the top: metrics, units, fresh, late, failed and never collected cells."""
    units = UNITS if own is None or len(own) > 1 else 1
    have = [cell for cell in collected() if own is None or cell[0] in own]
    away = [cell for cell in excused(town) if own is None or cell[0] in own]
    screen.says(len(METRICS), units, len(have), 0, 0, len(METRICS) * units - len(have) - len(away))


def test_the_workbooks_of_collection_say_the_same(town):
    facts = {"version_id": town.systems["department"]}
    cells = exported(town, "李评估", collection.status_file, **facts)["明细"][1:]
    states = [row[4] for row in cells]
    assert (states.count("正常"), states.count("不适用")) == (len(collected()), len(excused(town)))
    board = town.truths[-1].boards["department"]
    draft = overlaid(board)
    (table,) = exported(town, "李评估", collection.draft_file, **facts).values()
    codes = [str(row[0]) for row in table[1:]]
    assert {*codes} == {*board.short}
    leaves = {
        f"{leaf.code} {leaf.title}": [draft.reached(code, leaf.code) for code in codes]
        for leaf in draft.system.leaves
    }
    assert not differences(
        table,
        {
            "代码": codes,
            "单位": WORDS,
            "草稿总分": [[draft.total(code)] for code in codes],
            "版次总分": [[board.total(code)] for code in codes],
            "差": [[draft.total(code) - board.total(code)] for code in codes],
            "采集到的格数": [[len(draft_cells(code))] for code in codes],
            "未能计分的原因": WORDS,
            **leaves,
        },
    )
