"""The directory of a compound file is followed as far as it is sound, and no further."""

import struct

import pytest

from core.evidence.compound import stream_names
from tests.core.evidence.files import DOC, compound


def test_the_streams_are_named_also_where_the_directory_is_long():
    assert stream_names(DOC) == {"Root Entry", "WordDocument"}
    many = [f"流{number}" for number in range(200)]
    assert stream_names(compound(*many)) == {"Root Entry", *many}


def altered(at: int, form: str, value: int) -> bytes:
    data = bytearray(DOC)
    struct.pack_into(form, data, at, value)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not one",
        DOC[:100],
        DOC[:600],
        altered(30, "<H", 31),
        altered(48, "<I", 0x7FFFFFFF),
        altered(76, "<I", 0x7FFFFFFF),
        altered(516, "<I", 1),
    ],
    ids=["empty", "other", "cut head", "cut table", "sector size", "far directory", "far table", "circle"],
)
def test_a_directory_that_leads_nowhere_is_an_error_and_no_loop(data):
    with pytest.raises(ValueError, match=r"compound|sector|directory"):
        stream_names(data)
