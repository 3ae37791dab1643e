"""Questionnaires as they are drafted, and every version units were given; triggers keep the versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.questionnaires.rules import QuestionnaireState
from core.store.base import Base, json_column, version_column


class Questionnaire(Base, table=True):
    """One questionnaire; `document` is the draft of its next version, `published_id` what units fill."""

    __tablename__ = "questionnaires"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    state: QuestionnaireState = Field(default=QuestionnaireState.DRAFT, sa_type=String, index=True)
    document: Any = Field(sa_column=json_column())
    published_id: int | None = Field(default=None, foreign_key="questionnaire_versions.id")
    # The end of filling of a questionnaire that hangs on no project's round.
    due_at: datetime | None = None
    created_at: datetime
    created_by: str
    # Who changed what last: told to whoever was second.
    changed_at: datetime
    changed_by: str
    last_change: str
    version: int = Field(default=1, sa_column=_version)


class QuestionnaireVersion(Base, table=True):
    """One published version; answers name the version they were given to."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    # No foreign key: the questionnaire points here, and neither could be dropped before the other.
    questionnaire_id: int = Field(index=True)
    number: int
    title: str
    document: Any = Field(sa_column=json_column())
    sha256: str
    published_at: datetime
    published_by: str
    reason: str


class QuestionnaireUnit(Base, table=True):
    """A unit asked to fill a questionnaire that hangs on no project's round."""

    __tablename__ = "questionnaire_units"

    questionnaire_id: int = Field(foreign_key="questionnaires.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True)
    # Set where this unit has longer than the others.
    until: datetime | None = None


class QuestionnaireMove(Base, table=True):
    """One change of state: who, when, why."""

    __tablename__ = "questionnaire_moves"

    id: int | None = Field(default=None, primary_key=True)
    questionnaire_id: int = Field(index=True)
    from_state: str
    to_state: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id")
    person_name: str
    reason: str
