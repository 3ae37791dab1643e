"""What was moved and filed stays as it was, whoever asks the database itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from core.designs.models import DesignFile, DesignMove
from core.designs.rules import Stage
from core.store.session import reading, writing
from tests.core.designs.drafting import brought_to


@pytest.mark.parametrize("table", [DesignMove, DesignFile])
def test_moves_and_files_of_a_draft_are_only_ever_added(people, at, table):
    at("2026-03-02 09:00")
    brought_to(people, Stage.SOLICITING)
    for statement in ("update {} set person_name = '别人'", "delete from {}"):
        with pytest.raises(DatabaseError, match="只能新增"), writing() as session:
            session.exec(text(statement.format(table.__tablename__)))
    with reading() as session:
        assert "赵敏" in session.exec(select(col(table.person_name))).all()
