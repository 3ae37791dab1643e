"""Points by judgement: with a reason, within their range, never over a colleague's unseen."""

from decimal import Decimal

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed
from core.responses.marking import mark_answer, marked
from core.responses.models import ManualMark
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, submitted, typed
from tests.core.responses.test_returning import handed_in


def give(of, points="2.50", *, by="李评估", **facts):
    facts = {"question": "A4", "reason": "材料齐全", "response_id": of.response_id} | facts
    with writing() as session:
        mark_answer(session=session, actor=of.actor(by), points=points, **facts)


def worth(of, name="孙项目"):
    with reading() as session:
        return marked(session=session, actor=of.actor(name), response_id=of.response_id)


def test_rules_and_judgement_add_up_line_by_line(people):
    of = handed_in(people)
    before = worth(of)
    assert (before.total, before.most, before.waiting) == (Decimal(5), Decimal(9), ("A4",))
    give(of)
    after = worth(of)
    assert (after.total, after.waiting) == (Decimal("7.5"), ())
    lines = {each.question: [(line.words, line.points) for line in each.lines] for each in after.questions}
    assert lines == {
        "A1": [("选“已成立”", 2)],
        "A4": [("选“培训”", 1), ("选“检查”", 1)],
        "B2": [("基础信息·更新方式：选“自动”", 1)],
    }
    (mark,) = after.marks
    assert (mark.points, mark.reason, mark.by) == (Decimal("2.5"), "材料齐全", "李评估")
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (entry.after, entry.reason) == ({"question": "A4", "points": "2.5"}, "材料齐全")


@pytest.mark.parametrize(
    ("points", "facts", "rule"),
    [
        ("3.5", {}, "分数应在 0 到 3 之间"),
        ("-1", {}, "分数应在 0 到 3 之间"),
        ("两分", {}, "分数应为数字"),
        ("nan", {}, "分数应为数字"),
        ("1", {"question": "A1"}, "这道题没有人工分"),
        ("1", {"question": "Z9"}, "这道题没有人工分"),
        ("1", {"reason": " "}, "须写明理由"),
    ],
)
def test_what_is_no_judgement_is_refused_and_nothing_is_kept(people, points, facts, rule):
    of = handed_in(people)
    with pytest.raises(Invalid) as caught:
        give(of, points, **facts)
    assert any(rule in each.rule for each in caught.value.problems)
    with reading() as session:
        assert session.exec(select(ManualMark)).all() == []


def test_whoever_comes_second_is_told_who_gave_what(people):
    of = handed_in(people)
    give(of)
    with pytest.raises(Conflict, match=r"已由李评估于 .* 评为 2.5 分（材料齐全）"):
        give(of, "1", by="孙项目")
    give(of, "1", by="孙项目", version=1)
    assert worth(of).marks[0].points == 1


def test_one_click_marks_once(people):
    of = handed_in(people)
    for _ in range(2):
        give(of, client_key="click")
    assert worth(of).marks[0].version == 1


def test_drafts_are_not_marked_and_units_mark_nothing(people):
    of = asked(people)
    typed(of, FULL)
    with pytest.raises(Invalid) as caught:
        give(of)
    assert caught.value.problems[0].rule == "答卷还没有报送"
    submitted(of)
    for name in ("吴德城", "赵敏", "何审计"):
        with pytest.raises(NotAllowed):
            give(of, by=name)
    assert worth(of, "吴德城").total == 5
    with pytest.raises(NotAllowed):
        worth(of, "陈填报")
