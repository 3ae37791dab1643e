"""The ranking answers who stands where, as far as the reader reaches."""

from core.projects.models import Project
from core.results import queries
from core.store.session import reading, writing
from tests.builders.periods import another_period
from tests.core.results.test_rounds import filled
from tests.core.results.test_rounds import frozen as frozen_round
from tests.pages.desk import links, words


def frozen(evaluated, audience):
    with reading() as session:
        actor = evaluated.people["郑市长"].actor
        facts = {"edition_id": evaluated.edition_id, "audience": audience}
        return queries.board(session=session, actor=actor, **facts).units


def test_a_leader_reads_every_unit_with_the_numbers_of_the_edition(desk, evaluated):
    for audience in ("department", "county"):
        app = desk("郑市长").open("results/board.py", edition=1, board=audience)
        (table,) = (each.value for each in app.table)
        units = frozen(evaluated, audience)
        assert list(table["总分"]) == [f"{unit.total:.2f}" for unit in units]
        assert list(table["名次"]) == [str(unit.rank) for unit in units]
        assert [f"unit={unit.code})" in cell for unit, cell in zip(units, table["单位"], strict=True)]
        assert len(app.get("plotly_chart")) == 1
        assert f"{len(units)} 个" in words(app)


def test_the_change_of_places_stands_beside_the_total_and_says_against_what(desk, evaluated):
    later = another_period(evaluated)
    app = desk("郑市长").open("results/board.py", edition=later, board="county")
    (table,) = (each.value for each in app.table)
    assert any(cell.startswith("▲ 上升") for cell in table["位次变化"])
    assert "位次变化：县市区与2020年度初评版比较。" in words(app)
    first = desk("郑市长").open("results/board.py", edition=1, board="county")
    assert set(first.table[0].value["位次变化"]) == {"—"}
    assert "没有更早的版次，不作升降比较" in words(first)


def test_one_row_is_not_searched_or_sorted(desk):
    app = desk("陈填报").open("results/board.py")
    assert not app.text_input
    assert links(app)["导出 Excel"]


def test_exports_go_through_the_authorised_route(desk):
    app = desk("郑市长").open("results/board.py", edition=1, board="county")
    assert links(app) == {
        "导出 Excel": "/api/results/1/boards/county.xlsx",
        "导出图片": "/api/results/1/boards/county/ranking.png",
    }
    assert not app.get("download_button")


def test_a_filler_reads_one_row_with_the_rank_in_the_whole(desk, evaluated):
    app = desk("陈填报").open("results/board.py")
    (table,) = (each.value for each in app.table)
    own = next(unit for unit in frozen(evaluated, "department") if unit.code == "M05")
    assert list(table["名次"]) == [str(own.rank)]
    assert "（共 42 个）" in words(app)
    assert "居首" not in words(app)


def test_searching_narrows_and_says_when_nothing_fits(desk):
    mine = desk("郑市长")
    app = mine.open("results/board.py")
    app.text_input(key="board.text").set_value("m05")
    assert len(mine.run().table[0].value) == 1
    app.text_input(key="board.text").set_value("不存在的单位")
    mine.run()
    assert app.info[0].value == "没有名称或代码含“不存在的单位”的单位。"


def test_sorting_follows_the_choice(desk, evaluated):
    mine = desk("郑市长")
    app = mine.open("results/board.py")
    app.selectbox(key="board.order").set_value("单位代码")
    ranks = [int(rank) for rank in mine.run().table[0].value["名次"]]
    units = sorted(frozen(evaluated, "department"), key=lambda unit: unit.code)
    assert ranks == [unit.rank for unit in units]


def test_who_was_excused_from_the_round_is_named_below_the_ranking(desk, evaluated):
    _, round_id = filled(evaluated)
    edition_id = frozen_round(evaluated, round_id)
    app = desk("郑市长").open("results/board.py", edition=edition_id, board="department")
    assert len(app.table[0].value) == 41
    assert "本期缺考核：德州市人民防空办公室（演示：系统整体迁移），不计分、不排名。" in words(app)
    app = desk("郑市长").open("results/unit.py", edition=edition_id, unit="M37")
    assert "本期缺考核，没有得分" in app.error[0].value


def test_what_was_practised_is_read_by_its_address_alone_and_says_so(desk, evaluated):
    project_id, round_id = filled(evaluated)
    with writing() as session:
        session.get_one(Project, project_id).is_rehearsal = True
    edition_id = frozen_round(evaluated, round_id)
    app = desk("赵敏").open("results/board.py")
    assert not app.warning
    assert not [option for option in app.selectbox[0].options if "练习" in option]
    app = desk("赵敏").open("results/board.py", edition=edition_id)
    assert app.warning[0].value.startswith("练习项目的结果：不是最新版次")
    assert app.selectbox[0].value == str(edition_id)
    assert app.selectbox[0].options[0].endswith("（通报版（练习））")
    table = desk("赵敏").open("scoring/editions.py").table[0].value
    assert list(table["类别"])[:1] == ["通报版（练习）"]
