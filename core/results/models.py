"""Frozen editions; triggers refuse any change."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlmodel import Field

from core.store.base import Base, bytes_column


class EditionKind(StrEnum):
    """What an edition is for."""

    INITIAL = "initial"
    PUBLICISED = "publicised"
    CIRCULATED = "circulated"
    CORRECTED = "corrected"


EDITION_LABELS = {
    EditionKind.INITIAL: "初评版",
    EditionKind.PUBLICISED: "公示版",
    EditionKind.CIRCULATED: "通报版",
    EditionKind.CORRECTED: "更正版",
}


class ResultEdition(Base, table=True):
    """One frozen edition: inputs, rules and published numbers of its boards in one hashed document."""

    __tablename__ = "result_editions"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    period: str
    kind: EditionKind = Field(sa_type=String)
    sha256: str
    content: bytes = Field(sa_column=bytes_column())
    frozen_at: datetime
    frozen_by: str


class RoundEdition(Base, table=True):
    """Which round of a project an edition was frozen for; triggers refuse any change."""

    __tablename__ = "round_editions"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="project_rounds.id", index=True)
    edition_id: int = Field(foreign_key="result_editions.id", unique=True)
