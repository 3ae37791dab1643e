"""People, roles, menus, sign-in sessions and sign-in attempts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String
from sqlmodel import Field, UniqueConstraint

from core.store.base import Base, version_column


class DataScope(StrEnum):
    """Which organisations' data a role reaches."""

    ALL = "all"
    CUSTOM = "custom"
    OWN_UNIT = "own_unit"
    OWN_AND_BELOW = "own_and_below"
    SELF = "self"


SCOPE_LABELS = {
    DataScope.ALL: "全部",
    DataScope.CUSTOM: "自定义",
    DataScope.OWN_UNIT: "本单位",
    DataScope.OWN_AND_BELOW: "本单位及下级",
    DataScope.SELF: "本人",
}


class MenuKind(StrEnum):
    """What a menu row is."""

    SECTION = "section"
    SCREEN = "screen"
    BUTTON = "button"


class Person(Base, table=True):
    """Somebody who can sign in; the sign-in name is never given to another person."""

    __tablename__ = "people"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id", index=True)
    phone: str = ""
    password_hash: str
    password_changed_at: datetime
    must_change_password: bool = True
    # Demonstration accounts keep their printed password and never expire.
    is_demo: bool = False
    is_active: bool = True
    # When an administrator last made sure that somebody long absent still needs the account.
    verified_at: datetime | None = None
    version: int = Field(default=1, sa_column=_version)


class PasswordHistory(Base, table=True):
    """Hashes of earlier passwords, so that the last five are not reused."""

    __tablename__ = "password_history"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    password_hash: str
    at: datetime


class Role(Base, table=True):
    """A named set of permissions with one data scope."""

    __tablename__ = "roles"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    data_scope: DataScope = Field(sa_type=String)
    note: str = ""
    order_no: int = 0
    # Came with the product: may be changed, not deleted.
    is_builtin: bool = False
    version: int = Field(default=1, sa_column=_version)


class RolePermission(Base, table=True):
    """One permission of one role."""

    __tablename__ = "role_permissions"

    role_id: int = Field(foreign_key="roles.id", primary_key=True)
    permission: str = Field(primary_key=True)


class RoleOrganisation(Base, table=True):
    """One organisation of a role whose data scope is custom."""

    __tablename__ = "role_organisations"

    role_id: int = Field(foreign_key="roles.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True)


class PersonRole(Base, table=True):
    """One role of one person."""

    __tablename__ = "person_roles"

    person_id: int = Field(foreign_key="people.id", primary_key=True)
    role_id: int = Field(foreign_key="roles.id", primary_key=True)


class OfferedPermission(Base, table=True):
    """A permission the product once gave a built-in role; what an administrator took away is not given twice."""

    __tablename__ = "offered_permissions"

    role_code: str = Field(primary_key=True)
    permission: str = Field(primary_key=True)


class AccountSlip(Base, table=True):
    """One handing over of a first or reset password: when, by whom, and who signed for it."""

    __tablename__ = "account_slips"
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    issued_at: datetime
    issued_by: str
    # 新建 or 重置.
    occasion: str
    signed_on: date | None = None
    signed_by: str = ""
    version: int = Field(default=1, sa_column=_version)


class AccountHandover(Base, table=True):
    """Somebody left and another took over; triggers refuse any change."""

    __tablename__ = "account_handovers"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    leaver_id: int = Field(foreign_key="people.id", index=True)
    leaver_name: str
    successor_id: int = Field(foreign_key="people.id", index=True)
    successor_name: str
    roles: str
    reason: str
    handed_by: str


class Menu(Base, table=True):
    """One row of the navigation: a section, a screen or a button."""

    __tablename__ = "menus"
    __table_args__ = (UniqueConstraint("url_path"),)
    _version = version_column()
    __mapper_args__ = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    parent_code: str = ""
    kind: MenuKind = Field(sa_type=String)
    title: str
    icon: str = ""
    script: str = ""
    url_path: str | None = None
    permission: str = ""
    order_no: int = 0
    is_visible: bool = True
    is_active: bool = True
    version: int = Field(default=1, sa_column=_version)


class SignInSession(Base, table=True):
    """One signed-in browser; only the hash of its token is kept."""

    __tablename__ = "sign_in_sessions"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    end_reason: str = ""
    ip: str = ""
    browser: str = ""


class SignInAttempt(Base, table=True):
    """One try at a sign-in name, known or not; counts as failed until it has succeeded."""

    __tablename__ = "sign_in_attempts"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(index=True)
    at: datetime = Field(index=True)
    succeeded: bool = False
    # Cleared attempts (a success or an administrator's unlock came after) no longer count.
    cleared: bool = False
    ip: str = ""
