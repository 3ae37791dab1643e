"""The notice has its six sections, its annexes, and its date once it is issued."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from core.designs.notice import default_notice
from core.documents.notice_word import ISSUER, notice_word
from core.indicators.system import Monitored
from tests.core.scoring.boards import county, department


def paragraphs(system, issued=None, **words) -> list[str]:
    notice = replace(default_notice(system), **words)
    return [each.text for each in Document(BytesIO(notice_word(system, notice, issued))).paragraphs]


def test_the_six_sections_stand_in_their_order():
    found = [text for text in paragraphs(department()) if text[1:2] == "、" and text[0] in "一二三四五六"]
    assert found == [
        "一、评估目的",
        "二、评估对象",
        "三、评估内容与指标",
        "四、评估方式",
        "五、时间安排",
        "六、工作要求",
    ]


def test_the_contents_are_those_of_the_system():
    system = replace(department(), monitored=(Monitored("J1", "增速"),))
    told = "\n".join(paragraphs(system))
    assert "评估内容包括资产清查（15分）、" in told
    assert "共 22 项计分指标，满分 100 分" in told
    assert "1 项指标只监测、不计分" in told


def test_a_notice_is_dated_when_it_is_issued_and_open_before():
    assert any("2021年3月20日" in text for text in paragraphs(department(), date(2021, 3, 20)))
    assert any(text.startswith("　　年　月　日") for text in paragraphs(department()))


def test_annexes_are_listed_and_follow_on_pages_of_their_own():
    found = paragraphs(county(), contact="张三 2000000")
    assert any(text.startswith("附件：1．") for text in found)
    assert [text for text in found if text.startswith("附件") and text[2:].isdigit()] == [
        "附件1",
        "附件2",
        "附件3",
    ]
    assert "联系人及电话：张三 2000000" in found
    assert any(ISSUER in text for text in found)
