"""Short messages by a gateway that takes JSON over HTTP; the gateway's own form is a matter of its adapter.

What is posted: {"phone": …, "text": …}, with the token as a bearer. 2xx is taken, 429 and 5xx are tried
again, anything else is refused.
"""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any, Final

from core.notices.channels import Message
from core.notices.errors import ChannelRefused, ChannelUnavailable
from core.settings import Settings

SECONDS: Final = 15
_WAIT: Final = 429


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway that sends us elsewhere would get the token sent there too."""

    def redirect_request(self, *_args: Any, **_facts: Any) -> None:
        """Follow nothing."""


class SmsChannel:
    """Sends one message a request."""

    def __init__(self, held: Settings) -> None:
        self._held = held

    def send(self, message: Message) -> None:
        """Post one message; raises `ChannelUnavailable` or `ChannelRefused`."""
        held = self._held
        if not held.sms_url.startswith(("https://", "http://")):
            raise ChannelRefused("短信网关地址不是 http(s) 地址", remedy="请核对 SHUPING_SMS_URL")
        signature = f"【{held.sms_signature}】" if held.sms_signature else ""
        body = json.dumps({"phone": message.address, "text": f"{signature}{message.body}"}).encode()
        request = urllib.request.Request(
            held.sms_url, body, {"Content-Type": "application/json"}, method="POST"
        )
        if held.sms_token:
            request.add_header("Authorization", f"Bearer {held.sms_token}")
        # No proxy of the machine and no other scheme than the two above.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
        try:
            with opener.open(request, timeout=SECONDS):
                return
        except urllib.error.HTTPError as error:
            with error:
                raise _told(error.code) from error
        except (HTTPException, OSError) as error:
            raise ChannelUnavailable(f"短信网关没有应答（{type(error).__name__}）") from error


def _told(code: int) -> ChannelUnavailable | ChannelRefused:
    if code == _WAIT or code >= 500:
        return ChannelUnavailable(f"短信网关暂时不收（HTTP {code}）")
    return ChannelRefused(f"短信网关拒收（HTTP {code}）", remedy="请核对网关地址、令牌和号码")
