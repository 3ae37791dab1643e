"""The base of every table, and the column shapes all tables share."""

from typing import Any

from sqlalchemy import JSON, Column, Integer, LargeBinary, MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

# Named constraints let a migration drop them on every engine.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of every table. Its own registry survives Streamlit's hot reload (a shared one does not)."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_given: Any) -> None:
        """Keep columns out of what pydantic copies into every new row.

        A version column is named with an underscore so that the mapper may refer to it; pydantic takes
        it for a private default and would deep-copy it, with the whole schema it hangs in, a quarter
        of a second a row.
        """
        super().__pydantic_init_subclass__(**_given)
        cls.__private_attributes__ = {
            name: private
            for name, private in cls.__private_attributes__.items()
            if not isinstance(private.default, Column)
        }


def version_column() -> Column[Any]:
    """A fresh row-version column; name it in `__mapper_args__` so that lost updates raise."""
    return Column("version", Integer, nullable=False, default=1)


def json_column() -> Column[Any]:
    """A fresh column for JSON-like values."""
    return Column(JSON(none_as_null=True), nullable=True)


def bytes_column() -> Column[Any]:
    """A fresh column for opaque bytes."""
    return Column(LargeBinary, nullable=False)
