"""A questionnaire from a pasted text to statistics: two units, three people each, one at a telephone, one on paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from core.projects.rules import ProjectState
from tests.core.evidence.files import pdf
from tests.journeys import asking
from tests.journeys.desk import PHONE, Desk
from tests.journeys.forms import choose, dialog, fill, press, told, upload
from tests.running.city import City

TITLE = "公共数据共享情况调研"
PASTED = f"""{TITLE}
一、组织保障
1. 是否成立工作专班（单选）
A. 已成立（2分）
B. 未成立
2. 专班牵头领导____
二、数据资源
3. 数据资源总数（个）____
4. 已开展的工作（可多选）
A. 培训（1分）
B. 检查（1分）
"""


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, int]]:
    """The demonstration's city with a project of two units that waits for its questionnaire."""
    made = City.on(tmp_path_factory.mktemp("survey") / "data")
    asking.staffed(made)
    project_id = asking.prepared(made)
    made.start()
    yield made, project_id
    made.stop()


Come = Callable[[str], Desk]


@pytest.fixture(scope="module")
def come(browser: Browser, survey: tuple[City, int]) -> Iterator[Come]:
    """People sit down once and stay."""
    seated: dict[str, Desk] = {}

    def sit(login: str) -> Desk:
        if login not in seated:
            seated[login] = Desk(browser, survey[0], login).sign_in("/")
        return seated[login]

    yield sit
    faults = [fault for desk in seated.values() for fault in desk.faults]
    for desk in seated.values():
        desk.leave()
    assert faults == []


def test_from_a_pasted_text_to_statistics(survey: tuple[City, int], come: Come, tmp_path: Path):
    city, project_id = survey
    designs_and_publishes(come)
    hangs_it_on_the_round(come("pm"), project_id)
    asking.opened(city, project_id)
    fills_together(come)
    hands_in_on_line(come("jiaoti_sh"))
    fills_alone(come("gongan"))
    is_sent_back_and_mended(come)
    assert asking.state(city, project_id) is ProjectState.RUNNING
    hands_in_on_paper(come("gongan"), tmp_path)
    assert asking.state(city, project_id) is ProjectState.FILLED
    reads_statistics(come("pm"), tmp_path)


def designs_and_publishes(come: Come) -> None:
    """The manager pastes, looks, tries out and checks; the bureau publishes."""
    desk = come("pm")
    desk.choose("问卷设计")
    press(desk.main, "导入")
    place = dialog(desk, "导入问卷")
    place.get_by_role("radio", name="粘贴文字").click()
    box = place.get_by_label("问卷文字")
    box.fill(PASTED)
    box.press("Control+Enter")
    expect(place).to_contain_text("读到 2 个章节、4 道题目")
    fill(place, 问卷编号="DY01")
    press(place, "建立为草稿")
    told(desk, "已导入并建立草稿")
    desk.part("预览")
    expect(desk.main.get_by_text("是否成立工作专班").first).to_be_visible()
    desk.part("检查")
    desk.settle()
    bureau = come("bureau")
    bureau.choose("问卷设计")
    bureau.link(TITLE).first.click()
    bureau.settle()
    bureau.part("发布")
    press(bureau.main, "发布")
    press(dialog(bureau, "发布问卷"), "确认发布")
    told(bureau, "第 1 版")


def hangs_it_on_the_round(desk: Desk, project_id: int) -> None:
    """The manager attaches the questionnaire to the round of the project."""
    desk.open(f"/projects?project={project_id}&part=问卷")
    choose(desk, desk.main, "问卷", TITLE)
    press(desk.main, "关联问卷")
    told(desk, "已关联问卷")


def opens_the_form(desk: Desk) -> None:
    """From the first screen to the boxes in one click."""
    desk.open("/home")
    desk.page.get_by_text(f"“{TITLE}”").first.locator("xpath=ancestor::*[self::li or self::div][1]")
    desk.link("去填报").first.click()
    expect(desk.main.get_by_text("专班").first).to_be_visible()
    desk.settle()


def types(desk: Desk, name: str, text: str) -> None:
    """Type into a box and go on to the next; it is kept at once."""
    box = desk.main.get_by_role("textbox", name=name)
    box.fill(text)
    box.press("Tab")
    expect(desk.main.get_by_text("已保存").first).to_be_visible()
    desk.settle()


