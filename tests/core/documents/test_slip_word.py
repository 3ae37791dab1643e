"""The slip in Word: one strip a person, the rules below."""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document

from core.administration.slips import Slip, SlipLine
from core.documents.slip_word import SLIP_NOTES, slip_word


def test_every_person_has_a_strip_with_password_and_room_to_sign():
    lines = tuple(SlipLine(f"u{n}", f"甲{n}", "某局", "部门填报员", f"pw-{n}") for n in range(3))
    slip = Slip(1, datetime(2026, 3, 2, 1, 0, tzinfo=UTC), "王立新", lines)
    document = Document(BytesIO(slip_word(slip)))
    assert [table.cell(1, 3).text for table in document.tables] == ["pw-0", "pw-1", "pw-2"]
    assert document.tables[0].cell(2, 2).text == "签收人及日期"
    assert [each.text for each in document.paragraphs][-2:] == list(SLIP_NOTES)
    assert "2026-03-02 09:00" in document.paragraphs[0].text
