"""A fresh database with this capability's tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.audit import models as audit_models
from core.organisations import models
from core.store.base import Base
from core.store.engine import engine_for

TABLES_COME_FROM = (audit_models, models)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite database in a file of its own."""
    engine = engine_for(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()
