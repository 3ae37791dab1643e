"""History is kept by value and nobody rewrites it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.administration.unit_history import Word, keep
from core.organisations.models import Organisation
from core.organisations.rules import ChangeKind
from core.store.session import writing


def test_history_cannot_be_changed_or_deleted(people, unit):
    with writing() as session:
        held = session.get_one(Organisation, unit("M01").id)
        keep(
            session,
            people["王立新"].actor,
            held,
            ChangeKind.MOVED,
            before="甲",
            after="乙",
            word=Word("理", "据"),
        )
    for statement in ("update organisation_changes set reason = ''", "delete from organisation_changes"):
        with pytest.raises(DBAPIError, match="只能新增"), writing() as session:
            session.execute(text(statement))
    assert ChangeKind.MOVED.label == "移动"
