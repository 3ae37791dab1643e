"""Evidence beside an answer: many at once, once each, taken out without being destroyed."""

import pytest
from sqlmodel import select

from core.errors import Invalid, NotAllowed, NotFound
from core.evidence.models import EvidenceFile
from core.evidence.service import HandedFile
from core.responses.files import put_files, take_out_file
from core.responses.models import AnswerFile
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, submitted, typed
from tests.core.evidence.files import pdf

PAGE = HandedFile("成立文件.pdf", pdf(1))
MINUTES = HandedFile("会议纪要.pdf", pdf(2))


def put(of, *files, question="A5", by="吴德城", client_key=None):
    with writing() as session:
        facts = {"response_id": of.response_id, "question": question, "files": files}
        return put_files(session=session, actor=of.actor(by), client_key=client_key, **facts)


def lying():
    with reading() as session:
        return [row for row in session.exec(select(AnswerFile)) if row.removed_at is None]


def test_many_files_are_put_at_once_and_the_same_file_once(people):
    of = asked(people)
    assert put(of, PAGE, MINUTES) == 2
    assert put(of, PAGE) == 0
    assert len(lying()) == 2


def test_a_repeated_click_puts_nothing_twice(people):
    of = asked(people)
    assert (put(of, PAGE, client_key="k"), put(of, PAGE, client_key="k")) == (1, 0)


def test_what_was_taken_out_stays_kept(people):
    of = asked(people)
    put(of, PAGE)
    with writing() as session:
        facts = {"response_id": of.response_id, "file_id": lying()[0].id}
        assert take_out_file(session=session, actor=of.actor("吴德城"), **facts) == "成立文件.pdf"
    assert lying() == []
    with writing() as session, pytest.raises(NotFound):
        take_out_file(session=session, actor=of.actor("吴德城"), **facts)
    with reading() as session:
        assert session.exec(select(EvidenceFile.name)).all()[-1] == "成立文件.pdf"


@pytest.mark.parametrize("question", ["A1", "Z9", "B2"])
def test_a_question_that_takes_no_files_gets_none(people, question):
    of = asked(people)
    with pytest.raises(Invalid, match="文件没有放入"):
        put(of, PAGE, question=question)
    assert lying() == []


def test_no_more_than_a_reviewer_will_open(people):
    of = asked(people)
    many = [HandedFile(f"{number}.txt", f"第 {number} 份".encode()) for number in range(21)]
    with pytest.raises(Invalid) as caught:
        put(of, *many)
    assert caught.value.problems[0].rule == "“A5 印发文件”最多放 20 个文件"


def test_after_handing_in_and_for_others_the_box_is_shut(people):
    of = asked(people)
    with pytest.raises(NotAllowed):
        put(of, PAGE, by="陈填报")
    typed(of, FULL)
    submitted(of)
    with pytest.raises(Invalid) as caught:
        put(of, PAGE)
    assert caught.value.problems[0].rule == "答卷已报送"


def test_what_is_not_what_its_name_says_is_refused_and_nothing_is_put(people):
    of = asked(people)
    with pytest.raises(Invalid):
        put(of, PAGE, HandedFile("报告.pdf", b"<html><script>alert(1)</script></html>"))
    assert lying() == []
