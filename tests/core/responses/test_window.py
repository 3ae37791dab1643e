"""Forty deadline cases: a second before, the moment itself, a second after; extension, skewed clocks, waiting."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.errors import Invalid
from core.projects.extensions import ExtensionDraft, grant_extension
from core.projects.models import RoundSubmission
from core.projects.timing import Deadlines
from core.questionnaires.models import Questionnaire
from core.questionnaires.publishing import address
from core.responses.filling import Typed, begin_response, save_answers
from core.responses.window import Owed, owed_of
from core.store.moments import moment
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, drafted, published, submitted, typed

LAST = datetime(2026, 11, 30, 16, tzinfo=UTC)


def judged(seconds: float, *, due: float = 0, lock: float = 0) -> tuple[bool, bool]:
    """Whether filling is possible and on time so many seconds after the deadline, moved by so many."""
    deadlines = Deadlines(LAST + timedelta(seconds=due), LAST + timedelta(seconds=lock))
    owed = Owed(Questionnaire(state="answering", code="Q", title="问卷"), 1, "德城区", None, deadlines)
    at = LAST + timedelta(seconds=seconds)
    return not owed.problems(at, begun=True), deadlines.is_on_time(at)


@pytest.mark.parametrize(
    ("seconds", "facts", "expected"),
    [
        (-1, {}, (True, True)),
        (0, {}, (True, True)),
        (1, {}, (False, False)),
        (-0.000001, {}, (True, True)),
        (0.000001, {}, (False, False)),
        (-300, {}, (True, True)),
        (300, {}, (False, False)),
        # Extended before the deadline: still on time. Extended after it: possible, but late.
        (1, {"due": 60, "lock": 60}, (True, True)),
        (60, {"due": 60, "lock": 60}, (True, True)),
        (61, {"due": 60, "lock": 60}, (False, False)),
        (1, {"lock": 60}, (True, False)),
        (60, {"lock": 60}, (True, False)),
        (61, {"lock": 60}, (False, False)),
        (-1, {"lock": 60}, (True, True)),
    ],
)
def test_the_last_moment_itself_is_in_time_and_the_next_is_not(seconds, facts, expected):
    assert judged(seconds, **facts) == expected


def locks(of, at):
    with writing() as session:
        query = select(RoundSubmission).where(RoundSubmission.organisation_id == of.made.units["371402"])
        held = session.exec(query).one()
        held.due_at = held.locks_at = at


@pytest.mark.parametrize("skew", [timedelta(minutes=5), timedelta(minutes=-5)])
@pytest.mark.parametrize("seconds", [-2, 2])
@pytest.mark.parametrize("act", ["save", "hand in"])
def test_on_postgresql_a_skewed_server_clock_decides_nothing(people, engine, monkeypatch, skew, seconds, act):
    of = asked(people)
    if act == "hand in":
        typed(of, FULL)
    with reading() as session:
        now = moment(session)
    locks(of, now - timedelta(seconds=seconds) if seconds > 0 else now + timedelta(seconds=30))
    if engine.dialect.name == "postgresql":
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + skew)
    if seconds < 0:
        assert (
            typed(of, {"A2": "李"}, seen={"A2": 1 if act == "hand in" else 0})
            if act == "save"
            else submitted(of)
        )
        return
    with pytest.raises(Invalid) as caught:
        typed(of, {"A2": "李"}) if act == "save" else submitted(of)
    assert caught.value.problems[0].rule == "已过截止时间，填报已锁定"


def test_an_extension_while_the_form_is_open_lets_the_next_value_in(people):
    of = asked(people)
    typed(of, {"A1": "a"})
    locks(of, clock.now() - timedelta(seconds=1))
    with pytest.raises(Invalid):
        typed(of, {"B1": "3"})
    with writing() as session:
        facts = {"round_id": of.round_id, "organisation_id": of.made.units["371402"]}
        more = ExtensionDraft(clock.now() + timedelta(hours=1), "平台停机检修", "赵敏副局长")
        grant_extension(session=session, actor=of.actor("孙项目"), draft=more, **facts)
    assert typed(of, {"B1": "3"}).revisions == {"B1": 1}


def test_who_waited_in_the_queue_until_the_deadline_had_passed_is_late(people):
    of = asked(people)
    entered, done = threading.Event(), []

    def hold() -> None:
        with writing() as session:
            query = select(RoundSubmission).where(RoundSubmission.organisation_id == of.made.units["371402"])
            held = session.exec(query.with_for_update()).one()
            held.due_at = held.locks_at = clock.now() + timedelta(milliseconds=300)
            session.flush()
            entered.set()
            threading.Event().wait(0.8)

    def save() -> None:
        try:
            with writing() as session:
                facts = {"response_id": of.response_id, "typed": {"A1": Typed("a", 0)}}
                save_answers(session=session, actor=of.actor("吴德城"), **facts)
            done.append("kept")
        except Invalid as error:
            done.append(error.problems[0].rule)

    first = threading.Thread(target=hold)
    first.start()
    entered.wait(5)
    second = threading.Thread(target=save)
    second.start()
    first.join()
    second.join()
    assert done == ["已过截止时间，填报已锁定"]


def test_a_questionnaire_of_its_own_has_its_own_deadline(people):
    of = asked(people)
    own = drafted(people, code="WJ9")
    published(people, own)
    until = clock.now() + timedelta(days=3)
    with writing() as session:
        version = session.get_one(Questionnaire, own).version
        facts = {"questionnaire_id": own, "organisation_ids": [of.made.units["371402"]], "due_at": until}
        address(session=session, actor=of.actor("赵敏"), version=version, **facts)
    with writing() as session:
        facts = {"questionnaire_id": own, "round_id": None, "organisation_id": of.made.units["371402"]}
        assert begin_response(session=session, actor=of.actor("吴德城"), **facts) != of.response_id
    with reading() as session:
        owed = owed_of(session, own, None, of.made.units["371402"])
    assert (owed.deadlines.locks_at, owed.title) == (until, "公共数据共享情况调研问卷")
