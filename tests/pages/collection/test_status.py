"""How fresh the numbers are, what each run brought, and what the draft makes of them."""

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import func, select

from connectors.collecting import work_off
from connectors.platforms.demo import address
from core.collection.models import CollectionRun
from core.jobs.service import run_job
from core.jobs.table import JOBS
from core.store.session import reading, writing
from tests.builders.collecting import collect_city
from tests.pages.desk import links, take_away, words

SCREEN = "collection/status.py"


@pytest.fixture
def collected(evaluated):
    """The city after its first collection, the sidecar alive."""
    collect_city(evaluated)
    with writing() as session:
        run_job(session=session, job=JOBS[0], holder="边车")
    return evaluated


def runs() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(CollectionRun)).one()


def test_the_first_sentence_counts_the_cells_and_names_the_next_run(collected, desk):
    app = desk("李评估").open(SCREEN)
    said = words(app)
    assert (
        "市级部门 25 项指标、42 个单位：正常 **1,044** 格，迟到 **0** 格，失败 **0** 格，未采集 **2** 格；下次采集"
        in said
    )
    assert len(app.get("plotly_chart")) == 1
    assert list(app.table[0].value["正常"])[:3] == ["42", "42", "42"]
    assert links(app) == {
        "导出 Excel": "/api/collection/1/status.xlsx",
        "导出图片": "/api/collection/1/status.png",
    }


def test_what_failed_is_named_with_the_time_of_its_last_good_numbers(collected, desk):
    engine = create_engine(address())
    with engine.begin() as connection:
        connection.execute(text("drop table probe_log"))
    engine.dispose()
    mine = desk("李评估")
    app = mine.open(SCREEN)
    app.button(key="collection.start").click()
    mine.run()
    assert "已发起 25 项指标的采集" in app.success[0].value
    work_off("边车")
    mine.open(SCREEN, state="失败")
    assert "失败 **39** 格（数据最早停在" in words(app)
    assert list(app.table[0].value["需要处理"]) == ["✕ 失败 39"]
    assert len(app.table[1].value) == 20
    mine.open(SCREEN, section="运行记录", result="failed")
    assert "probe\\_log" in app.table[0].value["说明"][0]


def test_a_second_click_asks_nothing_twice_and_says_so(collected, desk):
    mine, other = desk("李评估"), desk("孙项目")
    for at, somebody in enumerate((mine, other)):
        app = somebody.open(SCREEN)
        app.button(key="collection.start").click()
        somebody.run()
        assert bool(app.error) is bool(at)
    assert "没有重复发起" in app.error[0].value
    assert runs() == 75


def test_a_permission_taken_away_meanwhile_stops_the_click(collected, desk):
    mine = desk("李评估")
    app = mine.open(SCREEN)
    take_away("evaluator", "collection:run:start")
    app.button(key="collection.start").click()
    mine.run()
    assert runs() == 50


def test_a_run_opens_with_its_query_its_hash_and_a_sample(collected, desk):
    app = desk("李评估").open(SCREEN, run=1)
    said = words(app)
    assert "**采集运行 1**" in said
    assert "结果校验值：" in said
    assert "select provider_org as unit" in app.code[0].value
    assert len(app.table[0].value) == 20
    assert len(app.table[1].value) == 20
    assert "共 25 条" in said
    assert "取得的数（共 84 个，列出前 20 个）" in said


def test_a_run_reached_from_a_units_trace_shows_that_units_numbers_and_the_way_to_all(collected, desk):
    app = desk("李评估").open(SCREEN, run=1, unit="M30")
    shown = app.table[0].value
    assert list(shown["内容"]) == ["分子", "分母"]
    assert all(cell.endswith("（M30）") for cell in shown["单位"])
    assert "取得的数（共 2 个）　[全部单位](/collection?system=1&run=1)" in words(app)
    filler = desk("陈填报").open(SCREEN, run=1, unit="M30")
    assert "取得的数" not in words(filler)


def test_an_unknown_run_is_refused_in_words(collected, desk):
    assert "没有这次采集运行" in desk("李评估").open(SCREEN, run=999).error[0].value


def test_the_draft_opens_a_metric_down_to_its_run(collected, desk):
    app = desk("李评估").open(SCREEN, section="草稿得分", unit="M05", metric="B21-1")
    said = words(app)
    assert "42 个单位中 **0** 个的草稿总分与版次不同" in said
    assert set(app.table[0].value["差"]) == {"0.00"}
    sources = app.table[1].value
    assert all(
        "采集运行 1：数据源“市共享交换平台（演示）”" in place.replace("\\", "") for place in sources["出处"]
    )
    assert sources["运行"][0] == "[1](/collection?system=1&run=1&unit=M05)"
    assert links(app)["导出 Excel"] == "/api/collection/1/draft.xlsx"


def test_a_leader_reads_without_buttons_and_a_department_sees_itself(collected, desk):
    leader = desk("郑市长").open(SCREEN)
    assert "立即采集" not in [button.label for button in leader.button]
    filler = desk("陈填报").open(SCREEN)
    assert "市级部门 25 项指标、1 个单位：正常 **25** 格" in words(filler)
    opened = desk("陈填报").open(SCREEN, run=1)
    assert not opened.code
    assert {cell.split("（")[0] for cell in opened.table[0].value["单位"]} == {"德州市教育和体育局"}


def test_who_reaches_no_unit_still_reads_the_runs(collected, desk):
    app = desk("韩运维").open(SCREEN)
    assert "您的数据范围内没有考核对象" in words(app)
    assert len(app.table[0].value) == 20
    assert len(desk("韩运维").open(SCREEN, section="运行记录").table[0].value) == 20


def test_a_silent_sidecar_and_an_empty_city_say_what_to_do(evaluated, desk):
    assert "还没有系统采集的指标" in words(desk("李评估").open(SCREEN))
    collect_city(evaluated)
    assert "采集进程从未启动" in words(desk("李评估").open(SCREEN))
