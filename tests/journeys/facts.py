"""What the committed reference data promise, and what the city's database holds."""

import csv

from sqlmodel import col, select

from core.access.models import Person
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.collection.models import ValueSet
from core.demo.stories import people
from core.organisations.queries import by_code
from core.results.models import ResultEdition
from core.settings import REFERENCE
from core.store.session import reading, writing
from pages.ui.menu import COCKPIT, only_reads
from tests.running.city import City

# One account a role, as data/demo/people.csv has them.
LOGINS = {story.roles[0]: story.login for story in reversed(people())}


def menu_of(role: str) -> list[str]:
    """The screens a role may open, by menus.csv and role_permissions.csv."""
    granted = {row["权限"] for row in _rows("role_permissions.csv") if row[role] == "√"}
    listed = [
        row
        for row in _rows("menus.csv")
        if row["类型"] == "screen" and row["显示"] == "是" and row["权限"] in granted
    ]
    if only_reads(granted):
        listed.sort(key=lambda row: row["地址"] != COCKPIT)
    return [row["标题"] for row in listed]


def editions(city: City) -> list[ResultEdition]:
    """The frozen editions, the oldest first."""
    with reading(city.engine) as session:
        found = list(session.exec(select(ResultEdition).order_by(col(ResultEdition.id))))
        session.expunge_all()
        return found


def edition(city: City, code: str = "2020-初评") -> ResultEdition:
    """One edition by its code."""
    return next(each for each in editions(city) if each.code == code)


def value_sets(city: City) -> list[ValueSet]:
    """The imported value sets, the oldest first."""
    with reading(city.engine) as session:
        found = list(session.exec(select(ValueSet).order_by(col(ValueSet.id))))
        session.expunge_all()
        return found


def logins(city: City) -> set[str]:
    """Every account name, in small letters."""
    with reading(city.engine) as session:
        return {login.lower() for login in session.exec(select(Person.login))}


def new_person(city: City, login: str, name: str, unit: str, role: str) -> str:
    """An ordinary account, made as an administrator makes one; returns its first password."""
    with writing(city.engine) as session:
        new = NewPerson(login, name, by_code(session, unit).id, [role])
        return add_person(session=session, actor=Actor.system("测试"), new=new)


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
