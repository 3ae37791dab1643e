"""The workbooks of cockpit and comparisons hold the edition's numbers and its name."""

from core.documents.analyses import cockpit_workbook, peers_workbook, periods_workbook, within_workbook
from core.results import comparing
from core.store.session import reading
from tests.core.documents.opened import formulas, rows, sheets, texts
from tests.core.results.boards import city


def ask(evaluated, name, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=evaluated.people[name].actor, edition_id=1, **facts)


def test_the_cockpits_workbook_holds_every_table_of_the_screen():
    view = city()
    content = cockpit_workbook(view)
    found = sheets(content.data)
    assert list(found) == ["关键数", "市级部门排名", "县市区排名", "问题清单", "待拍板事项", "指示灯"]
    assert list(found["关键数"][1:]) == [(f.name, f.value, f.change) for f in view.figures]
    for change in view.boards:
        table = found[f"{change.name}排名"][1:]
        assert [(row[0], row[1], f"{row[4]:.2f}") for row in table] == [
            (unit.rank, unit.code, f"{unit.total:.2f}") for unit in change.view.board.units
        ]
        assert [round(row[6] * 100) for row in table] == [
            change.moves[unit.code].points * 100 for unit in change.view.board.units
        ]
    assert len(found["问题清单"]) == 1 + len(view.problems)
    notes = [row[0] for row in rows(content.data, "指示灯")]
    assert {view.rule, view.edition.label} <= {*notes}
    assert formulas(content.data) == []


def test_the_comparisons_hold_the_rows_of_the_screen_and_say_what_they_compare(evaluated):
    within = ask(evaluated, "陈填报", comparing.within, unit_code="M05")
    table = rows(within_workbook(within).data, "横向对比")
    assert [row[0] for row in table[1 : 1 + len(within.rows)]] == [row.code for row in within.rows]
    assert [row[2] for row in table[1:4]] == [float(row.node.points) for row in within.rows[:3]]
    assert any("同一单位、不同指标" in str(row[0]) for row in table)
    peers = ask(evaluated, "郑市长", comparing.peers, audience="county", indicator="C12")
    table = rows(peers_workbook(peers).data, "同类对比")
    assert [row[1] for row in table[1:14]] == [row.unit.code for row in peers.rows]
    periods = ask(evaluated, "陈填报", comparing.periods, unit_code="M05")
    table = rows(periods_workbook(periods).data, "纵向对比")
    assert table[1][2] == float(periods.view.unit.total)


def test_a_fillers_workbooks_name_no_other_unit(evaluated):
    peers = ask(evaluated, "陈填报", comparing.peers, audience="department", indicator="C12")
    written = texts(peers_workbook(peers).data)
    assert "市教" in written
    others = [unit for unit in peers.view.board.units if unit.code != "M05"]
    assert not [unit.name for unit in others if unit.name in written or unit.short_name in written]
