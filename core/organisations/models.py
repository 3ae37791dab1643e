"""The organisation table: one tree from the city down to sections."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field

from core.store.base import Base, version_column

_version = version_column()


class Organisation(Base, table=True):
    """One unit of the tree; history refers to it by id, so units are switched off, never deleted."""

    __tablename__ = "organisations"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    short_name: str
    # One of `rules.OrganisationKind`, as text so that both databases hold the same.
    kind: str = Field(index=True)
    parent_id: int | None = Field(default=None, foreign_key="organisations.id", index=True)
    # The ranking group among comparable units: 一, 二, 三 or 县市区; empty for those not ranked.
    group_name: str = ""
    is_assessed: bool = False
    uscc: str = ""
    order_no: int = 0
    is_active: bool = True
    # Invented for demonstration (sections, county units) and to be replaced before real use.
    is_demo: bool = False
    version: int = Field(default=1, sa_column=_version)


class OrganisationChange(Base, table=True):
    """One act on a unit that outlives it: what it was, what it became, why and on whose word.

    Triggers refuse any change. The unit is named by value: a unit deleted leaves its history.
    """

    __tablename__ = "organisation_changes"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, index=True)
    person_name: str
    organisation_id: int = Field(index=True)
    code: str
    name: str
    # One of `rules.ChangeKind`.
    kind: str
    before: str = ""
    after: str = ""
    reason: str = ""
    # Who approved it, or the number of the document it rests on.
    basis: str = ""
