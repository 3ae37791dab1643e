"""Screens are tested through Home.py, on the embedded database: what an engine could change lies below them."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.pages_manager import PagesManager

from core.settings import settings
from core.store.engine import default_engine, engine_for
from tests.builders import people as roster
from tests.builders.evaluation import _evaluated_sqlite, _kept_files, browser, copied
from tests.pages.desk import Desk

__all__ = ["_evaluated_sqlite", "_kept_files", "browser"]


@pytest.fixture(autouse=True)
def _home_runs_every_time(monkeypatch):
    """Streamlit would run Home.py only once beside a folder called pages; asgi.py forbids it that, so do we."""
    made = PagesManager.__init__

    def made_without(self, *args, **facts):
        made(self, *args, **facts)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made_without)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)


@cache
def _manifests() -> list[object]:
    """What the installed packages bring, looked up once: AppTest reads two hundred of them for every app."""
    return manifest_scanner.scan_component_manifests()


@pytest.fixture(autouse=True)
def _packages_are_read_once(monkeypatch):
    found = _manifests()
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)


@pytest.fixture(autouse=True)
def _from_somewhere(monkeypatch):
    """Under AppTest the address of the browser is a mock; the gate always knows one."""
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _context: "10.1.2.3"))


@pytest.fixture
def evaluated(request, monkeypatch, _own_folder) -> Iterator[object]:
    """An evaluated city of this test's own."""
    with copied("sqlite", request, monkeypatch) as city:
        yield city


@pytest.fixture
def staffed(_sqlite_templates, tmp_path, monkeypatch) -> Iterator[dict[str, roster.Somebody]]:
    """People and reference data, but nothing published, imported or frozen."""
    url = _sqlite_templates.copy("people", roster.seed, tmp_path / "staffed.db")
    monkeypatch.setenv("SHUPING_DATABASE_URL", url)
    settings.cache_clear()
    yield roster.everybody(default_engine())
    default_engine().dispose()
    engine_for.cache_clear()


@pytest.fixture
def desk(evaluated) -> Callable[[str], Desk]:
    """A desk of somebody in the evaluated city, by name."""
    return lambda name: Desk(evaluated.people[name])


@pytest.fixture
def bare_desk(staffed) -> Callable[[str], Desk]:
    """The same before anything was evaluated."""
    return lambda name: Desk(staffed[name])
