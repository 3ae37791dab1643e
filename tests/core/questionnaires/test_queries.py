"""Lists, one questionnaire whole, and its versions, for those who may read them."""

import pytest

from core.errors import NotAllowed, NotFound
from core.questionnaires import queries
from core.questionnaires.edits import SetForm
from core.store.session import reading
from tests.builders.questionnaires import FORM, asked, drafted, published
from tests.core.questionnaires.drawing import edited, seen


def had(people, query, by="李评估", **facts):
    with reading() as session:
        return query(session=session, actor=people[by].actor, **facts)


def test_the_list_searches_filters_sorts_and_turns_pages(people):
    ids = [drafted(people, code=code) for code in ("A1", "A2", "B_1")]
    published(people, ids[0])
    titles = [row.code for row in had(people, queries.questionnaires, sort="code")[0]]
    assert titles == ["A1", "A2", "B_1"]
    assert [row.code for row in had(people, queries.questionnaires, text="_")[0]] == ["B_1"]
    rows, total = had(people, queries.questionnaires, state="editing", sort="-code", limit=1)
    assert ([row.code for row in rows], total) == (["B_1"], 2)
    with pytest.raises(NotAllowed):
        had(people, queries.questionnaires, by="陈填报")


def test_a_questionnaire_comes_with_its_rounds_and_the_round_with_its_questionnaires(people):
    of = asked(people)
    view = seen(people, of.questionnaire_id)
    assert [hung.name for hung in view.rounds] == ["十三县评估·一季度考核"]
    [(row, audience)] = had(people, queries.forms_of_round, by="孙项目", round_id=of.round_id)
    assert (row.id, audience) == (of.questionnaire_id, "")


def test_an_old_version_is_read_as_it_was(people):
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    edited(people, questionnaire_id, SetForm("改了"))
    [row] = seen(people, questionnaire_id).versions
    assert had(people, queries.version_of, version_id=row.id) == FORM
    with pytest.raises(NotFound):
        had(people, queries.version_of, version_id=row.id + 9)


def test_what_may_be_asked_are_the_assessed_units_departments_first(people):
    units = had(people, queries.addressable)
    assert (len(units), units[-1].kind) == (55, "county")
    assert all(unit.is_assessed for unit in units)
    with pytest.raises(NotAllowed):
        had(people, queries.addressable, by="陈填报")