def fills_together(come: Come) -> None:
    """Three people of one unit; the second at a telephone sees what the first chose."""
    first = come("jiaoti")
    opens_the_form(first)
    first.main.get_by_text("已成立", exact=True).click()
    told(first, "已保存")
    second = come("jiaoti2")
    second.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    opens_the_form(second)
    expect(second.main.get_by_text("同时在线：方晓禾")).to_be_visible()
    types(second, "专班牵头领导", "张副局长")
    third = come("jiaoti3")
    opens_the_form(third)
    third.link("数据资源").first.click()
    third.settle()
    types(third, "数据资源总数", "12")
    third.main.get_by_test_id("stCheckbox").filter(has_text="培训").click()
    expect(third.main.get_by_text("已填完").first).to_be_visible()


def hands_in_on_line(desk: Desk) -> None:
    """The approver reads what was filled and hands it in."""
    desk.open("/home")
    desk.link("去报送").first.click()
    expect(desk.main.get_by_text("可以报送").first).to_be_visible()
    desk.settle()
    press(desk.main, "报送")
    press(dialog(desk, "审核并报送"), "报送")
    told(desk, "第 1 次")


def fills_alone(desk: Desk) -> None:
    """One clerk fills the other unit's form."""
    opens_the_form(desk)
    desk.main.get_by_text("未成立", exact=True).click()
    told(desk, "已保存")
    types(desk, "专班牵头领导", "无")
    desk.link("数据资源").first.click()
    desk.settle()
    types(desk, "数据资源总数", "7")
    desk.main.get_by_test_id("stCheckbox").filter(has_text="检查").click()
    expect(desk.main.get_by_text("已填完").first).to_be_visible()
    desk.settle()


def hands_in_on_paper(desk: Desk, folder: Path) -> None:
    """Printed, signed, scanned, and matched by the code at its foot."""
    paper = desk.saves(lambda: desk.link("打印定稿").click(), folder)
    book = Document(str(paper))
    foot = " ".join(part.text for section in book.sections for part in section.footer.paragraphs)
    (code,) = re.findall(r"[0-9A-F]{5}-[0-9A-F]{5}", foot)
    scan = folder / "签章扫描件.pdf"
    scan.write_bytes(pdf("signed"))
    press(desk.main, "上传签章扫描件")
    place = dialog(desk, "上传签章扫描件")
    fill(place, 页脚校验码=code)
    upload(desk, place, scan)
    press(place, "核对并报送")
    told(desk, "第 1 次")
    expect(desk.main.get_by_text(code).first).to_be_visible()


def is_sent_back_and_mended(come: Come) -> None:
    """The manager sends one unit's form back to two questions; it is mended and handed in again."""
    desk = come("pm")
    desk.choose("填报情况")
    desk.link("市教体局").first.click()
    expect(desk.main.get_by_role("button", name="退回到题")).to_be_enabled()
    desk.settle()
    press(desk.main, "退回到题")
    place = desk.page.get_by_role("dialog")
    for title in ("专班牵头领导", "数据资源总数"):
        place.get_by_text(title).click()
        desk.settle()
    reasons = place.get_by_label(re.compile("的退回理由"))
    expect(reasons).to_have_count(2)
    for at in range(2):
        reasons.nth(at).fill("与平台记录不符，请核对")
        reasons.nth(at).press("Tab")
        desk.settle()
    press(place, "退回所选的题")
    told(desk, "已退回“市教体局”的答卷")
    unit = come("jiaoti")
    opens_the_form(unit)
    expect(unit.main.get_by_text("与平台记录不符").first).to_be_visible()
    types(unit, "专班牵头领导", "李副局长")
    approver = come("jiaoti_sh")
    approver.open("/home")
    approver.link("去报送").first.click()
    expect(approver.main.get_by_text("可以报送").first).to_be_visible()
    approver.settle()
    press(approver.main, "报送")
    press(dialog(approver, "审核并报送"), "报送")
    told(approver, "第 2 次")


def reads_statistics(desk: Desk, folder: Path) -> None:
    """Counts by question, and every answer in one workbook."""
    desk.open("/collected")
    expect(desk.main.get_by_text("全部已报").first).to_be_visible()
    press(desk.main, "导出答卷")
    wide = desk.page.get_by_role("link", name="汇总宽表（已报送）")
    book = load_workbook(desk.saves(wide.click, folder))
    desk.page.keyboard.press("Escape")
    cells = {
        str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None
    }
    assert {"已成立", "未成立", "李副局长", "12", "7"} <= cells
    desk.part("统计")
    expect(desk.main.get_by_text("是否成立工作专班").first).to_be_visible()
