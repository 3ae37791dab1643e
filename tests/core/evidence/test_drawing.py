"""The child answers a count, a picture or one problem, each told by its first letter."""

import json

import pytest

from core.evidence.drawing import answer
from tests.core.evidence import files

PDF = {"preview": "pdf", "content": "pdf"}
PNG = {"preview": "image", "content": "png"}


@pytest.mark.parametrize(
    ("request_", "data", "head"),
    [
        ({**PDF, "page": 0}, files.pdf("a", "b", "c"), b"C3"),
        ({**PDF, "page": 3}, files.pdf("a", "b", "c"), b"I\x89PNG"),
        ({**PNG, "page": 0}, files.picture(), b"C1"),
        ({**PNG, "page": 1}, files.picture(), b"I\x89PNG"),
        ({**PDF, "page": 4}, files.pdf("a", "b", "c"), b"P"),
        ({**PNG, "page": 2}, files.picture(), b"P"),
        # A picture is read as what it was recognised as, whatever else its bytes could be read as.
        ({**PNG, "page": 1}, files.picture("GIF"), b"P"),
    ],
)
def test_the_first_letter_tells_what_is_answered(request_, data, head):
    got = answer(request_, data)
    assert got.startswith(head)
    if head == b"P":
        rule, _, remedy, *_ = json.loads(got[1:])
        assert rule
        assert remedy
