"""Reading dictionaries."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.audit.actor import Actor
from core.dictionaries import queries, service
from core.dictionaries.models import DictionaryItem
from core.errors import NotFound
from core.store.session import reading, writing


@pytest.fixture
def session(engine: Engine):
    with writing(engine) as session:
        service.load_reference(session=session, actor=Actor.system())
        off = select(DictionaryItem).where(
            col(DictionaryItem.type_code) == "update_cycle", col(DictionaryItem.value) == "5"
        )
        session.exec(off).one().is_active = False
    with reading(engine) as session:
        yield session


def test_people_choose_among_active_items_in_order(session: Session):
    assert [item.label for item in queries.items(session, "update_cycle")] == [
        "实时",
        "每日",
        "每周",
        "每月",
        "每年",
        "其他(须说明)",
    ]
    assert len(queries.items(session, "update_cycle", active_only=False)) == 7


def test_a_value_switched_off_is_still_read(session: Session):
    assert queries.label(session, "update_cycle", "5") == "每季度"
    assert list(queries.labels(session, "update_cycle")) == ["1", "2", "3", "4", "5", "6", "9"]


def test_an_unknown_value_shows_itself(session: Session):
    assert queries.label(session, "update_cycle", "7") == "7"


def test_an_unknown_dictionary_is_said_so(session: Session):
    with pytest.raises(NotFound, match="colour"):
        queries.items(session, "colour")


def test_the_bulletin_sections_name_their_leaves(session: Session):
    assert queries.values_by_label(session, "bulletin_section_leaf") == {
        "数据汇聚": ("B21", "B22", "B23", "B24", "B25"),
        "数据共享": ("C11", "C12", "C13", "C21", "C31", "C4", "C5"),
        "数据应用": ("D21",),
        "数据开放": ("D11",),
        "数据安全": ("E1",),
    }


def test_every_dictionary_is_listed_with_its_size(session: Session):
    listed = {each.code: each for each in queries.types(session)}
    assert len(listed) == 22
    assert (listed["theme"].name, listed["theme"].items) == ("十二大主题", 12)
