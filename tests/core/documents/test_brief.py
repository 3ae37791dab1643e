"""The brief says what the cockpit says, number for number."""

from core.documents.brief import DECISIONS, ENDS, PROBLEMS, RANKING, brief
from tests.core.results.boards import city


def test_every_figure_and_every_row_is_the_cockpits():
    view = city()
    made = brief(view)
    assert made.figures == tuple((figure.name, figure.value, figure.change) for figure in view.figures)
    for ranking, change in zip(made.rankings, view.boards, strict=True):
        units = change.view.board.units
        shown = (*units[:ENDS], *units[-ENDS:])
        assert all(len(row) == len(RANKING) for row in ranking.rows)
        assert [row[:3] for row in ranking.rows] == [
            (str(unit.rank), unit.short_name, f"{unit.total:.2f}") for unit in shown
        ]
    assert [text.split("，")[0] for text in made.summary] == [
        headline.lead.split("，")[0] for headline in view.headlines
    ]


def test_it_names_its_edition_its_comparison_and_the_rule_of_the_lights():
    made = brief(city())
    assert "校验码 abababab" in made.source
    assert "与2020年三季度通报版比较" in made.basis
    assert "80%" in made.rule
    assert made.name == "2020年度初评版一页纸简报-abababab"


def test_long_lists_are_cut_to_the_page_and_say_how_much_is_left():
    view = city()
    made = brief(view)
    assert len(made.problems) <= PROBLEMS + 1
    assert len(made.decisions) <= DECISIONS + 1
    if len(view.problems) > PROBLEMS:
        assert made.problems[-1] == f"另有 {len(view.problems) - PROBLEMS} 条，见系统。"


def test_with_one_edition_it_says_that_nothing_is_compared():
    made = brief(city(compared=False))
    assert "没有更早的版次" in made.basis
    assert all(row[3:5] == ("—", "—") for ranking in made.rankings for row in ranking.rows)
