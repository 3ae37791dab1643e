"""One engine an address, each kind of database made safe."""

from sqlalchemy import Engine, text

from core.store.engine import default_engine, engine_for, is_sqlite


def test_the_same_address_gives_the_same_engine(engine: Engine):
    assert default_engine() is engine
    assert engine_for(engine.url.render_as_string(hide_password=False)) is engine


def test_sqlite_keeps_what_it_acknowledged_and_checks_references(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'deep' / 'er' / 'a.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"pragma {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}


def test_the_kind_of_database_is_known(engine: Engine):
    assert is_sqlite(engine) == (engine.dialect.name == "sqlite")
