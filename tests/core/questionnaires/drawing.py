"""What tests of the verbs of questionnaires share."""

from core.questionnaires.models import Questionnaire
from core.questionnaires.publishing import move_questionnaire
from core.questionnaires.queries import QuestionnaireView, questionnaire
from core.questionnaires.rules import QuestionnaireState
from core.questionnaires.service import edit_questionnaire
from core.store.session import reading, writing


def version_of(questionnaire_id: int) -> int:
    """The version of the row as it is now."""
    with reading() as session:
        return session.get_one(Questionnaire, questionnaire_id).version


def seen(people, questionnaire_id: int, by: str = "孙项目") -> QuestionnaireView:
    """The questionnaire as somebody sees it."""
    with reading() as session:
        return questionnaire(session=session, actor=people[by].actor, questionnaire_id=questionnaire_id)


def edited(
    people, questionnaire_id: int, edit, *, by: str = "孙项目", version: int = 0, key: str | None = None
):
    """One change of the draft."""
    with writing() as session:
        return edit_questionnaire(
            session=session,
            actor=people[by].actor,
            questionnaire_id=questionnaire_id,
            edit=edit,
            version=version or session.get_one(Questionnaire, questionnaire_id).version,
            client_key=key,
        )


def moved(people, questionnaire_id: int, to: QuestionnaireState, reason: str = "系统升级") -> str:
    """The bureau puts it into another state."""
    with writing() as session:
        return move_questionnaire(
            session=session,
            actor=people["赵敏"].actor,
            questionnaire_id=questionnaire_id,
            to=to,
            reason=reason,
            version=session.get_one(Questionnaire, questionnaire_id).version,
        )
