"""What an account must satisfy before it is written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.access.models import Person, Role
from core.errors import NotFound, Problem
from core.organisations.models import Organisation

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
PHONE = re.compile(r"[0-9+ -]{5,20}")
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who somebody is and where they work; roles by their codes."""

    name: str
    organisation_id: int | None
    roles: tuple[str, ...]
    phone: str = ""

    def trimmed(self) -> "PersonFacts":
        """The same without blanks around texts and without repeated roles."""
        roles = tuple(dict.fromkeys(self.roles))
        return PersonFacts(self.name.strip(), self.organisation_id, roles, self.phone.strip())


def login_problems(session: Session, login: str) -> Iterator[Problem]:
    """What is wrong with a new sign-in name; one ever used is never given again."""
    if not LOGIN.fullmatch(login):
        yield Problem("账号须为 2 到 32 位小写字母、数字、点或短横", login, "例如姓名全拼 zhangsan")
    elif session.exec(select(Person.id).where(Person.login == login)).first() is not None:
        yield Problem("账号已被使用", login, "账号不得重复使用，请换一个")


def facts_problems(session: Session, facts: PersonFacts) -> Iterator[Problem]:
    """What is wrong with somebody's name, unit, roles or phone."""
    if not facts.name:
        yield Problem("姓名不能为空", remedy="请填写姓名")
    elif len(facts.name) > LONGEST_NAME:
        yield Problem(f"姓名不得超过 {LONGEST_NAME} 个字", facts.name, "请缩短")
    if facts.phone and not PHONE.fullmatch(facts.phone):
        yield Problem("电话只能有数字、空格、加号和短横，5 到 20 位", facts.phone, "请核对号码")
    unit = session.get(Organisation, facts.organisation_id) if facts.organisation_id else None
    # Experts from outside have no unit.
    if facts.organisation_id and unit is None:
        yield Problem("没有这个单位", remedy="请从列表中选择")
    elif unit is not None and not unit.is_active:
        yield Problem("单位已停用", unit.name, "请选择在用的单位")
    if not facts.roles:
        yield Problem("至少要有一个角色", remedy="没有角色的用户进不了任何画面")
    missing = set(facts.roles) - {role.code for role in roles_of(session, facts.roles)}
    if missing:
        yield Problem("没有这个角色", "、".join(sorted(missing)), "请从列表中选择")


def roles_of(session: Session, codes: Sequence[str]) -> list[Role]:
    """The roles with these codes, in their order."""
    query = select(Role).where(col(Role.code).in_(codes)).order_by(col(Role.order_no))
    return list(session.exec(query))


def person_of(session: Session, person_id: int) -> Person:
    """The account with this id; raises `NotFound`."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("没有这个用户", remedy="请刷新用户列表")
    return person
