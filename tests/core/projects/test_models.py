"""The tables hold what must never be twice."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core.errors import Conflict
from core.projects.models import Project, ProjectMove
from core.store.session import reading, writing
from tests.builders.projects import created, held, running


def test_a_project_code_is_there_once_whoever_writes_it(evaluated):
    row = held(evaluated, created(evaluated))
    moment = row.created_at
    again = Project(
        code=row.code, name="另一个", year=2021, created_at=moment, created_by="赵敏", changed_at=moment
    )
    with pytest.raises(Conflict, match="已经提交过"), writing() as session:
        session.add(again)
    assert row.version == 1


def test_moves_stay_as_they_were_made(evaluated):
    running(evaluated)
    for statement in ("update project_moves set reason = '改'", "delete from project_moves"):
        with (
            pytest.raises(DBAPIError, match="只能新增，不能修改或删除"),
            evaluated.engine.begin() as connection,
        ):
            connection.execute(text(statement))
    with reading() as session:
        assert len(session.exec(select(ProjectMove)).all()) == 1
