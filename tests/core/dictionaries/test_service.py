"""Loading the committed dictionaries into the database."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.dictionaries import service
from core.dictionaries.models import DictionaryItem, DictionaryType
from core.store.session import reading, writing

SETUP = Actor.system()


def load(engine: Engine, path: Path = service.REFERENCE_FILE) -> int:
    with writing(engine) as session:
        return service.load_reference(session=session, actor=SETUP, path=path)


def test_the_first_load_adds_all_and_leaves_one_entry_the_second_does_nothing(engine: Engine):
    added = load(engine)
    assert added == 126
    assert load(engine) == 0
    with reading(engine) as session:
        assert len(session.exec(select(DictionaryType)).all()) == 22
        assert {row.version for row in session.exec(select(DictionaryItem))} == {1}
        [entry] = session.exec(select(AuditEntry)).all()
    assert entry.after == {"文件": "dictionaries.csv", "新增": added}


def test_what_people_changed_survives_a_later_load_that_brings_a_new_value(engine: Engine, tmp_path: Path):
    load(engine)
    theme = (col(DictionaryItem.type_code) == "theme", col(DictionaryItem.value) == "212")
    with writing(engine) as session:
        item = session.exec(select(DictionaryItem).where(*theme)).one()
        item.label, item.is_active = "应急保障", False
    longer = tmp_path / "longer.csv"
    text = service.REFERENCE_FILE.read_text(encoding="utf-8")
    longer.write_text(text + "theme,十二大主题,213,科技创新,13\n", encoding="utf-8")
    assert load(engine, longer) == 1
    with reading(engine) as session:
        item = session.exec(select(DictionaryItem).where(*theme)).one()
        assert (item.label, item.is_active, item.version) == ("应急保障", False, 2)


def test_an_update_brings_whole_new_dictionaries_and_leaves_the_others_alone(engine: Engine, tmp_path: Path):
    load(engine)
    text = service.REFERENCE_FILE.read_text(encoding="utf-8")
    longer = tmp_path / "longer.csv"
    longer.write_text(f"{text}theme,十二大主题,213,科技创新,13\nseason,季节,1,春,1\n", encoding="utf-8")
    with writing(engine) as session:
        assert service.load_reference(session=session, actor=SETUP, path=longer, whole_lists=True) == 1
    with reading(engine) as session:
        values = set(session.exec(select(DictionaryItem.label)))
    assert "春" in values
    assert "科技创新" not in values
