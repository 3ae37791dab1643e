"""What a worker does with messages that wait to leave: claim one, send it, note what came of it."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Engine

from connectors.channels.sms_http import SmsChannel
from connectors.channels.smtp import SmtpChannel
from core.notices.channels import EMAIL, SMS, Channel, enabled
from core.notices.errors import ChannelRefused, ChannelUnavailable
from core.notices.outbox import Claimed, claim, note_failed, note_sent
from core.settings import Settings, settings
from core.store.session import writing

log = logging.getLogger("shuping.sending")
# A worker looks up from its work after so many messages.
_MOST_AT_ONCE: Final = 100
MAKERS: Final[Mapping[str, Callable[[Settings], Channel]]] = {EMAIL: SmtpChannel, SMS: SmsChannel}


def send_off(holder: str, engine: Engine | None = None) -> int:
    """Send every message that may leave now; returns how many left.

    Nothing is held while the other side is asked. Without a channel set up nothing is looked at.
    """
    held = settings()
    if not enabled(held):
        return 0
    left = 0
    for _ in range(_MOST_AT_ONCE):
        with writing(engine) as session:
            claimed = claim(session=session, holder=holder)
        if claimed is None:
            break
        left += _send(claimed, held, engine)
    return left


def _send(claimed: Claimed, held: Settings, engine: Engine | None) -> bool:
    try:
        if claimed.channel not in enabled(held):
            raise ChannelRefused("这个通道已停用", remedy="请在设置中启用后重新发送")
        MAKERS[claimed.channel](held).send(claimed.message)
    except (ChannelUnavailable, ChannelRefused) as error:
        log.warning("消息 %s 没有发出：%s", claimed.id, error)
        again = isinstance(error, ChannelUnavailable)
        with writing(engine) as session:
            note_failed(session=session, claimed=claimed, reason=str(error), again=again)
        return False
    with writing(engine) as session:
        note_sent(session=session, claimed=claimed)
    return True
