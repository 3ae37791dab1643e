"""A year prepared from nothing: people, indicators, a system discussed and published, a project started and chased.

One story in one product that held nothing but its first administrator; every step is somebody's click.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.journeys.desk import Desk
from tests.journeys.forms import choose, dialog, fill, press, told, upload
from tests.journeys.year import INDICATORS, ROUND, decides, extends_and_chases, filled, speaks, turns, weighs
from tests.running.city import City

NEW = "河畔-Teal-77-风筝"
PEOPLE = (
    ("lixin", "李新", "Z01", "主管部门"),
    ("zhouxm", "周立衡", "Z01", "项目经理"),
    ("zhuanjia", "陆怀谷", "Z01", "专家"),
    ("jiaoti", "方晓禾", "M05", "部门填报员"),
    ("jiaotish", "韩正川", "M05", "部门审核人"),
    ("gongan", "贺一凡", "M01", "部门填报员"),
)
SYSTEM, VERSION = "德州市市级部门数据共享考核", "2021"
PROJECT = "德州市2021年度公共数据共享绩效评估"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A product with one administrator and nothing done."""
    made = City.bare(tmp_path_factory.mktemp("year") / "data")
    made.start()
    yield made
    made.stop()


Come = Callable[[str], Desk]


@pytest.fixture(scope="module")
def come(browser: Browser, bare: City) -> Iterator[Come]:
    """People sit down once, change the password they were handed, and stay for the year."""
    seated: dict[str, Desk] = {}

    def sit(login: str) -> Desk:
        if login not in seated:
            desk = seated[login] = Desk(browser, bare, login)
            desk.go("/")
            desk.offer(bare.password(login))
            expect(desk.page.get_by_text("请先修改口令")).to_be_visible()
            desk.change_password(NEW)
        return seated[login]

    yield sit
    faults = [fault for desk in seated.values() for fault in desk.faults]
    for desk in seated.values():
        desk.leave()
    assert faults == []


def test_the_administrator_adds_a_unit_and_brings_the_people_in(come: Come, bare: City, tmp_path: Path):
    desk = come("admin")
    desk.choose("机构管理")
    press(desk.main, "新增机构")
    form = dialog(desk, "新增机构")
    choose(desk, form, "类别", "市级部门")
    fill(form, 机构名称="德州市数据发展中心", 机构代码="M43")
    press(form, "新增机构")
    told(desk, "已新增机构“德州市数据发展中心”。")
    desk.choose("用户管理")
    press(desk.main, "导入")
    form = dialog(desk, "导入用户")
    book = load_workbook(desk.saves(form.get_by_role("link", name="下载用户导入模板").click, tmp_path))
    for line, person in enumerate(PEOPLE, 2):
        for column, text in enumerate(person, 1):
            book["用户"].cell(line, column, text)
    book.save(tmp_path / "用户.xlsx")
    upload(desk, form, tmp_path / "用户.xlsx")
    press(form, "导入 6 行")
    slip = dialog(desk, "账号发放单")
    saved = desk.saves(slip.get_by_role("link", name="下载发放单").click, tmp_path)
    lines = [
        row for row in load_workbook(saved)["账号发放单"].iter_rows(min_row=2, values_only=True) if row[4]
    ]
    bare.accounts.update({str(row[0]): str(row[4]) for row in lines})
    assert {row[0] for row in lines} == {login for login, *_ in PEOPLE}
    press(slip, "已交给本人")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_the_bureau_imports_indicators_after_the_faults_of_the_first_file_are_named(
    come: Come, tmp_path: Path
):
    desk = come("lixin")
    desk.choose("指标库")
    press(desk.main, "导入")
    form = dialog(desk, "导入指标")
    template = desk.saves(form.get_by_role("link", name="下载指标库导入模板").click, tmp_path)
    file = filled(template, way="部门自己报")
    upload(desk, form, file)
    expect(form.get_by_text("不认识的“采集方式”").first).to_be_visible()
    expect(form.get_by_text("可填：系统采集、问卷、单位填报、专家").first).to_be_visible()
    upload(desk, form, filled(template, way="单位填报"))
    press(form, "导入 4 行")
    told(desk, "已导入指标：新增 4 个，更新 0 个。")
    assert [row["编码"] for row in desk.rows("指标名称")] == [code for code, *_ in INDICATORS]


def test_the_bureau_composes_a_system_and_its_health_is_good(come: Come):
    desk = come("lixin")
    desk.choose("体系设计")
    press(desk.main, "新建草案")
    form = dialog(desk, "新建体系草案")
    fill(form, 体系名称=SYSTEM, 体系编码="DZBM", 版本=VERSION)
    press(form, "建立草案")
    told(desk, "已建立草案。")
    for code, name, below in (("A", "目录与归集", ("G11", "G12")), ("B", "共享与开放", ("G21", "G22"))):
        press(desk.main, "新增指标")
        form = dialog(desk, "新增指标")
        choose(desk, form, "上级", "（一级）")
        fill(form, 编码=code, 名称=name)
        press(form, "新增指标")
        told(desk, f"{code} {name}")
        press(desk.main, "选用指标")
        form = dialog(desk, "选用指标")
        for each in below:
            box = form.get_by_role("combobox", name="选用的指标")
            box.fill(each)
            desk.page.get_by_role("option").filter(has_text=each).first.click()
        desk.page.keyboard.press("Tab")
        press(form, "选用 2 支指标")
        told(desk, f"已保存：从“指标库”选用 {below[0]}")
    weighs(desk)
    desk.part("体检")
    expect(desk.main.get_by_text("没有红项，也没有提醒，可以发布。")).to_be_visible()


