"""A form on paper shows every question it asks, what was chosen, and where it is signed."""

from io import BytesIO

import pytest
from docx import Document

from core.documents.form_word import SIGNED, Filling, form_word
from tests.builders.questionnaires import FORM, FULL
from tests.core.documents.opened import texts

HEAD = (("填报单位", "德城区"), ("状态", "待签章"))
FOOTER = "问卷第 1 版 · 答卷编号 WJ1-0001 · 校验码 3F2A9-C01D7"


def written(filling):
    data = form_word(FORM, filling, head=HEAD, footer=FOOTER)
    return Document(BytesIO(data)), data


def tables(document):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_blank_form_asks_everything_with_boxes_to_tick():
    document, _data = written(Filling())
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "A2　专班牵头领导（文本，必填）" in lines, "what depends on an answer is printed as well"
    assert any(line.startswith("□ 已成立　　□ 未成立　　□ 其他＿") for line in lines)
    matrix = tables(document)[1]
    assert matrix[0] == ["", "资源数", "更新方式", "说明"]
    assert matrix[1] == ["基础信息", "", "□ 自动\n□ 人工", ""]


def test_a_filled_form_ticks_what_was_chosen_and_adds_its_columns_up():
    seen = frozenset(FORM.question_by_code) - {"A2"}
    filling = Filling(
        FULL | {"A1": "c", "A1+c": "由专班代管", "A3?": "尚在研究"}, {"A5": ["印发文件.pdf"]}, seen
    )
    document, _data = written(filling)
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "□ 已成立　　□ 未成立　　☑ 其他：由专班代管" in lines
    assert "☑ 培训　　☑ 检查　　□ 都没有" in lines
    assert "附件：印发文件.pdf" in lines
    assert "缺答说明：尚在研究" in lines
    assert not any("A2" in line for line in lines), "what the unit was not shown is not on its paper"
    head, matrix, signed = tables(document)
    assert head == [list(each) for each in HEAD]
    assert matrix[1:] == [
        ["基础信息", "7", "自动", ""],
        ["业务信息", "5", "人工", ""],
        ["合计", "12", "", ""],
    ]
    assert [signed[0][0], signed[0][2], signed[1][0], signed[1][2]] == list(SIGNED)


def test_every_page_bears_the_check_code_and_its_number():
    document, data = written(Filling())
    (section,) = document.sections
    assert section.footer.paragraphs[0].text.startswith(FOOTER)
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert not document.settings.odd_and_even_pages_header_footer
    assert " PAGE " in texts(data)
    assert " NUMPAGES " in texts(data)
