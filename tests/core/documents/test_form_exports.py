"""Questionnaires leave as XLSForm that comes in again, for those who may export them."""

import pytest

from core.documents import form_exports
from core.errors import NotAllowed, NotFound
from core.questionnaires.edits import SetForm
from core.questionnaires.xlsform_reading import read_xlsform
from core.store.session import reading
from tests.builders.questionnaires import FORM, drafted, published
from tests.core.documents.opened import rows
from tests.core.questionnaires.drawing import edited


def had(people, verb, by="李评估", **facts):
    with reading() as session:
        return verb(session=session, actor=people[by].actor, **facts)


def test_draft_and_version_leave_as_they_are_and_come_in_again(people):
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    edited(people, questionnaire_id, SetForm("改了"))
    draft = had(people, form_exports.form_file, questionnaire_id=questionnaire_id)
    kept = had(people, form_exports.form_version_file, questionnaire_id=questionnaire_id, number=1)
    assert (draft.name, kept.name) == ("改了（草稿）.xlsx", f"{FORM.title}（第1版）.xlsx")
    assert read_xlsform(kept.data, kept.name).form == FORM
    assert read_xlsform(draft.data, draft.name).form.title == "改了"
    with pytest.raises(NotFound):
        had(people, form_exports.form_version_file, questionnaire_id=questionnaire_id, number=2)


def test_the_list_leaves_whole_and_only_for_those_who_may(people):
    published(people, drafted(people))
    header, row = rows(had(people, form_exports.questionnaires_file).data, "问卷")
    assert header[:3] == ("编号", "问卷", "状态")
    assert row[:5] == ("WJ1", FORM.title, "进行中", 7, "第 1 版")
    for verb, facts in (
        (form_exports.questionnaires_file, {}),
        (form_exports.form_file, {"questionnaire_id": 1}),
    ):
        with pytest.raises(NotAllowed):
            had(people, verb, by="陈填报", **facts)
