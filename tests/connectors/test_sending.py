"""Waiting messages leave by the channel that is set up; what was refused says why."""

from connectors.sending import send_off
from core.settings import settings
from tests.connectors.channels.test_sms_http import gateway
from tests.core.notices.test_outbox import message, waiting


def set_up(monkeypatch, url: str) -> None:
    monkeypatch.setenv("SHUPING_SMS_URL", url)
    settings.cache_clear()


def test_without_a_channel_nothing_is_looked_at(engine):
    waiting()
    assert send_off("甲") == 0
    assert message().state == "waiting"


def test_a_waiting_message_leaves_once(engine, monkeypatch):
    waiting()
    with gateway() as (url, posted):
        set_up(monkeypatch, url)
        assert (send_off("甲"), send_off("甲")) == (1, 0)
    assert len(posted) == 1
    assert message().state == "sent"


def test_a_gateway_that_is_busy_is_asked_again_later_and_one_that_refuses_is_not(engine, monkeypatch):
    waiting()
    with gateway(503) as (url, _):
        set_up(monkeypatch, url)
        assert send_off("甲") == 0
    assert (message().state, "HTTP 503" in message().error) == ("waiting", True)


def test_a_refusal_is_final(engine, monkeypatch):
    waiting()
    with gateway(403) as (url, _):
        set_up(monkeypatch, url)
        assert send_off("甲") == 0
    assert message().state == "failed"
