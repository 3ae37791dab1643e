"""A questionnaire of every kind of question, asked of the thirteen counties in an open round."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import select

from core.access.models import Person
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.organisations.queries import by_code
from core.questionnaires.form import (
    AllOf,
    Column,
    Condition,
    Form,
    Kind,
    Limits,
    Need,
    Operator,
    Option,
    Question,
    Row,
    Section,
    Term,
)
from core.questionnaires.models import Questionnaire
from core.questionnaires.publishing import attach, publish_questionnaire
from core.questionnaires.service import QuestionnaireDraft, create_questionnaire
from core.responses.filling import Saved, Typed, begin_response, save_answers
from core.responses.handing_in import HandedIn, hand_in_response
from core.store.session import writing
from tests.builders.people import Somebody
from tests.builders.rounds import COUNTY, Started, going

IF_YES = Condition((AllOf((Term("A1", Operator.EQUALS, "a"),)),))
FORM = Form(
    "公共数据共享情况调研问卷",
    (
        Section(
            "S1",
            "组织保障",
            (
                Question(
                    "A1",
                    "是否成立工作专班",
                    Kind.SINGLE,
                    options=(
                        Option("a", "已成立", Decimal(2)),
                        Option("b", "未成立", Decimal(0)),
                        Option("c", "其他", other=True),
                    ),
                ),
                Question("A2", "专班牵头领导", Kind.TEXT, shown_if=IF_YES, limits=Limits(longest=30)),
                Question("A3", "成立日期", Kind.DATE, need=Need.REASONED, limits=Limits(latest="2021-12-31")),
                Question(
                    "A4",
                    "已开展的工作",
                    Kind.MULTIPLE,
                    options=(
                        Option("a", "培训", Decimal(1)),
                        Option("b", "检查", Decimal(1)),
                        Option("z", "都没有", alone=True),
                    ),
                    manual=Decimal(3),
                ),
                Question("A5", "印发文件", Kind.FILE, need=Need.OPTIONAL),
            ),
        ),
        Section(
            "S2",
            "数据资源",
            (
                Question(
                    "B1", "数据资源总数", Kind.NUMBER, limits=Limits(least=Decimal(0), digits=0), unit="个"
                ),
                Question(
                    "B2",
                    "分类统计",
                    Kind.MATRIX,
                    rows=(Row("r1", "基础信息"), Row("r2", "业务信息")),
                    columns=(
                        Column("c1", "资源数", Kind.NUMBER, total=True, limits=Limits(within="B1")),
                        Column(
                            "c2",
                            "更新方式",
                            Kind.SINGLE,
                            options=(Option("a", "自动", Decimal(1)), Option("b", "人工", Decimal(0))),
                        ),
                        Column("c3", "说明", need=Need.OPTIONAL),
                    ),
                ),
            ),
        ),
    ),
)
# Everything that must be filled, soundly.
FULL = {
    "A1": "a",
    "A2": "张副区长",
    "A3": "2021-03-01",
    "A4": ["a", "b"],
    "B1": "12",
    "B2/r1/c1": "7",
    "B2/r1/c2": "a",
    "B2/r2/c1": "5",
    "B2/r2/c2": "b",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire in an open round, and the response of the county the roster has people of."""

    made: Started
    questionnaire_id: int
    response_id: int

    @property
    def round_id(self) -> int:
        """The one round."""
        return self.made.rounds["一季度"]

    def actor(self, name: str) -> Actor:
        """Somebody acting."""
        return self.made.actor(name)


def drafted(people: dict[str, Somebody], form: Form = FORM, code: str = "WJ1") -> int:
    """The manager's questionnaire, not yet published."""
    with writing() as session:
        draft = QuestionnaireDraft(code, form.title)
        return create_questionnaire(session=session, actor=people["孙项目"].actor, draft=draft, form=form)


def published(people: dict[str, Somebody], questionnaire_id: int, reason: str = "") -> int:
    """The bureau publishes what the draft says; returns the version's number."""
    with writing() as session:
        version = session.get_one(Questionnaire, questionnaire_id).version
        facts = {"questionnaire_id": questionnaire_id, "version": version, "reason": reason}
        return publish_questionnaire(session=session, actor=people["赵敏"].actor, **facts)


def asked(people: dict[str, Somebody], form: Form = FORM, **facts: int) -> Asked:
    """Asked of every county, begun by 德城区."""
    made = going(people, **facts)
    questionnaire_id = drafted(people, form)
    published(people, questionnaire_id)
    with writing() as session:
        hang = {"round_id": made.rounds["一季度"], "questionnaire_id": questionnaire_id}
        attach(session=session, actor=people["孙项目"].actor, **hang)
    return Asked(made, questionnaire_id, begun(made, questionnaire_id))


def begun(made: Started, questionnaire_id: int, unit: str = COUNTY, by: Actor | None = None) -> int:
    """A unit's response."""
    with writing() as session:
        return begin_response(
            session=session,
            actor=by or made.actor("吴德城"),
            questionnaire_id=questionnaire_id,
            round_id=made.rounds["一季度"],
            organisation_id=made.units[unit],
        )


def typed(
    of: Asked, values: dict[str, object], by: Actor | None = None, seen: dict[str, int] | None = None
) -> Saved:
    """Somebody types, having seen these revisions."""
    with writing() as session:
        return save_answers(
            session=session,
            actor=by or of.actor("吴德城"),
            response_id=of.response_id,
            typed={key: Typed(value, (seen or {}).get(key, 0)) for key, value in values.items()},
        )


def submitted(of: Asked, by: Actor | None = None, client_key: str | None = None) -> HandedIn:
    """The approver hands in."""
    with writing() as session:
        facts = {"response_id": of.response_id, "client_key": client_key}
        return hand_in_response(session=session, actor=by or of.actor("吴德城"), **facts)


def colleague(login: str, name: str, unit: str = COUNTY, role: str = "filler") -> Actor:
    """Another person of the county."""
    with writing() as session:
        new = NewPerson(login, name, by_code(session, unit).id, [role])
        add_person(session=session, actor=Actor.system(), new=new)
    with writing() as session:
        row = session.exec(select(Person).where(Person.login == login)).one()
        row.must_change_password = False
        return Actor(row.id, name, "127.0.0.1")
