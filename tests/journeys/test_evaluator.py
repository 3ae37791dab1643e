"""An evaluator's morning: how the collection stands, a number down to its rows, fetching anew, one indicator over
all units; then the project manager computes the round."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import Desk
from tests.journeys.facts import LOGINS, edition, editions
from tests.running.city import City
from tests.running.fixtures import own_city
from tests.running.server import kill, sidecar

# Its values move what others read.
__all__ = ["own_city"]

METRIC = "B25-1"
# Twenty-five runs take seconds on a free machine.
LOOKS = 60
DONE = "● 完成"


@pytest.fixture(scope="module")
def evaluator(browser: Browser, city: City) -> Iterator[Desk]:
    """The evaluator, who signs in once and stays for the day."""
    desk = Desk(browser, city, LOGINS["evaluator"]).sign_in("/")
    yield desk
    desk.leave()
    assert desk.faults == []


@pytest.fixture
def worker(city: City) -> Iterator[None]:
    """The sidecar at work beside the city's server."""
    process = sidecar(city.data_dir)
    yield
    kill(process)


def test_from_the_first_screen_down_to_the_rows_a_source_gave(evaluator: Desk):
    desk = evaluator
    expect(desk.heading("我的工作台")).to_be_visible()
    expect(desk.page.get_by_text("市级部门采集：未采集 2 格")).to_be_visible()
    desk.link("去处理").first.click()
    expect(desk.heading("采集状态")).to_be_visible()
    desk.settle()
    assert "未采集 2 格" in desk.text()
    opens_a_metric_and_its_run(desk)
    unit = opens_the_draft_of_the_last_unit(desk)
    numbers = [row["数值"] for row in desk.rows("出处")]
    desk.page.get_by_test_id("stTable").last.get_by_role("link").first.click()
    expect(desk.page.get_by_text("取得的数（共 2 个）")).to_be_visible()
    desk.settle()
    rows = desk.rows("内容")
    assert [row["数值"] for row in rows] == numbers
    assert all(f"（{unit}）" in row["单位"] for row in rows)


def opens_a_metric_and_its_run(desk: Desk) -> None:
    """From the list of metrics to its runs, one a round, from the newest to what was asked and what came."""
    desk.link(METRIC).click()
    expect(desk.page.get_by_text("共 5 条")).to_be_visible()
    desk.settle()
    row = desk.rows("行数")[0]
    assert (row["结果"], row["单位数"]) == (DONE, "41")
    desk.link(row["运行"]).click()
    expect(desk.page.get_by_text("数据源：")).to_be_visible()
    desk.settle()
    desk.page.get_by_text("查询语句").click()
    expect(desk.page.get_by_text("select provider_org as unit")).to_be_visible()
    assert len(desk.rows("内容")) == 20


def opens_the_draft_of_the_last_unit(desk: Desk) -> str:
    """The draft totals beside the edition's; the last unit opened. Returns its code."""
    desk.page.get_by_role("radio", name="草稿得分").click()
    expect(desk.page.get_by_text("个的草稿总分与版次不同")).to_be_visible()
    desk.settle()
    rows = desk.rows("草稿总分")
    assert len(rows) == 42
    assert {row["草稿总分"] == row["版次总分"] for row in rows} == {True}
    desk.link(rows[-1]["单位"]).click()
    # The first unit's numbers stand there until the chosen one's are drawn.
    chosen = re.compile(re.escape(rows[-1]["单位"]))
    expect(desk.page.get_by_role("combobox", name="单位")).to_have_value(chosen)
    desk.settle()
    return re.findall(r"unit=(M\d+)", desk.where)[0]


def test_fetching_now_is_seen_through_to_its_end(worker: None, evaluator: Desk):
    desk = evaluator
    desk.choose("采集状态")
    desk.page.get_by_role("button", name="立即采集").click()
    asked = desk.page.get_by_text("已发起 25 项指标的采集")
    expect(asked).to_be_visible()
    desk.settle()
    asked.get_by_role("link", name="运行记录").click()
    expect(desk.page.get_by_text("共 150 条")).to_be_visible()
    desk.settle()
    for _ in range(LOOKS):
        rows = desk.rows("行数")
        if all(row["结果"] == DONE for row in rows):
            break
        desk.page.wait_for_timeout(1000)
        desk.page.get_by_role("button", name="刷新").click()
        desk.settle()
    assert {(row["结果"], row["缘由"]) for row in rows} == {(DONE, "立即采集")}
    desk.page.get_by_role("radio", name="指标与单位").click()
    expect(desk.page.get_by_text("格需要处理")).to_be_visible()
    assert "失败 0 格" in desk.text()


def test_one_indicator_over_all_units_leads_to_the_reason_of_the_last(evaluator: Desk):
    desk = evaluator
    desk.choose("对比分析")
    desk.page.get_by_role("radio", name="同类").click()
    expect(desk.page.get_by_text("同类对比：")).to_be_visible()
    desk.settle()
    desk.page.get_by_role("combobox", name="指标").fill("B21")
    desk.page.get_by_role("option", name="B21 归集渠道").click()
    expect(desk.page.get_by_text("B21 归集渠道 前三平均得分率")).to_be_visible()
    desk.settle()
    rows = desk.rows("距前三平均")
    assert len(rows) == 42
    rates = [float(row["得分率"].rstrip("%")) for row in rows]
    assert rates == sorted(rates, reverse=True)
    assert rows[-1]["单位"] in desk.page.get_by_text("差距最大的是").inner_text()
    desk.link(rows[-1]["单位"]).last.click()
    expect(
        desk.page.get_by_role("heading", name=f"B21 归集渠道　得 {rows[-1]['得分']} / 4 分")
    ).to_be_visible()
    desk.settle()
    assert all(row["扣分"] for row in desk.rows("得分比例"))


def test_the_round_is_opened_by_the_evaluator_and_computed_by_the_manager(
    city: City, evaluator: Desk, visit: Visit
):
    evaluator.choose("我的工作台")
    opens_the_round(evaluator)
    expect(evaluator.page.get_by_text("试算与冻结由主管部门或项目经理办理。")).to_be_visible()
    manager = visit(LOGINS["project_manager"]).sign_in("/")
    opens_the_round(manager)
    manager.page.get_by_role("radio", name="试算与冻结").click()
    manager.page.get_by_role("button", name="试算本轮次").click()
    expect(manager.page.get_by_text("试算不留存")).to_be_visible()
    manager.settle()
    previewed = {row["考核对象"]: row["平均分"] for row in manager.rows("平均分")}
    assert {row["还不能计分"] for row in manager.rows("平均分")} == {"无"}
    before = len(editions(city))
    manager.link(edition(city).code).click()
    expect(manager.heading("排名榜")).to_be_visible()
    manager.settle()
    assert f"平均 {previewed['市级部门']} 分" in manager.text()
    manager.page.get_by_role("radio", name="县市区").click()
    expect(manager.page.get_by_text("13 个县市区平均")).to_be_visible()
    assert f"平均 {previewed['县市区']} 分" in manager.text()
    assert len(editions(city)) == before


def opens_the_round(desk: Desk) -> None:
    """From what is going on, on the first screen, to the project with its rounds."""
    desk.link("› 2020年度初评").click()
    expect(desk.heading("评估项目")).to_be_visible()
    expect(desk.page.get_by_text("办理轮次")).to_be_visible()
    desk.settle()
    assert desk.rows("开放—截止")[-1]["轮次"] == "2020年度初评"
