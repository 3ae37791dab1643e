"""The account slip as a Word document: a table to cut into strips, one for each person."""

from io import BytesIO
from typing import Final

from docx import Document
from docx.shared import Mm, Pt

from core.administration.slips import Slip
from core.clock import to_minute

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIP_NOTES = (
    "首次登录须修改初始口令；请勿转借账号，离岗时办理交接。",
    "初始口令只在本单出现，系统不保存明文；遗失请联系系统管理员重置。",
)


def slip_word(slip: Slip) -> bytes:
    """The document's bytes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    font = document.styles["Normal"].font
    font.name, font.size = "仿宋_GB2312", Pt(11)
    document.add_paragraph(f"账号发放单　发放人：{slip.made_by}　{to_minute(slip.made_at)}")
    for line in slip.lines:
        table = document.add_table(rows=0, cols=4, style="Table Grid")
        for left, first, right, second in (
            ("姓名", line.name, "单位", line.unit),
            ("账号", line.login, "初始口令", line.password),
            ("角色", line.roles, "签收人及日期", ""),
        ):
            for cell, text in zip(table.add_row().cells, (left, first, right, second), strict=True):
                cell.text = text
        document.add_paragraph("—" * 24 + " 裁剪线 " + "—" * 16)
    for note in SLIP_NOTES:
        document.add_paragraph(note)
    document.core_properties.title, document.core_properties.author = "账号发放单", "数评"
    target = BytesIO()
    document.save(target)
    return target.getvalue()
