"""Where values of code lists are stored."""

from core.administration.dictionary_uses import USES, uses_of
from core.dictionaries.queries import types
from core.store.base import Base
from core.store.session import reading


def test_every_place_named_is_a_list_a_table_and_a_column_that_exist(people):
    with reading() as session:
        assert set(USES) <= {kind.code for kind in types(session)}
    for places in USES.values():
        for table, column, _ in places:
            assert column in Base.metadata.tables[table].columns


def test_uses_are_counted_in_words(people):
    with reading() as session:
        assert uses_of(session, "organisation_kind", "county") == ["13 个机构"]
        assert uses_of(session, "theme", "201") == []
