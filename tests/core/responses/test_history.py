"""What went between unit and bureau: every handing in with what it changed, every return with its reason."""

import pytest

from core.errors import NotAllowed
from core.responses.history import history
from core.store.session import reading
from tests.builders.questionnaires import submitted, typed
from tests.core.responses.test_returning import handed_in, returned


def past(of, name="孙项目"):
    with reading() as session:
        return history(session=session, actor=of.actor(name), response_id=of.response_id)


def test_the_second_handing_in_says_what_it_changed(people):
    of = handed_in(people)
    first = past(of).submissions
    assert [(each.number, each.changes, each.way.label) for each in first] == [(1, None, "线上审核报送")]
    returned(of)
    typed(of, {"B1": "15", "A1": "b", "A2": ""}, seen={"B1": 1, "A1": 1, "A2": 1})
    submitted(of)
    second, kept = past(of).submissions
    assert (second.number, second.is_on_time) == (2, True)
    changed = {change.place: (change.before, change.after) for change in second.changes}
    assert changed == {
        "“A1 是否成立工作专班”": ("已成立", "未成立"),
        "“A2 专班牵头领导”": ("张副区长", "（空）"),
        "“B1 数据资源总数”": ("12个", "15个"),
    }
    assert second.check_code != kept.check_code


def test_returns_are_told_with_question_and_reason(people):
    of = handed_in(people)
    returned(of)
    told = {each.question: each.reason for each in past(of, "吴德城").returns}
    assert told == {"A1 是否成立工作专班": "没有成立文件佐证", "B1 数据资源总数": "与平台目录数不符"}
    with pytest.raises(NotAllowed):
        past(of, "陈填报")
