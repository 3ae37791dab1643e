"""Kept files are listed with who handed them in, how large they are and whether they can be looked at."""

import pytest

from core.clock import now
from core.evidence.queries import HeldFile, held_files
from core.evidence.service import HandedFile, receive
from core.store.session import reading, writing
from tests.core.evidence.files import OFD, PDF


def test_files_are_found_by_their_numbers_with_the_person_who_handed_them_in(people):
    with writing() as session:
        ids = [
            receive(session=session, actor=people["陈填报"].actor, file=HandedFile(name, data)).id
            for name, data in (("通知.pdf", PDF), ("证照.ofd", OFD))
        ]
    with reading() as session:
        assert held_files(session, [None]) == {}
        found = held_files(session, [*ids, None, 999])
    assert list(found) == ids
    first, second = found.values()
    assert (first.name, first.by, first.size, first.has_pages) == ("通知.pdf", "陈填报", len(PDF), True)
    assert not second.has_pages


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 字节"), (1023, "1023 字节"), (1024, "1.0 KB"), (3_565_158, "3.4 MB")]
)
def test_a_size_is_written_as_people_read_it(size, words):
    assert HeldFile(1, "a", size, "", "", now()).size_in_words == words
