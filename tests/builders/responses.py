"""A questionnaire three counties handed in and a fourth began, with answers small enough to count by hand."""

from dataclasses import dataclass, replace

from core.audit.actor import Actor
from core.questionnaires.form import Form, Question
from core.responses.gathered import Gathered, gathered
from core.store.session import reading
from tests.builders.people import Somebody
from tests.builders.questionnaires import FORM, FULL, Asked, asked, begun, submitted, typed

CLERK = Actor.system("某县填报")
# 德城区 answers FULL; the others as given here, the last is never handed in.
OTHERS = {
    "371403": FULL | {"A1": "b", "A2": "", "A4": ["a"], "B1": "20", "B2/r1/c1": "15", "B2/r2/c1": "4"},
    "371422": FULL
    | {"A1": "c", "A2": "", "A1+c": "由专班代管", "A3": "", "A3?": "尚在研究", "A4": ["z"], "B1": "40"},
    "371423": {"A1": "a", "B1": "100"},
}


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The questionnaire and the responses by unit code."""

    of: Asked
    ids: dict[str, int]

    @property
    def place(self) -> dict[str, int]:
        """Where it is filled, as reads ask for it."""
        return {"questionnaire_id": self.of.questionnaire_id, "round_id": self.of.round_id}

    def gathered(self, **facts) -> Gathered:
        """What the bureau gathers."""
        with reading() as session:
            return gathered(session=session, actor=self.of.actor("孙项目"), **self.place, **facts)


def mapped() -> Form:
    """The questionnaire with its resources feeding a ratio, its work feeding points."""
    parts = {"B1": ("A11-1", "denominator"), "B2": ("A11-1", "numerator"), "A4": ("A12-1", "points")}

    def fed(question: Question) -> Question:
        metric, part = parts.get(question.code, ("", "value"))
        return replace(question, metric=metric, part=part)

    return replace(
        FORM,
        sections=tuple(replace(each, questions=tuple(map(fed, each.questions))) for each in FORM.sections),
    )


def surveyed(people: dict[str, Somebody]) -> Surveyed:
    """Three in, one begun, nine not begun."""
    of = asked(people, mapped())
    ids = {"371402": of.response_id}
    typed(of, FULL)
    submitted(of)
    for code, answers in OTHERS.items():
        ids[code] = begun(of.made, of.questionnaire_id, code, by=CLERK)
        one = replace(of, response_id=ids[code])
        typed(one, answers, by=CLERK)
        if code != "371423":
            submitted(one, by=CLERK)
    return Surveyed(of, ids)
