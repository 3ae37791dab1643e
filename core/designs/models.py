"""Drafts of indicator systems and everything said about them; triggers keep moves and files as they were."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.designs.rules import Decision, FileKind, Stage
from core.library.references import DRAFTS
from core.store.base import Base, json_column, version_column


class SystemDesign(Base, table=True):
    """One draft; `document` is the canonical content of an indicator system, complete or not."""

    __tablename__ = "system_designs"
    # Says to the library that an indicator in here is in use.
    __table_args__ = (
        UniqueConstraint("code", "version_label"),
        {"info": {DRAFTS: ("title", "document", "published_id")}},
    )
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(index=True)
    title: str
    version_label: str
    audience: str
    scheme: str
    document: Any = Field(sa_column=json_column())
    notice: Any = Field(default=None, sa_column=json_column())
    stage: Stage = Field(default=Stage.DRAFT, sa_type=String, index=True)
    stage_since: datetime
    due_on: date | None = None
    based_on: int | None = Field(default=None, foreign_key="indicator_system_versions.id")
    published_id: int | None = Field(default=None, foreign_key="indicator_system_versions.id", index=True)
    created_at: datetime
    created_by: str
    # Who changed what last: told to whoever was second.
    changed_at: datetime
    changed_by: str
    last_change: str
    version: int = Field(default=1, sa_column=_version)


class DesignMove(Base, table=True):
    """One step of a draft: who, when, why, and the document as it then stood."""

    __tablename__ = "design_moves"

    id: int | None = Field(default=None, primary_key=True)
    design_id: int = Field(foreign_key="system_designs.id", index=True)
    from_stage: str
    to_stage: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
    reason: str
    document: Any = Field(sa_column=json_column())


class DesignComment(Base, table=True):
    """What an expert says of a node, of the whole where `node_code` is empty, and what was decided."""

    __tablename__ = "design_comments"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    design_id: int = Field(foreign_key="system_designs.id", index=True)
    node_code: str
    node_name: str
    text: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
    decision: Decision = Field(default=Decision.OPEN, sa_type=String)
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    version: int = Field(default=1, sa_column=_version)


class DesignOpinion(Base, table=True):
    """What a unit answers when asked; one that `agrees` has nothing to be decided."""

    __tablename__ = "design_opinions"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    design_id: int = Field(foreign_key="system_designs.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    unit_name: str
    node_code: str
    node_name: str
    agrees: bool = False
    text: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
    withdrawn: bool = False
    decision: Decision = Field(default=Decision.OPEN, sa_type=String)
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    version: int = Field(default=1, sa_column=_version)


class DesignFile(Base, table=True):
    """One file of the design archive."""

    __tablename__ = "design_files"

    id: int | None = Field(default=None, primary_key=True)
    design_id: int = Field(foreign_key="system_designs.id", index=True)
    kind: FileKind = Field(sa_type=String)
    evidence_id: int = Field(foreign_key="evidence_files.id")
    name: str
    note: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
