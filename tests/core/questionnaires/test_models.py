"""The tables of questionnaires: a number belongs to one, and what was published stays as it was."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from core import clock
from core.errors import Conflict
from core.questionnaires.models import Questionnaire, QuestionnaireVersion
from core.store.engine import default_engine
from core.store.session import reading, writing
from tests.builders.questionnaires import FORM, drafted, published


@pytest.mark.parametrize(
    "act", ["update questionnaire_versions set title = 'x'", "delete from questionnaire_versions"]
)
def test_the_database_refuses_to_change_a_published_version(people, act):
    published(people, drafted(people))
    with pytest.raises(DatabaseError, match="只能新增"), default_engine().begin() as connection:
        connection.execute(text(act))
    with reading() as session:
        assert session.get_one(QuestionnaireVersion, 1).sha256 == FORM.sha256


def test_two_questionnaires_never_share_a_number(people):
    drafted(people, code="WJ1")
    names = {"created_by": "赵敏", "changed_by": "赵敏", "last_change": "建立"}
    moments = {"created_at": clock.now(), "changed_at": clock.now()}
    with pytest.raises(Conflict), writing() as session:
        session.add(Questionnaire(code="WJ1", title="又一份", document={}, **names, **moments))
