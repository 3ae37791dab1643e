"""Pages are printed by the machine's own browser, or refused with what to do."""

import re
import zlib

import pytest

from core.documents.brief import brief
from core.documents.brief_page import brief_page
from core.documents.printing import printed
from core.errors import Unavailable
from core.settings import settings
from tests.core.results.boards import city


@pytest.mark.browser
def test_the_brief_is_one_page_of_a4_without_colour(browser):
    pdf = printed(brief_page(brief(city())))
    assert browser
    assert pdf.startswith(b"%PDF")
    streams = [
        zlib.decompressobj().decompress(found) if found[:1] == b"x" else found
        for found in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    ]
    whole = pdf + b"\n".join(streams)
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) == 1
    (box,) = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", whole))
    assert [round(float(number)) for number in box.split()] == [0, 0, 595, 842]
    colours = {tuple(map(float, found)) for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", whole)}
    assert all(red == green == blue for red, green, blue in colours)


def test_without_a_browser_a_chinese_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setenv("SHUPING_BROWSER_PATH", "/nowhere")
    settings.cache_clear()
    with pytest.raises(Unavailable, match=r"没有 Chromium.*Word"):
        printed("<p>页</p>")


def test_a_browser_that_does_not_print_is_told_of_too(monkeypatch):
    monkeypatch.setenv("SHUPING_BROWSER_PATH", "/bin/false")
    settings.cache_clear()
    with pytest.raises(Unavailable, match="没有打印成"):
        printed("<p>页</p>")
