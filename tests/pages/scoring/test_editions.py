"""An edition is named, computed and frozen on one screen."""

from sqlmodel import func, select

from core.results.models import ResultEdition
from core.store.session import reading
from tests.pages.desk import Desk, links, words

BUTTON = "计算并冻结结果版次"


def editions() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(ResultEdition))


def asked_for(mine: Desk, code: str, sets):
    app = mine.open("scoring/editions.py")
    app.text_input(key="editions.code").set_value(code)
    app.text_input(key="editions.title").set_value("德州市2020年度更正结果")
    app.text_input(key="editions.period").set_value("2020年度")
    app.multiselect(key="editions.sets").set_value(sets)
    mine.run()
    app.button[0].click()
    return mine.run()


def test_an_edition_is_frozen_and_listed_with_its_hash(desk):
    app = asked_for(desk("赵敏"), "2020-更正", [1, 2])
    assert app.success[0].value == "已冻结“德州市2020年度更正结果”，可在排名榜查看。"
    assert editions() == 2
    table = app.table[0].value
    assert table["编号"].iloc[0].replace("\\", "") == "2020-更正"
    assert len(table["校验码"].iloc[0]) == 16
    assert table["冻结人"].iloc[0] == "赵敏"


def test_a_code_in_use_is_refused_in_chinese_and_nothing_is_lost(desk):
    app = asked_for(desk("孙项目"), "2020-初评", [2])
    assert "版次编号“2020-初评”已被使用" in app.error[0].value
    assert app.text_input(key="editions.title").value == "德州市2020年度更正结果"
    assert editions() == 1


def test_the_button_waits_until_everything_is_said(desk):
    app = desk("赵敏").open("scoring/editions.py")
    assert app.button[0].label == BUTTON
    assert app.button[0].disabled


def test_an_evaluator_reads_the_list_without_a_form(desk):
    app = desk("李评估").open("scoring/editions.py")
    assert len(app.table[0].value) == 1
    assert BUTTON not in [each.label for each in app.button]


def test_the_list_is_narrowed_and_taken_away_by_those_who_export_boards(desk):
    app = desk("李评估").open("scoring/editions.py", text="2020", kind="初评版")
    assert len(app.table[0].value) == 1
    assert links(app) == {"导出": "/api/lists/editions.xlsx"}
    app = desk("李评估").open("scoring/editions.py", kind="更正版")
    assert "没有符合条件的版次" in words(app)


def test_before_the_first_import_the_next_step_is_named(bare_desk):
    app = bare_desk("赵敏").open("scoring/editions.py")
    assert app.info[0].value.startswith("还没有可用的指标值。")
    assert "指标值导入" in app.info[0].value
    assert "还没有冻结过版次。" in words(app)