def test_an_expert_reviews_the_office_discusses_and_two_units_are_heard(come: Come, tmp_path: Path):
    bureau, expert = come("lixin"), come("zhuanjia")
    turns(bureau, "提交专家论证")
    expert.choose("我的工作台")
    expert.link("去论证").click()
    expect(expert.heading("体系设计")).to_be_visible()
    expert.settle()
    speaks(expert, "G21", "抽检口径应写明抽样比例")
    bureau.choose("我的工作台")
    decides(bureau, "部分采纳", "按不低于百分之三抽样")
    turns(bureau, "提交专项小组办公室讨论")
    bureau.part("设计档案")
    choose(bureau, bureau.main, "种类", "会议纪要")
    minutes = tmp_path / "会议纪要.docx"
    document = Document()
    document.add_paragraph("专项小组办公室会议纪要")
    document.save(str(minutes))
    upload(bureau, bureau.main, minutes)
    press(bureau.main, "归档文件")
    told(bureau, "已归档“会议纪要.docx”。")
    turns(bureau, "开始征求意见")
    for login in ("jiaoti", "gongan"):
        unit = come(login)
        unit.choose("我的工作台")
        unit.link("去答复").click()
        expect(unit.heading("征求意见")).to_be_visible()
        unit.settle()
    speaks(come("jiaoti"), "G12", "寒暑假期间建议不计归集次数")
    press(come("gongan").main, "答复“无意见”")
    told(come("gongan"), "已答复：无意见。")
    bureau.choose("我的工作台")
    decides(bureau, "不采纳", "归集计划已扣除假期")


def test_the_system_is_published_with_its_notice(come: Come, tmp_path: Path):
    desk = come("lixin")
    desk.part("发布")
    fill(desk.main, 发文字号="数德专组办发〔2021〕1号")
    press(desk.main, "保存通知内容")
    told(desk, "通知内容已保存。")
    press(desk.main, "发布体系")
    press(dialog(desk, "发布体系"), "确认发布")
    told(desk, f"已发布“{SYSTEM} {VERSION}”并冻结")
    notice = desk.saves(desk.link("下载通知（Word）").click, tmp_path)
    words = "\n".join(paragraph.text for paragraph in Document(str(notice)).paragraphs)
    assert "数德专组办发〔2021〕1号" in words
    assert "评估内容包括目录与归集（50分）、共享与开放（50分）等2个方面，共4项计分指标" in words.replace(
        " ", ""
    )
    assert "保存通知内容" not in desk.text()


def test_a_project_lacks_what_the_start_check_lists_and_then_starts_for_all_units(come: Come):
    desk = come("lixin")
    desk.choose("评估项目")
    press(desk.main, "新建项目")
    form = dialog(desk, "新建评估项目")
    fill(form, 项目编号="DZ2021", 项目名称=PROJECT, 年度="2021")
    press(form, "创建项目")
    told(desk, f"已创建项目“{PROJECT}”")
    expect(desk.main.get_by_text("还不能启动，缺 2 项")).to_be_visible()
    desk.part("考核对象")
    desk.main.get_by_test_id("stMultiSelect").filter(has_text="县市区").get_by_role(
        "button", name="清除"
    ).click()
    press(desk.main, "保存考核对象（42 个）")
    told(desk, "已选定 42 个考核对象。")
    desk.part("轮次")
    desk.main.locator("summary").filter(has_text="添加轮次").click()
    choose(desk, desk.main, "添加哪一轮", "其他")
    expect(desk.main.get_by_label("轮次编号")).to_have_value("")
    fill(desk.main, 轮次编号="2021-一季度", 轮次名称=ROUND, 考核期="2021年一季度")
    press(desk.main, "添加轮次")
    told(desk, f"已添加轮次“{ROUND}”。")
    desk.part("状态")
    fill(desk.main, 理由或依据="经市大数据局主任办公会研究同意")
    press(desk.main, "启动项目")
    told(desk, "项目已从“未开始”转为“进行中”。")


def test_units_sign_and_hand_in_one_has_more_time_and_the_rest_are_chased(come: Come, tmp_path: Path):
    manager, filler, approver = come("zhouxm"), come("jiaoti"), come("jiaotish")
    filler.choose("我的工作台")
    filler.link("去签收").click()
    filler.link("签收").last.click()
    press(dialog(filler, "签收：市教体局"), "签收任务")
    told(filler, "已签收 1 个轮次的任务。")
    manager.choose("评估项目")
    manager.link(PROJECT).click()
    expect(manager.main.get_by_text("办理轮次")).to_be_visible()
    manager.settle()
    fill(manager.main, 理由或依据="按年度工作安排")
    press(manager.main, f"开放轮次“{ROUND}”")
    told(manager, f"轮次“{ROUND}”现在开放中。")
    approver.choose("我的工作台")
    approver.link("去报送").click()
    approver.link("报送").last.click()
    form = dialog(approver, "报送：市教体局")
    form.get_by_text("本单位负责人已审核同意").click()
    press(form, "确认并报送")
    told(approver, "“市教体局”已报送。")
    extends_and_chases(manager, tmp_path)
    gongan = come("gongan")
    gongan.choose("通知")
    assert {"延期", "催报"} <= {row["类别"] for row in gongan.rows("类别")}
