"""Calls are logged for good; one act tells all the missing and logs it for each."""

import pytest

from core.errors import Invalid, NotAllowed
from core.notices.queries import unread_count
from core.projects.chasing import CallDraft, calls, chase_missing, log_call
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, as_system, going, handed_in

DRAFT = CallDraft("电话", "张三", "0534-2600000", "答复今日报送")


def logged(made, draft=DRAFT, *, by="孙项目") -> None:
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
        log_call(session=session, actor=made.actor(by), draft=draft, **facts)


def chased(made, *, by="孙项目"):
    with writing() as session:
        return chase_missing(session=session, actor=made.actor(by), round_id=made.rounds["一季度"])


def test_a_call_is_kept_with_whom_and_what_came_of_it(people):
    made = going(people)
    logged(made)
    with reading() as session:
        (row,) = calls(session=session, actor=made.actor("赵敏"), round_id=made.rounds["一季度"])
    assert (row.organisation, row.called, row.outcome, row.person) == (
        "德城区",
        "张三",
        "答复今日报送",
        "孙项目",
    )
    with pytest.raises(Invalid) as caught:
        logged(made, CallDraft("飞鸽", " ", "", ""))
    assert len(caught.value.problems) == 3
    with pytest.raises(NotAllowed):
        logged(made, by="吴德城")


def test_the_missing_are_told_and_those_who_handed_in_are_left_alone(people):
    made = going(people)
    answer = chased(made)
    assert answer.people == 1
    with reading() as session:
        assert unread_count(session=session, actor=made.actor("吴德城")) == 2
        assert len(calls(session=session, actor=made.actor("赵敏"), round_id=made.rounds["一季度"])) == 13
    handed_in(made)
    assert chased(made).people == 0


def test_where_nobody_is_missing_nothing_is_sent(people):
    made = going(people, codes=("一季度", "initial"))
    for unit in made.units:
        as_system(made, unit)
    with pytest.raises(Invalid, match="没有发出催报通知"):
        chased(made)


def test_calls_are_looked_for_by_words_and_way_and_put_in_order(people):
    made = going(people)
    logged(made)
    logged(made, CallDraft("工作群", "李四", "", "已读未回"), by="赵敏")

    def found(**facts):
        with reading() as session:
            rows = calls(session=session, actor=made.actor("赵敏"), round_id=made.rounds["一季度"], **facts)
        return [row.called for row in rows]

    assert found() == ["李四", "张三"]
    for text in ("张三", "2600000", "今日", "孙项目"):
        assert found(text=text) == ["张三"]
    assert found(text=" 德城 ") == ["李四", "张三"]
    assert found(way="工作群") == ["李四"]
    assert found(way="当面") == []
    assert found(sort="at") == found(sort="-way") == ["张三", "李四"]
    assert found(sort="way") == found(sort="-at") == ["李四", "张三"]
