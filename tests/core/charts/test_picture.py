"""Pictures come from a real browser, or not at all with a word on what to do."""

import struct

import pytest

from core.charts import picture
from core.charts.ranking import ranking
from core.errors import Unavailable
from core.settings import settings
from tests.core.charts.views import board_view


@pytest.mark.browser
def test_a_ranking_becomes_a_png_of_the_wanted_size_and_an_svg_with_its_chinese_words(browser):
    figure = ranking(board_view("county"))
    png = picture.draw(figure, "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (picture.WIDTH * picture.SCALE, figure.layout.height * picture.SCALE)
    svg = picture.draw(figure, "svg").decode()
    assert svg.lstrip().startswith("<svg")
    assert "2020年度初评版" in svg
    assert browser


def test_without_a_browser_a_chinese_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unavailable, match=r"没有 Chromium.*shuping doctor"):
        picture.draw(ranking(board_view("county")))


def test_a_browser_named_but_missing_is_not_replaced_by_another(monkeypatch, tmp_path):
    monkeypatch.setenv("SHUPING_BROWSER_PATH", str(tmp_path / "nowhere"))
    settings.cache_clear()
    with pytest.raises(Unavailable, match="无法导出图片"):
        picture.draw(ranking(board_view("county")), "svg")


def test_a_machine_without_chinese_fonts_gets_the_one_we_carry():
    path = picture._font_settings()
    text = path.read_text()
    folder = text.split("<dir>")[1].split("</dir>")[0]
    assert settings().data_dir in path.parents
    assert list(picture.Path(folder).glob("*.ttf"))
