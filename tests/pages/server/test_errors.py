"""A screen that breaks shows a sentence and a number, never a trace."""

import logging
import re

from streamlit.testing.v1 import AppTest


def broken() -> None:
    """A screen with a fault of ours."""
    from pages.server.errors import report

    try:
        {}["secret /etc/shuping.key"]
    except KeyError as error:
        report(error)


def refused() -> None:
    """A screen with an error meant for people."""
    from core.errors import NotFound
    from pages.server.errors import report

    report(NotFound("没有这个版次", remedy="请刷新"))


def test_a_fault_shows_a_number_that_is_found_in_the_log_and_nothing_else(caplog):
    with caplog.at_level(logging.ERROR, logger="shuping.screens"):
        shown = AppTest.from_function(broken).run().error[0].value
    [number] = re.findall(r"错误编号 ([0-9A-F]{8})", shown)
    assert "secret" not in shown
    assert "KeyError" not in shown
    assert number in caplog.text
    assert "secret /etc/shuping.key" in caplog.text


def test_an_error_meant_for_people_shows_its_sentence():
    shown = AppTest.from_function(refused).run().error[0].value
    assert shown == "没有这个版次。处理办法：请刷新"
