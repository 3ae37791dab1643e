"""The second of two editors is told what the first one did."""

import pytest
from sqlalchemy import Engine

from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import record
from core.errors import Conflict
from core.store.session import reading, writing

FIRST = Actor(7, "王立新")


def test_both_values_author_and_time_are_told(engine: Engine, at):
    at("2026-03-02 09:30")
    with writing() as session:
        record(session=session, actor=FIRST, action="x:y:edit", object_type="unit", object_id="5")
    with reading() as session, pytest.raises(Conflict) as refused:
        refuse_stale(
            session,
            object_type="unit",
            object_id=5,
            name="市公安局",
            fields={"简称": ("公安", "市公安"), "参评": (True, True)},
        )
    assert str(refused.value) == (
        "“市公安局”已被王立新于 2026-03-02 09:30 修改，您的改动没有保存：简称现为“公安”，您要改为“市公安”"
        "。处理办法：核对新值后，仍需修改的请重新打开再提交"
    )


def test_without_an_entry_somebody_else_is_named(engine: Engine):
    with reading() as session, pytest.raises(Conflict, match="已被他人修改，您的改动没有保存。"):
        refuse_stale(session, object_type="unit", object_id=5, name="市公安局", fields={})
