"""The same few people in every test, one for each seeded role, and a second filler in another unit."""

from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlmodel import Session, select

from core.access import reference as access_reference
from core.access.models import Person
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.dictionaries import service as dictionaries
from core.organisations import service as organisations
from core.organisations.queries import by_code
from core.store.session import reading, writing

# Sign-in name, name, unit, role.
ROSTER = (
    ("wanglixin", "王立新", "Z01", "administrator"),
    ("zhaomin", "赵敏", "Z01", "authority"),
    ("sunxiangmu", "孙项目", "Z01", "project_manager"),
    ("lipinggu", "李评估", "Z01", "evaluator"),
    ("chentianbao", "陈填报", "M05-01", "filler"),
    ("zhoutianbao", "周填报", "M01", "filler"),
    ("qianshenhe", "钱审核", "M05", "approver"),
    ("wudecheng", "吴德城", "371402", "county_administrator"),
    ("zhengshizhang", "郑市长", "DZ", "leader"),
    ("fengmishu", "冯秘书", "DZ", "secretary"),
    ("heshenji", "何审计", "Z01", "auditor"),
    ("qinzhuanjia", "秦专家", "Z02", "expert"),
    ("hanyunwei", "韩运维", "Z02", "operator"),
)
# First passwords are random and known only when the account is made; kept here for tests that sign in.
_passwords: dict[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of the roster as the database of this test holds them."""

    id: int
    login: str
    name: str
    unit: str
    role: str
    password: str = field(repr=False)

    @property
    def actor(self) -> Actor:
        """This person acting, outside any sign-in session."""
        return Actor(self.id, self.name, "127.0.0.1")


def seed(engine: Engine) -> None:
    """Load the committed reference data, then add everybody through the product's own verb."""
    setup = Actor.system()
    with writing(engine) as session:
        organisations.load_reference(session=session, actor=setup)
        dictionaries.load_reference(session=session, actor=setup)
        access_reference.load_reference(session=session, actor=setup)
        for login, name, unit, role in ROSTER:
            new = NewPerson(login, name, by_code(session, unit).id, [role])
            password = add_person(session=session, actor=setup, new=new)
            _passwords[engine.dialect.name, login] = password
            _has_signed_in_before(session, login)


def everybody(engine: Engine) -> dict[str, Somebody]:
    """The roster by name."""
    with reading(engine) as session:
        ids = {row.login: row.id or 0 for row in session.exec(select(Person))}
    return {
        name: Somebody(ids[login], login, name, unit, role, _passwords[engine.dialect.name, login])
        for login, name, unit, role in ROSTER
    }


def _has_signed_in_before(session: Session, login: str) -> None:
    # Changing thirteen first passwords the proper way costs half a minute and proves nothing here.
    session.exec(select(Person).where(Person.login == login)).one().must_change_password = False
