"""Streamlit's one page, made ours."""

from pathlib import Path

import pytest
import streamlit

from pages.server.index_page import REPLACEMENTS, is_page, translate

REAL = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()


@pytest.mark.parametrize("old", [old for old, _ in REPLACEMENTS])
def test_everything_we_replace_is_really_in_this_streamlits_page(old):
    assert old in REAL


def test_the_page_is_chinese_and_starts_with_our_scripts():
    page = translate(REAL).decode()
    assert '<html lang="zh-CN">' in page
    assert "<title>数评" in page
    assert "Streamlit</title>" not in page
    for script in ("screen.js", "tables.js"):
        assert page.index(f"/signin/assets/{script}") < page.index('type="module"')


def test_no_inline_script_is_left_for_our_policy_to_block():
    page = translate(REAL).decode()
    inline = [part.split("</script>")[0] for part in page.split("<script>")[1:]]
    assert inline == []


@pytest.mark.parametrize(
    ("method", "path", "accept", "expected"),
    [
        ("GET", "/", "text/html", True),
        ("GET", "/board", "text/html,*/*", True),
        ("GET", "/board", "*/*", False),
        ("POST", "/board", "text/html", False),
        ("GET", "/_stcore/health", "text/html", False),
        ("GET", "/static/a.js", "text/html", False),
        ("GET", "/media/a.html", "text/html", False),
        ("GET", "/api/evidence/1", "text/html", False),
        ("GET", "/signin", "text/html", False),
    ],
)
def test_only_screens_are_rewritten(method, path, accept, expected):
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept", accept.encode())]}
    assert is_page(scope) is expected
