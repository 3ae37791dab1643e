"""Short messages against a gateway of the test's own."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from connectors.channels.sms_http import SmsChannel
from core.notices.channels import Message
from core.notices.errors import ChannelRefused, ChannelUnavailable
from core.settings import Settings

SMS = Message("13800000000", "请报送", "请于今日报送。")


@contextmanager
def gateway(code: int = 200):
    """A gateway that answers with this code; yields its address and what was posted."""
    posted: list[tuple[str, dict]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            posted.append((self.headers["authorization"], json.loads(body)))
            self.send_response(code)
            if code == 302:
                self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_args) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/send", posted
        made.shutdown()


def channel(url: str) -> SmsChannel:
    return SmsChannel(Settings(sms_url=url, sms_token="secret", sms_signature="市大数据局"))


def test_a_message_is_posted_with_the_token_and_the_signature():
    with gateway() as (url, posted):
        channel(url).send(SMS)
    assert posted == [("Bearer secret", {"phone": "13800000000", "text": "【市大数据局】请于今日报送。"})]


@pytest.mark.parametrize(
    ("code", "error"),
    [(503, ChannelUnavailable), (429, ChannelUnavailable), (403, ChannelRefused), (302, ChannelRefused)],
)
def test_wait_and_no_are_told_apart_and_a_redirect_is_not_followed(code, error):
    with gateway(code) as (url, posted):
        with pytest.raises(error, match=str(code)):
            channel(url).send(SMS)
        assert len(posted) == 1


def test_a_gateway_that_is_not_there_is_tried_again_and_another_scheme_refused():
    with gateway() as (url, _):
        pass
    with pytest.raises(ChannelUnavailable, match="没有应答"):
        channel(url).send(SMS)
    with pytest.raises(ChannelRefused, match="不是 http"):
        channel("file:///etc/hosts").send(SMS)
