"""One response whole: what stands where and by whom, what lacks, who may do what."""

import pytest

from core.errors import NotAllowed, NotFound
from core.evidence.service import FileContent
from core.responses.files import put_files
from core.responses.parts import assign_parts
from core.responses.queries import response_view
from core.responses.rules import ResponseState
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, colleague, submitted, typed
from tests.core.responses.test_returning import REASONS, returned


def view(of, name="吴德城", **facts):
    with reading() as session:
        facts = {"response_id": of.response_id} | facts
        return response_view(session=session, actor=of.actor(name), **facts)


def test_every_box_says_what_stands_there_by_whom_and_what_lacks(people):
    of = asked(people)
    typed(of, {"A1": "a", "B1": "十二"})
    found = view(of)
    assert found.values == {"A1": "a", "B1": "十二"}
    assert (found.answers["B1"].by, found.answers["B1"].revision) == ("吴德城", 1)
    assert found.saved_at == max(found.answers["A1"].at, found.answers["B1"].at)
    lacks = {lack.key: lack.problem.rule for lack in found.standing.whole.lacks}
    assert lacks["B1"] == "“B1 数据资源总数”应填数字"
    assert "A2" in lacks
    assert (found.code, found.version_number, found.unit_name) == ("WJ1", 1, "德城区")
    assert found.title == "一季度考核·公共数据共享情况调研问卷"


def test_files_parts_and_presence_stand_beside_the_answers(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    with writing() as session:
        facts = {"response_id": of.response_id, "questions": ["B1"], "person_id": other.person_id}
        assign_parts(session=session, actor=of.actor("吴德城"), **facts)
    typed(of, {"B1": "3"}, by=other)
    content = FileContent("印发文件.pdf", "application/pdf", b"%PDF-1.4")
    with writing() as session:
        facts = {"response_id": of.response_id, "question": "A5", "files": [content]}
        put_files(session=session, actor=of.actor("吴德城"), **facts)
    found = view(of)
    assert found.parts == {"B1": (other.person_id, "刘科长")}
    assert {each.name: each.cell for each in found.present} == {"刘科长": "B1", "吴德城": "A5"}
    assert [(file.cell, file.name, file.by) for file in found.files] == [("A5", "印发文件.pdf", "吴德城")]


def test_who_may_do_what_depends_on_the_reader(people):
    of = asked(people)
    may = {
        name: (found.may_fill, found.may_confirm, found.may_return)
        for name in ("吴德城", "孙项目", "李评估", "何审计")
        for found in [view(of, name)]
    }
    assert may == {
        "吴德城": (True, True, False),
        "孙项目": (False, False, True),
        "李评估": (False, False, False),
        "何审计": (False, False, False),
    }
    for name in ("陈填报", "秦专家"):
        with pytest.raises(NotAllowed):
            view(of, name)
    with pytest.raises(NotFound):
        view(of, response_id=9999)


def test_a_returned_response_names_its_questions_and_its_receipt_stays(people):
    of = asked(people)
    typed(of, FULL)
    receipt = submitted(of)
    returned(of)
    found = view(of)
    assert (found.state, found.returned) == (ResponseState.RETURNED, REASONS)
    (kept,) = found.submissions
    assert (kept.sha256, kept.number, kept.by) == (receipt.sha256, 1, "吴德城")
