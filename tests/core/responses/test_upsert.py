"""One statement writes the boxes nobody changed since they were seen, and says which they were."""

from core import clock
from core.responses.upsert import write_boxes
from core.store.session import writing
from tests.builders.questionnaires import asked, typed


def written(of, values, seen):
    with writing() as session:
        facts = {"seen": seen, "at": clock.now()}
        return write_boxes(session, of.actor("吴德城"), of.response_id, values, **facts)


def test_new_boxes_and_seen_ones_are_written_and_the_others_left(people):
    of = asked(people)
    typed(of, {"A2": "甲", "B1": "1"})
    typed(of, {"B1": "2"}, seen={"B1": 1})
    values = {"A1": "a", "A2": "乙", "B1": "3"}
    assert written(of, values, {"A1": 0, "A2": 1, "B1": 1}) == {"A1": 1, "A2": 2}
    assert written(of, {"B1": "3"}, {"B1": 2}) == {"B1": 3}


def test_nothing_is_written_for_nothing(people):
    assert written(asked(people), {}, {}) == {}
