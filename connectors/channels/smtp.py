"""Mail by the bureau's own SMTP server."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Final

from core.notices.channels import Message
from core.notices.errors import ChannelRefused, ChannelUnavailable
from core.settings import Settings

SECONDS: Final = 20


class SmtpChannel:
    """Sends one message a connection; the server is asked for TLS unless the settings say otherwise."""

    def __init__(self, held: Settings) -> None:
        self._held = held

    def send(self, message: Message) -> None:
        """Send a plain text mail; raises `ChannelUnavailable` or `ChannelRefused`."""
        held = self._held
        mail = EmailMessage()
        try:
            mail["From"], mail["To"] = held.smtp_sender or held.smtp_user, message.address
            mail["Subject"] = message.subject
            mail.set_content(message.body)
        except ValueError as error:
            # A line break in an address or a subject would add headers of its own.
            raise ChannelRefused("收件地址或标题不合规", remedy="请核对电话册中的邮箱") from error
        try:
            with self._connection() as server:
                if held.smtp_user:
                    server.login(held.smtp_user, held.smtp_password)
                server.send_message(mail)
        except smtplib.SMTPResponseException as error:
            raise _told(error.smtp_code) from error
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0] if error.recipients else 550
            raise _told(code) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelUnavailable(f"邮件服务器没有应答（{type(error).__name__}）") from error

    def _connection(self) -> smtplib.SMTP:
        held = self._held
        if held.smtp_security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(held.smtp_host, held.smtp_port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(held.smtp_host, held.smtp_port, timeout=SECONDS)
        if held.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


def _told(code: int) -> ChannelUnavailable | ChannelRefused:
    """Codes from 400 ask to wait, codes from 500 refuse for good (RFC 5321, 4.2.1)."""
    if 400 <= code < 500:
        return ChannelUnavailable(f"邮件服务器暂时不收（代码 {code}）")
    return ChannelRefused(f"邮件服务器拒收（代码 {code}）", remedy="请核对邮箱地址和邮件服务器账号")
