"""Mail against a server of the test's own that answers with the code it is told."""

import socketserver
import threading
from contextlib import contextmanager

import pytest

from connectors.channels.smtp import SmtpChannel
from core.notices.channels import Message
from core.notices.errors import ChannelRefused, ChannelUnavailable
from core.settings import Settings

MAIL = Message("a@dz.gov.cn", "请报送一季度考核", "请于今日报送。")


@contextmanager
def server(recipient_code: int = 250):
    """A server on a free port; yields its port and what it was given."""
    taken: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go\r\n")
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        taken.append(part)
                code = recipient_code if word == b"RCPT" else 221 if word == b"QUIT" else 250
                self.wfile.write(f"{code} said\r\n".encode())
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made.server_address[1], taken
        made.shutdown()


def channel(port: int) -> SmtpChannel:
    facts = {"smtp_host": "127.0.0.1", "smtp_security": "none", "smtp_sender": "shuping@dz.gov.cn"}
    return SmtpChannel(Settings(smtp_port=port, **facts))


def test_a_mail_arrives_with_its_chinese_subject():
    with server() as (port, taken):
        channel(port).send(MAIL)
    sent = b"".join(taken).decode()
    assert "To: a@dz.gov.cn" in sent
    assert "Subject: =?utf-8?" in sent


@pytest.mark.parametrize(("code", "error"), [(451, ChannelUnavailable), (550, ChannelRefused)])
def test_wait_and_no_are_told_apart(code, error):
    with server(code) as (port, _), pytest.raises(error, match=str(code)):
        channel(port).send(MAIL)


def test_a_server_that_is_not_there_is_tried_again_and_a_line_break_adds_no_header():
    with server() as (port, _):
        pass
    with pytest.raises(ChannelUnavailable, match="没有应答"):
        channel(port).send(MAIL)
    with pytest.raises(ChannelRefused, match="不合规"):
        channel(port).send(Message("a@dz.gov.cn\nBcc: b@c.d", "x", "y"))
