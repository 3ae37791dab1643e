"""What a message may become, when it is tried again, and what an address must look like."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

from core.errors import Problem

# Minutes between tries: a gateway that is down for a working morning loses nothing.
PAUSES: Final = (1, 5, 15, 60, 180)
# A sender that has not answered for so long is gone; the message is taken up again.
CLAIM: Final = timedelta(minutes=2)
_PHONE: Final = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|\d{7,8}")
_MOBILE: Final = re.compile(r"1\d{10}")
_EMAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _LABELS[self]


_LABELS: Final = {
    MessageState.WAITING: "待发送",
    MessageState.CLAIMED: "发送中",
    MessageState.SENT: "已发送",
    MessageState.FAILED: "未送达",
}


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when there is no use in another."""
    return timedelta(minutes=PAUSES[attempts - 1]) if 0 < attempts <= len(PAUSES) else None


def is_mobile(phone: str) -> bool:
    """Whether a short message can reach this number."""
    return _MOBILE.fullmatch(phone) is not None


def contact_problems(name: str, phone: str, email: str) -> list[Problem]:
    """What is wrong with a line of the phone book."""
    problems = []
    if not name.strip():
        problems.append(Problem("姓名不能为空", remedy="请填写联系人姓名"))
    if not phone.strip() and not email.strip():
        problems.append(Problem("电话和邮箱至少填一项", remedy="请填写能联系到人的号码"))
    if phone.strip() and not _PHONE.fullmatch(phone.strip()):
        problems.append(Problem("电话号码格式不对", phone, "请填手机号，或 0534-2600000 样式的固定电话"))
    if email.strip() and not _EMAIL.fullmatch(email.strip()):
        problems.append(Problem("邮箱格式不对", email, "请填 name@example.gov.cn 样式的地址"))
    return problems
