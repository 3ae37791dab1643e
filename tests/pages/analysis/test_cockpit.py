"""A leader lands on the answer: who moved and why, six figures, problems, decisions, lights."""

import re

from core.results import cockpit
from core.store.session import reading
from tests.builders.periods import another_period
from tests.pages.desk import links, take_away, words


def frozen(evaluated, edition_id=1):
    with reading() as session:
        actor = evaluated.people["郑市长"].actor
        return cockpit.cockpit(session=session, actor=actor, edition_id=edition_id)


def plainly(app) -> str:
    """The words on the screen without the backslashes that keep them from being markup."""
    return words(app).replace("\\", "")


def test_the_sentence_names_who_moved_and_why_and_leads_there(desk, evaluated):
    later = another_period(evaluated)
    app = desk("郑市长").open("analysis/cockpit.py", edition=later)
    text = plainly(app)
    for headline in frozen(evaluated, later).headlines:
        assert headline.lead in text
        for mover in (headline.up, headline.down):
            assert f"(/unit?edition={later}&unit={mover.unit.code})（{mover.text}）" in text
    assert "与2020年度初评版比较" in text


def test_six_figures_stand_with_their_change_in_neutral_colours(desk, evaluated):
    another_period(evaluated)
    app = desk("郑市长").open("analysis/cockpit.py", edition=2)
    view = frozen(evaluated, 2)
    assert [(each.label, each.value, each.delta) for each in app.metric] == [
        (figure.name, figure.value, figure.change) for figure in view.figures
    ]
    assert {each.proto.color for each in app.metric} == {app.metric[0].proto.color}


def test_with_one_edition_it_says_so_and_shows_no_change(desk):
    app = desk("郑市长").open("analysis/cockpit.py")
    assert "市级部门没有更早的版次，不作升降比较" in plainly(app)
    for table in (each.value for each in app.table[:2]):
        assert set(table["位次变化"]) == set(table["较上期"]) == {"—"}


def test_problems_and_decisions_lead_to_units_and_comparisons(desk, evaluated):
    text = plainly(desk("郑市长").open("analysis/cockpit.py"))
    view = frozen(evaluated)
    for finding in (*view.problems, *view.decisions):
        assert finding.text in text
    assert "/compare?edition=1&mode=peers&board=" in text
    assert f"问题清单（{len(view.problems)}）" in text


def test_lights_stand_with_word_shape_and_rule(desk, evaluated):
    app = desk("郑市长").open("analysis/cockpit.py")
    lamps = app.table[-1].value
    view = frozen(evaluated)
    assert len(lamps) == len(view.lights)
    for row, cells in zip(view.lights, lamps["市级部门"], strict=True):
        assert row.cells[0].light.value in cells
        assert re.search(r"[●▲■]", cells)
        assert f"{row.cells[0].percent}%" in cells.replace("\\", "")
    assert view.rule in plainly(app)


def test_a_wall_shows_the_same_figures_and_nothing_to_press(desk, evaluated):
    later = another_period(evaluated)
    app = desk("郑市长").open("analysis/cockpit.py", wall=1)
    view = frozen(evaluated, later)
    assert [(each.label, each.value, each.delta) for each in app.metric] == [
        (figure.name, figure.value, figure.change) for figure in view.figures
    ]
    departments, lamps, counties = (each.value for each in app.table)
    assert list(departments["总分"]) == [f"{u.total:.2f}" for u in view.boards[0].view.board.units[:13]]
    assert len(counties) == 13
    assert len(lamps) == len(view.lights)
    assert not links(app)
    assert not app.selectbox
    assert "](/unit" not in words(app)


def test_the_brief_and_the_tables_leave_by_the_authorised_route(desk):
    mine = desk("郑市长")
    found = links(mine.open("analysis/cockpit.py"))
    assert found["一页纸（文档）"] == "/api/results/1/brief.docx"
    assert found["一页纸（打印版）"] == "/api/results/1/brief.pdf"
    assert found["一页纸（手机阅读）"] == "/api/results/1/brief.html"
    assert found["导出 Excel"] == "/api/results/1/cockpit.xlsx"
    assert found["导出图片"] == "/api/results/1/cockpit/distribution.png"
    take_away("leader", "analysis:brief:export")
    assert set(links(mine.run())) == {"大屏"}


def test_somebody_whose_permission_was_taken_is_refused_in_chinese(desk):
    mine = desk("郑市长")
    mine.open("analysis/cockpit.py")
    take_away("leader", "analysis:cockpit:read")
    assert not mine.run().metric


def test_before_the_first_edition_the_next_step_is_named(bare_desk):
    app = bare_desk("郑市长").open("analysis/cockpit.py")
    assert "下一步" in app.info[0].value
