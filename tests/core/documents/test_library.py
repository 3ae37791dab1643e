"""What leaves the library can come in again; the template offers the words of the dictionaries."""

import pytest

from core.documents import library
from core.errors import NotAllowed
from core.evidence.service import XLSX, FileContent
from core.library.intake import import_library, preview_library
from core.library.sheet import read_library, write_library
from core.store.session import reading, writing
from tests.builders.indicators import TERMS, many
from tests.core.documents.opened import sheets


def asked(people, who: str, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=people[who].actor, **facts)


def test_an_exported_library_is_imported_again_without_a_change(people):
    data = write_library(many(30), TERMS)
    lines, _ = read_library(data, "库.xlsx")
    with writing() as session:
        source = FileContent("库.xlsx", XLSX, data)
        import_library(session=session, actor=people["赵敏"].actor, lines=lines, source=source)
    content = asked(people, "李评估", library.library_file)
    lines, faults = read_library(content.data, content.name)
    seen = asked(people, "赵敏", preview_library, lines=lines, faults=faults)
    assert (seen.added, seen.updated, seen.unchanged, seen.failed) == (0, 0, 30, 0)


def test_the_template_is_empty_and_explained(people):
    content = asked(people, "赵敏", library.library_template_file)
    assert list(sheets(content.data))[:5] == ["指标", "子项", "清单项", "附加扣分", "填写说明"]


def test_who_may_not_gets_nothing(people):
    for verb in (library.library_file, library.library_template_file):
        with pytest.raises(NotAllowed):
            asked(people, "陈填报", verb)
    with pytest.raises(NotAllowed):
        asked(people, "李评估", library.library_template_file)
