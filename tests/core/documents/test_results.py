"""The workbooks of a board and of a unit say what the edition says, and no more than the reader may see."""

from dataclasses import replace

import pytest

from core.documents.results import board_workbook, unit_workbook
from core.results import queries
from core.results.content import Absent
from core.store.session import reading
from tests.core.documents.opened import formulas, rows, texts


def view_of(city, name, audience="department"):
    with reading() as session:
        return queries.board(
            session=session,
            actor=city.people[name].actor,
            edition_id=city.edition_id,
            audience=audience,
        )


def unit_of(city, name, code):
    with reading() as session:
        return queries.unit(
            session=session, actor=city.people[name].actor, edition_id=city.edition_id, unit_code=code
        )


@pytest.mark.parametrize("audience", ["department", "county"])
def test_the_numbers_of_a_board_are_those_of_the_edition(evaluated, audience):
    view = view_of(evaluated, "郑市长", audience)
    content = board_workbook(view)
    ranking, points = rows(content.data, "排名"), rows(content.data, "指标得分")
    leaves = view.board.system.leaves
    for at, unit in enumerate(view.units, start=1):
        assert ranking[at][:3] == (unit.rank, unit.code, unit.name)
        assert [f"{number:.2f}" for number in ranking[at][5:9]] == [
            f"{number:.2f}" for number in (unit.base, unit.bonus, unit.deduction, unit.total)
        ]
        assert ranking[at][9] == unit.grade
        for leaf, cell in zip(leaves, points[at][3:], strict=True):
            node = unit.node(leaf.code)
            assert cell == (pytest.approx(float(node.points), abs=1e-9) if node.marks else "不适用")


def test_a_board_names_its_edition_and_its_hash_and_holds_no_formula(evaluated):
    view = view_of(evaluated, "郑市长")
    content = board_workbook(view)
    for sheet in ("排名", "指标得分"):
        foot = [str(row[0]) for row in rows(content.data, sheet)[-2:]]
        assert foot[0] == view.edition.label
        assert view.edition.sha256 in foot[1]
    assert formulas(content.data) == []
    assert content.name == f"2020年度市级部门排名榜-{view.edition.sha256[:8]}.xlsx"


def test_a_fillers_board_holds_their_row_and_no_trace_of_any_other_unit(evaluated):
    whole = view_of(evaluated, "郑市长").board
    content = board_workbook(view_of(evaluated, "陈填报"))
    assert [row[1] for row in rows(content.data, "排名")[1:-3]] == ["M05"]
    written = texts(content.data)
    assert whole.by_code["M05"].name in written
    for other in whole.units:
        if other.code != "M05":
            assert other.name not in written, other.code
            assert f">{other.code}<" not in written


def test_a_unit_reads_its_points_its_lines_and_its_sources(evaluated):
    view = unit_of(evaluated, "陈填报", "M05")
    content = unit_workbook(view)
    nodes, lines, traces = (rows(content.data, name) for name in ("得分", "扣分说明", "子项明细"))
    unit = view.unit
    by_title = {row[1]: row[2] for row in nodes}
    assert by_title["总分"] == pytest.approx(float(unit.total))
    assert by_title["减分"] == pytest.approx(-float(unit.deduction))
    by_code = {row[0]: row for row in nodes}
    for node in unit.nodes:
        assert by_code[node.code][2] == (pytest.approx(float(node.points)) if node.marks else "不适用")
    listed = lines[1 : 1 + len(unit.lines)]
    assert sum(round(row[2] * 100) for row in listed) == (100 - unit.total) * 100
    assert [row[8] for row in listed] == [line.sentence for line in unit.lines]
    metrics = view.board.system.metrics
    assert [row[0] for row in traces[1 : 1 + len(metrics)]] == [metric.code for metric in metrics]
    assert all("工作表“" in row[8] for row in traces[1 : 1 + len(metrics)])


def test_a_units_workbook_names_its_edition_holds_no_formula_and_no_other_unit(evaluated):
    view = unit_of(evaluated, "陈填报", "M05")
    content = unit_workbook(view)
    assert formulas(content.data) == []
    written = texts(content.data)
    assert view.edition.label in written
    assert view.edition.sha256 in written
    assert not [other.name for other in view.board.units if other.code != "M05" and other.name in written]


def test_who_was_excused_from_the_round_is_named_below_the_ranking(evaluated):
    view = replace(view_of(evaluated, "郑市长"), absent=(Absent("M37", "市人防办", 1, "演示：系统迁移"),))
    foot = [str(row[0]) for row in rows(board_workbook(view).data, "排名")[-3:]]
    assert foot[0] == "本期缺考核：市人防办（演示：系统迁移），不计分、不排名"
