"""What a file is is read from its bytes, and each answer has a Chinese name."""

import pytest

from core.evidence.contents import NAMES, content_code
from tests.core.evidence.files import DOCX, GOOD, HTML, OFD, PDF, PROGRAM, XLS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PDF, "pdf"),
        (OFD, "ofd"),
        (DOCX, "docx"),
        (XLS, "xls"),
        (HTML, "markup"),
        (PROGRAM, "program"),
        ("MZ 型设备清单".encode(), "text"),
        (b"\x1f\x8b\x08\0" + bytes(20), "packed"),
        (b"\0\0\0\x20ftypisom" + bytes(20), "film"),
        (b"\xff\xfea\0", "utf16"),
        (bytes(range(256)), "unknown"),
        (b"", "text"),
    ],
)
def test_bytes_tell_what_they_are(data, code):
    assert content_code(data) == code


def test_every_code_has_a_name_people_understand():
    assert {content_code(data) for data in GOOD.values()} <= set(NAMES)
    assert all(NAMES.values())
