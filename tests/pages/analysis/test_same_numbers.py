"""Two screens never disagree: cockpit, comparisons, unit pages and brief are crawled for one edition."""

import html
import re

from core.documents import analysis_exports
from core.results import queries
from core.store.session import reading
from tests.builders.periods import another_period
from tests.pages.desk import words

UNIT = re.compile(r"\(/unit\?edition=(\d+)&unit=([\w]+)\)")
TOTAL = re.compile(r"\d{2,3}\.\d{2}")


def frozen(evaluated, edition_id):
    """Every unit of the edition by code, read from the edition itself."""
    with reading() as session:
        actor = evaluated.people["郑市长"].actor
        views = queries.boards(session=session, actor=actor, edition_id=edition_id)
    return {unit.code: (view.board, unit) for view in views for unit in view.units}


def test_every_board_row_of_the_cockpit_and_every_page_it_leads_to_says_the_same(desk, evaluated):
    later = another_period(evaluated)
    units = frozen(evaluated, later)
    mine = desk("郑市长")
    app = mine.open("analysis/cockpit.py", edition=later)
    codes = set()
    for table in (each.value for each in app.table[:2]):
        for _, row in table.iterrows():
            (found,) = UNIT.findall(row["单位"])
            _, unit = units[found[1]]
            assert (row["名次"], row["总分"], row["等次"]) == (
                str(unit.rank),
                f"{unit.total:.2f}",
                unit.grade,
            )
    codes |= {code for _, code in UNIT.findall(words(app).replace("\\", ""))}
    assert len(codes) >= 12
    for code in sorted(codes)[::3]:
        page = mine.open("results/unit.py", edition=later, unit=code)
        shown = {each.label: each.value for each in page.metric}
        assert shown["总分"] == f"{units[code][1].total:.2f}"
        assert shown["总榜名次"].split(" / ")[0] == str(units[code][1].rank)


def test_every_row_of_every_comparison_is_the_editions(desk, evaluated):
    units = frozen(evaluated, 1)
    mine = desk("郑市长")
    for audience in ("department", "county"):
        system = next(board for board, _ in units.values() if board.audience == audience).system
        for code in [leaf.code for leaf in system.leaves][::7]:
            facts = {"mode": "peers", "edition": 1, "board": audience, "indicator": code}
            table = mine.open("analysis/compare.py", **facts).table[0].value
            seen = re.findall(r"unit=(\w+)", " ".join(table["单位"]))
            assert {*seen} == {unit.code for board, unit in units.values() if board.audience == audience}
            for unit_code, points in zip(seen, table["得分"], strict=True):
                node = units[unit_code][1].node(code)
                assert points == (f"{node.points:.2f}" if node.marks else "不适用")
    for unit_code in ("M05", "371402"):
        table = mine.open("analysis/compare.py", mode="within", edition=1, unit=unit_code).table[0].value
        leaves = units[unit_code][0].system.leaves
        nodes = [units[unit_code][1].node(leaf.code) for leaf in leaves]
        assert list(table["得分"]) == [f"{n.points:.2f}" if n.marks else "不适用" for n in nodes]
        table = mine.open("analysis/compare.py", mode="periods", edition=1, unit=unit_code).table[0].value
        assert table["得分"].iloc[-1] == f"{units[unit_code][1].total:.2f}"


def test_the_brief_says_what_the_cockpit_says(desk, evaluated):
    later = another_period(evaluated)
    app = desk("郑市长").open("analysis/cockpit.py", edition=later)
    with reading() as session:
        facts = {"session": session, "actor": evaluated.people["郑市长"].actor, "edition_id": later}
        page = html.unescape(analysis_exports.brief_file(**facts, kind="html").data.decode())
    for metric in app.metric:
        assert f"{metric.label}<b>{metric.value}</b>{metric.delta}" in page
    totals = {f"{unit.total:.2f}" for _, unit in frozen(evaluated, later).values()}
    for table in (each.value for each in app.table[:2]):
        assert set(table["总分"]) <= totals
        assert all(f"<td>{total}</td>" in page for total in table["总分"])
    boards = page.split("二、")[1].split("三、")[0]
    assert set(re.findall(r"<td>(\d{2,3}\.\d{2})</td>", boards)) <= totals
