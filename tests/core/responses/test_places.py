"""Who is where in a response: the box each person saved last, for a while."""

from datetime import timedelta

from core import clock
from core.responses.places import PRESENT, present
from core.store.session import reading
from tests.builders.questionnaires import asked, colleague, typed


def here(of, after=timedelta()):
    with reading() as session:
        return [(each.name, each.cell) for each in present(session, of.response_id, clock.now() + after)]


def test_everybody_is_where_they_saved_last(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    typed(of, {"A1": "a"})
    typed(of, {"B1": "3"}, by=other)
    typed(of, {"A2": "张副区长"})
    assert here(of) == [("吴德城", "A2"), ("刘科长", "B1")]


def test_who_has_long_saved_nothing_is_elsewhere(people):
    of = asked(people)
    typed(of, {"A1": "a"})
    assert here(of, after=PRESENT + timedelta(seconds=1)) == []
