"""A browser and a Chinese font are found where there are any."""

import gc

import pytest

from core import machine
from core.settings import settings


def program(folder, name, words="") -> None:
    """A little program of this name that says something."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{words}'\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", machine.BROWSERS)
def test_any_known_browser_on_the_path_is_found(tmp_path, monkeypatch, name):
    program(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.browser_path() == str(tmp_path / name)


def test_the_browser_that_is_set_counts_and_a_missing_one_is_not_replaced(tmp_path, monkeypatch):
    program(tmp_path, "chromium")
    program(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, wanted in (("mine", str(tmp_path / "mine")), ("nowhere", None)):
        monkeypatch.setenv("SHUPING_BROWSER_PATH", str(tmp_path / name))
        settings.cache_clear()
        assert machine.browser_path() == wanted


def test_an_empty_path_has_neither_browser_nor_font(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert machine.browser_path() is None
    assert not machine.has_chinese_font()


def test_fontconfig_is_asked_for_chinese_fonts(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "fc-list")
    assert not machine.has_chinese_font()
    program(tmp_path, "fc-list", "Noto Sans CJK SC")
    assert machine.has_chinese_font()


def test_the_search_for_cycles_is_held_back_and_taken_up_again_even_after_a_fault():
    seen = []

    @machine.without_collecting()
    def fails() -> None:
        with machine.without_collecting():
            seen.append(gc.isenabled())
        seen.append(gc.isenabled())
        raise RuntimeError

    assert gc.isenabled()
    with pytest.raises(RuntimeError):
        fails()
    assert seen == [False, False]
    assert gc.isenabled()
