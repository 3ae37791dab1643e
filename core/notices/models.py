"""Notices with their read receipts, the phone book, and the outbox of messages that leave the product."""

from datetime import datetime

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.notices.rules import MessageState
from core.store.base import Base, version_column


class Notice(Base, table=True):
    """One notice as it was given out; nobody changes it afterwards."""

    __tablename__ = "notices"

    id: int | None = Field(default=None, primary_key=True)
    # What it is about, in one word for the list: 启动, 催报, 退回, 延期.
    kind: str
    title: str
    body: str
    # Where in the product its matter is done.
    link: str = ""
    at: datetime
    sender: str


class NoticeReceipt(Base, table=True):
    """One notice in one person's hands, and when it was read."""

    __tablename__ = "notice_receipts"

    notice_id: int = Field(foreign_key="notices.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True, index=True)
    read_at: datetime | None = None


class Contact(Base, table=True):
    """One line of the phone book; whoever stands in it need not have an account."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    version: int = Field(default=1, sa_column=_version)


class OutboxMessage(Base, table=True):
    """One message for one address by one channel; written with the act that caused it, sent afterwards."""

    __tablename__ = "outbox_messages"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notices.id", index=True)
    channel: str
    address: str
    subject: str
    body: str
    state: MessageState = Field(default=MessageState.WAITING, sa_type=String, index=True)
    attempts: int = 0
    not_before: datetime
    claimed_by: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    error: str = ""
