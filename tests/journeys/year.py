"""What people do again and again in the year that is prepared from nothing."""

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.forms import choose, dialog, fill, press, told

# Code, name, dimension, numerator and denominator, full marks.
INDICATORS = (
    ("G11", "目录编制", "资产清查", "已发布目录数", "应编目录数", 30),
    ("G12", "归集及时", "数据采集", "按期归集次数", "应归集次数", 20),
    ("G21", "共享质量", "数据共享", "抽检合格条数", "抽检条数", 30),
    ("G22", "开放规模", "开放应用", "已开放数据集数", "应开放数据集数", 20),
)
ROUND = "2021年一季度考核"


def filled(template: Path, *, way: str) -> Path:
    """The template with four indicators, saved under the name it is mended under again."""
    book = load_workbook(template)
    for line, (code, name, dimension, numerator, denominator, marks) in enumerate(INDICATORS, 2):
        caliber = f"{numerator}÷{denominator}"
        own = {"编码": code, "名称": name, "维度": dimension, "适用范围": "通用", "含义": f"反映{name}情况",
               "口径": caliber, "来源文件": "国发〔2016〕51号", "来源平台": "市共享交换平台", "佐证要求": "盖章清单",
               "频率": "季", "采集方式": way, "方向": "正向", "单位": "%", "满分": marks}  # fmt: skip
        part = {"编码": f"{code}-1", "指标编码": code, "名称": f"{name}率", "占比": 100, "取数方式": "分子分母",
                "分子名称": numerator, "分母名称": denominator, "单位": "%", "公式": caliber, "计分规则": "线性",
                "参数": "零分线=60%；满分线=100%", "空值处理": "0分"}  # fmt: skip
        for sheet, cells in (("指标", own), ("子项", part)):
            head = {cell.value: cell.column for cell in book[sheet][1]}
            for title, value in cells.items():
                book[sheet].cell(line, head[title], value)
    target = template.with_name("指标.xlsx")
    book.save(target)
    return target


def weighs(desk: Desk) -> None:
    """Points from one indicator to its neighbour; the sum and the effective weights stand beside."""
    for code, points, total in (("G21", "35", "55"), ("G22", "15", "50")):
        field = desk.main.get_by_label(f"{code} 分值")
        field.fill(points)
        field.press("Tab")
        expect(desk.main).to_contain_text(f"改后合计 {total}")
        desk.settle()
    press(desk.main, "保存满分")
    told(desk, "已保存：")
    assert "35.00%" in desk.text()


def turns(desk: Desk, verb: str) -> None:
    """To the next stage, confirmed in its dialog."""
    press(desk.main, verb)
    press(dialog(desk, verb), verb)
    told(desk, "已转为“")


def speaks(desk: Desk, node: str, text: str) -> None:
    """Somebody says what they think of an indicator."""
    choose(desk, desk.main, "对哪个指标提意见", node)
    field = desk.main.get_by_role("textbox", name="意见")
    field.fill(text)
    field.press("Tab")
    press(desk.main, "提交意见")
    told(desk, "意见已提交")


def decides(desk: Desk, decision: str, reason: str) -> None:
    """The one open opinion, found from the first screen."""
    desk.link("去裁定").click()
    expect(desk.heading("体系设计")).to_be_visible()
    desk.settle()
    choose(desk, desk.main, "裁定", decision)
    fill(desk.main, 理由=reason)
    press(desk.main, "保存裁定")
    told(desk, "已裁定“")


def extends_and_chases(desk: Desk, folder: Path) -> None:
    """More time for one unit with reason and approver; text, picture, notices and a call for the others."""
    desk.part("进度与催报")
    assert "已报 1（2.4%）" in desk.text()
    row = desk.main.get_by_role("row").filter(has_text="市公安局").filter(has_text="未报")
    row.get_by_role("link", name="延期").click()
    form = dialog(desk, "延期：市公安局")
    day = form.get_by_label("延至").input_value()[:10]
    later = f"{int(day[:4]) + 1}{day[4:]} 18:00"
    fill(form, 延至=later, 理由="业务系统停机检修", 批准人="李副局长")
    press(form, "核准延期")
    told(desk, "已准予“市公安局”延期，并通知本单位。")
    expect(row).to_contain_text(later)
    press(desk.main, "催报")
    form = dialog(desk, f"催报：{ROUND}")
    late = re.compile("以下单位尚未报送：市公安局（截止 .+ 18:00）、市民政局")
    expect(form.get_by_text(late)).to_be_visible()
    picture = desk.saves(form.get_by_role("link", name="未报名单图片").click, folder)
    assert picture.read_bytes().startswith(b"\x89PNG")
    press(form, "通知 41 个未报单位")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    row.get_by_role("link", name="记催办").click()
    form = dialog(desk, "记催办：市公安局")
    fill(form, 联系人="贺一凡", 结果="答复今日下班前报送")
    press(form, "保存催办记录")
    told(desk, "已记录对“市公安局”的催办。")
    press(desk.main, "催办记录")
    expect(desk.main.get_by_role("row").filter(has_text="答复今日下班前报送")).to_be_visible()
