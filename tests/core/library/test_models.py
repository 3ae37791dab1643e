"""Versions of indicators are kept by the database itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.store.session import writing
from tests.core.library.conftest import held


@pytest.mark.parametrize(
    "act_on", ["update library_versions set reason = 'x'", "delete from library_versions"]
)
def test_no_version_is_changed_or_taken_away_whoever_asks(added, act_on):
    with pytest.raises(DBAPIError, match="只能新增"), writing() as session:
        session.execute(text(act_on))
    assert held("X1").number == 1
