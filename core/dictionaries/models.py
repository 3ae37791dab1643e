"""The dictionary tables: a type and its items."""

from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.store.base import Base, version_column

_type_version = version_column()
_item_version = version_column()


class DictionaryType(Base, table=True):
    """One code list; its code is what the product asks by and never changes."""

    __tablename__ = "dictionary_types"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _type_version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    note: str = ""
    is_active: bool = True
    # The product asks by it: neither it nor its own items may be deleted.
    is_builtin: bool = False
    version: int = Field(default=1, sa_column=_type_version)


class DictionaryItem(Base, table=True):
    """One value of a code list; stored data refers to the value, so items are switched off, not deleted."""

    __tablename__ = "dictionary_items"
    __table_args__ = (UniqueConstraint("type_code", "value"),)
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _item_version}

    id: int | None = Field(default=None, primary_key=True)
    type_code: str = Field(foreign_key="dictionary_types.code")
    value: str
    label: str
    order_no: int = 0
    is_active: bool = True
    is_builtin: bool = False
    version: int = Field(default=1, sa_column=_item_version)
