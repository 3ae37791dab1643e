"""Responses, their answers box by box, and every handing in; triggers keep what was handed in as it was."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.responses.rules import ResponseState, Way
from core.store.base import Base, json_column, version_column


class Response(Base, table=True):
    """What one unit answers to one questionnaire, in one round where it hangs on one.

    Saving answers never changes this row, so that people of one unit do not wait for each other.
    """

    __tablename__ = "responses"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    # questionnaire:round:unit; a unique constraint over a column that may be empty would not hold.
    place: str = Field(unique=True)
    questionnaire_id: int = Field(foreign_key="questionnaires.id", index=True)
    version_id: int = Field(foreign_key="questionnaire_versions.id")
    round_id: int | None = Field(default=None, foreign_key="project_rounds.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    state: ResponseState = Field(default=ResponseState.FILLING, sa_type=String, index=True)
    begun_at: datetime
    begun_by: str
    # What the last handing in left, for lists; the whole of it lies in `response_submissions`.
    handed_in_at: datetime | None = None
    handed_in_by: str = ""
    is_on_time: bool = False
    returned_at: datetime | None = None
    returned_by: str = ""
    returns: int = 0
    version: int = Field(default=1, sa_column=_version)


class Answer(Base, table=True):
    """What stands in one box of a response; see `core.questionnaires.cells` for the keys."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("response_id", "cell"),)

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="responses.id", index=True)
    cell: str
    # A text, or a list of option codes; None once it was cleared.
    value: Any = Field(default=None, sa_column=json_column())
    # Compared and raised by the statement that writes it: whoever saw an older one is asked.
    revision: int = 1
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id")
    person_name: str


class AnswerFile(Base, table=True):
    """A file put into a box, and whether it was taken out again."""

    __tablename__ = "answer_files"

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="responses.id", index=True)
    cell: str
    evidence_id: int = Field(foreign_key="evidence_files.id")
    at: datetime
    person_name: str
    removed_at: datetime | None = None
    removed_by: str = ""


class ResponsePart(Base, table=True):
    """Who of the unit answers a question."""

    __tablename__ = "response_parts"

    response_id: int = Field(foreign_key="responses.id", primary_key=True)
    question: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id")


class ResponsePlace(Base, table=True):
    """Where a person last worked in a response."""

    __tablename__ = "response_places"

    response_id: int = Field(foreign_key="responses.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    person_name: str
    cell: str
    at: datetime


class ResponseSubmission(Base, table=True):
    """One handing in: every answer and file as it then stood, and the fingerprint the receipt shows."""

    __tablename__ = "response_submissions"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="responses.id", index=True)
    number: int
    version_id: int = Field(foreign_key="questionnaire_versions.id")
    document: Any = Field(sa_column=json_column())
    sha256: str
    way: Way = Field(sa_type=String)
    # The signed paper, where it was handed in on paper.
    scan_id: int | None = Field(default=None, foreign_key="evidence_files.id")
    is_on_time: bool
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id")
    person_name: str


class ResponseReturn(Base, table=True):
    """One question sent back with the reason; an empty question means the whole response."""

    __tablename__ = "response_returns"

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="responses.id", index=True)
    # The submission that was sent back.
    number: int
    question: str
    reason: str
    at: datetime
    person_name: str


class ManualMark(Base, table=True):
    """The points somebody gave an answer by judgement, and why."""

    __tablename__ = "manual_marks"
    __table_args__ = (UniqueConstraint("response_id", "question"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="responses.id", index=True)
    question: str
    # A plain decimal as text: no engine rounds it.
    points: str
    reason: str
    at: datetime
    person_name: str
    version: int = Field(default=1, sa_column=_version)
