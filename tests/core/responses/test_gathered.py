"""The responses of a questionnaire: those handed in, by their own versions, as far as one reaches."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.errors import NotAllowed
from core.evidence.service import FileContent
from core.questionnaires.form import Form
from core.questionnaires.models import Questionnaire
from core.responses.files import put_files
from core.responses.gathered import gathered
from core.responses.marking import mark_answer
from core.store.session import reading, writing
from tests.builders.questionnaires import published
from tests.builders.responses import CLERK, surveyed


def test_only_what_was_handed_in_counts_unless_drafts_are_asked_for(people):
    city = surveyed(people)
    of = city.gathered()
    assert [each.unit_code for each in of.filled] == ["371402", "371403", "371422"]
    assert (of.asked, of.name) == (13, "一季度考核·公共数据共享情况调研问卷")
    assert len(city.gathered(with_drafts=True).filled) == 4


def test_answers_to_questions_not_shown_are_left_out(people):
    city = surveyed(people)
    by_code = {each.unit_code: each for each in city.gathered(with_drafts=True).filled}
    assert "A2" in by_code["371402"].answers
    assert "A2" not in by_code["371403"].seen


def test_points_are_the_rules_and_the_judgements(people):
    city = surveyed(people)
    facts = {"response_id": city.ids["371402"], "question": "A4", "points": "2.5", "reason": "材料齐全"}
    with writing() as session:
        mark_answer(session=session, actor=city.of.actor("李评估"), **facts)
    totals = {each.unit_code: each.total for each in city.gathered(with_points=True).filled}
    # 已成立 2 + 培训 1 + 检查 1 + 人工 2.5 + 自动 1; 培训 1 + 自动 1; 自动 1.
    assert totals == {"371402": Decimal("7.5"), "371403": Decimal(2), "371422": Decimal(1)}
    assert city.gathered().filled[0].points == ()


def test_files_are_named_by_box(people):
    city = surveyed(people)
    content = FileContent("印发文件.pdf", "application/pdf", b"%PDF-1.4")
    with writing() as session:
        facts = {"response_id": city.ids["371423"], "question": "A5", "files": [content]}
        put_files(session=session, actor=CLERK, **facts)
    last = city.gathered(with_drafts=True).filled[-1]
    assert last.files == {"A5": ("印发文件.pdf",)}


def test_an_old_response_keeps_the_version_it_was_handed_in_with(people):
    city = surveyed(people)
    with writing() as session:
        held = session.get_one(Questionnaire, city.of.questionnaire_id)
        form = Form.from_dict(held.document)
        held.document = replace(form, sections=form.sections[1:]).to_dict()
    published(people, city.of.questionnaire_id, "删去组织保障")
    of = city.gathered(with_drafts=True)
    assert [number for number, _form in of.versions] == [2, 1]
    assert [each.number for each in of.filled] == [1, 1, 1, 2], "the begun one goes on with the new version"
    assert of.filled[3].answers == {"B1": "100"}


def test_a_unit_gathers_itself_alone_and_a_stranger_nothing(people):
    city = surveyed(people)
    with reading() as session:
        own = gathered(session=session, actor=city.of.actor("吴德城"), **city.place)
        assert [each.unit_code for each in own.filled] == ["371402"]
        assert gathered(session=session, actor=city.of.actor("陈填报"), **city.place).filled == ()
        with pytest.raises(NotAllowed):
            gathered(session=session, actor=city.of.actor("秦专家"), **city.place)
