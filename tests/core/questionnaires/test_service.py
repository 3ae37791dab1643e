"""Drafts are made, copied, changed and deleted; nobody overwrites anybody, and every act is on the trail."""

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.questionnaires.edits import AddQuestion, RemoveQuestion, SetForm
from core.questionnaires.form import Form, Kind
from core.questionnaires.models import Questionnaire
from core.questionnaires.service import (
    QuestionnaireDraft,
    copy_questionnaire,
    create_questionnaire,
    delete_questionnaire,
    replace_form,
)
from core.store.session import reading, writing
from tests.builders.questionnaires import FORM, drafted, published
from tests.core.questionnaires.drawing import edited, seen, version_of
from tests.core.questionnaires.forms import choice, form_of


def last_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()


def created(people, code="N1", title="新问卷", by="孙项目", **facts) -> int:
    with writing() as session:
        draft = QuestionnaireDraft(code, title)
        return create_questionnaire(session=session, actor=people[by].actor, draft=draft, **facts)


def deleted(people, questionnaire_id, by="赵敏", version=0):
    with writing() as session:
        facts = {"questionnaire_id": questionnaire_id, "version": version or version_of(questionnaire_id)}
        return delete_questionnaire(session=session, actor=people[by].actor, **facts)


def test_a_questionnaire_starts_empty_or_from_a_form_and_a_second_click_makes_none(people):
    first = created(people, client_key="k")
    assert created(people, client_key="k") == first
    assert seen(people, first).form == Form("新问卷")
    other = created(people, "N2", "另一份", form=FORM)
    assert seen(people, other).form.title == "另一份"
    assert seen(people, other).form.sections == FORM.sections


def test_a_taken_number_and_empty_names_are_refused(people):
    created(people)
    with pytest.raises(Conflict, match="“N1”已被使用"):
        created(people)
    with pytest.raises(Invalid) as caught:
        created(people, " ", "")
    assert len(caught.value.problems) == 2


def test_those_who_only_read_or_fill_change_nothing(people):
    questionnaire_id = drafted(people)
    for name in ("李评估", "陈填报", "何审计"):
        with pytest.raises(NotAllowed):
            created(people, "X", by=name)
        with pytest.raises(NotAllowed):
            edited(people, questionnaire_id, SetForm("改了"), by=name)
    with pytest.raises(NotAllowed):
        deleted(people, questionnaire_id, by="孙项目")
    assert seen(people, questionnaire_id).form == FORM


def test_a_change_is_one_call_and_the_trail_tells_it(people):
    questionnaire_id = drafted(people)
    sentence = edited(people, questionnaire_id, AddQuestion("S1", Kind.TEXT, "A1"), key="once")
    assert sentence == "在章节“S1 组织保障”下增加文本题 Q1"
    assert edited(people, questionnaire_id, AddQuestion("S1", Kind.TEXT, "A1"), key="once") == sentence
    view = seen(people, questionnaire_id)
    assert [each.code for each in view.form.sections[0].questions][:3] == ["A1", "Q1", "A2"]
    entry = last_entry()
    assert (entry.person_name, entry.reason, entry.before["sha256"]) == ("孙项目", sentence, FORM.sha256)


def test_a_change_that_changes_nothing_leaves_the_version(people):
    questionnaire_id = drafted(people)
    assert edited(people, questionnaire_id, SetForm(FORM.title)) == "内容没有变化。"
    assert version_of(questionnaire_id) == 1


def test_whoever_is_second_is_told_who_was_first_and_with_what(people):
    questionnaire_id = drafted(people)
    edited(people, questionnaire_id, SetForm("甲"), version=1)
    with pytest.raises(Conflict) as caught:
        edited(people, questionnaire_id, SetForm("乙"), by="赵敏", version=1)
    assert "孙项目" in str(caught.value)
    assert "标题由" in str(caught.value)
    assert seen(people, questionnaire_id).row.title == "甲"


def test_what_breaks_a_rule_is_not_half_kept(people):
    questionnaire_id = drafted(people)
    with pytest.raises(Invalid, match="没有修改"):
        edited(people, questionnaire_id, RemoveQuestion("A1"))
    assert (seen(people, questionnaire_id).form, version_of(questionnaire_id)) == (FORM, 1)


def test_a_copy_has_the_draft_and_nothing_else(people):
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    with writing() as session:
        facts = {"questionnaire_id": questionnaire_id, "draft": QuestionnaireDraft("C1", "副本")}
        copy = copy_questionnaire(session=session, actor=people["孙项目"].actor, **facts)
    view = seen(people, copy)
    assert (view.form.sections, view.versions, view.row.state) == (FORM.sections, (), "editing")


def test_an_imported_form_replaces_the_draft_and_codes_gone_stay_retired(people):
    questionnaire_id = drafted(people)
    with writing() as session:
        sentence = replace_form(
            session=session,
            actor=people["孙项目"].actor,
            questionnaire_id=questionnaire_id,
            form=form_of(choice()),
            source="“a.xlsx”",
            version=1,
        )
    assert sentence == "导入“a.xlsx”，共 1 题，替换原有 7 题"
    assert "A1" in seen(people, questionnaire_id).form.retired


def test_an_unused_draft_is_deleted_and_one_published_is_not(people):
    questionnaire_id = drafted(people)
    assert deleted(people, questionnaire_id) == FORM.title
    with pytest.raises(NotFound):
        seen(people, questionnaire_id)
    kept = drafted(people)
    published(people, kept)
    with pytest.raises(Invalid) as caught:
        deleted(people, kept)
    assert "1 个已发布的版本" in caught.value.problems[0].rule
    with reading() as session:
        assert session.get(Questionnaire, kept) is not None
