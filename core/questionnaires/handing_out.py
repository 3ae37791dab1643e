"""What a starting project hands out of questionnaires: every one of its rounds must be published."""

from typing import Final

from sqlmodel import Session, col, select

from core.errors import Invalid, Problem
from core.projects.launch import Launch, Step
from core.projects.models import RoundForm
from core.questionnaires.models import Questionnaire


def _hand_out(session: Session, launch: Launch) -> int:
    """How many questionnaires go to how many units; raises `Invalid` for one units could not fill."""
    ids = [row.id for row in launch.rounds]
    query = (
        select(Questionnaire, RoundForm.audience)
        .join(RoundForm, col(RoundForm.questionnaire_id) == Questionnaire.id)
        .where(col(RoundForm.round_id).in_(ids))
    )
    found = session.exec(query).all()
    unpublished = sorted({held.title for held, _audience in found if held.published_id is None})
    if unpublished:
        remedy = "请先在“问卷设计”中发布，或在项目的“问卷”一节取消关联"
        problems = [Problem("关联的问卷还没有发布", title, remedy) for title in unpublished]
        raise Invalid(f"项目“{launch.project.name}”没有启动", problems=problems)
    kinds = [member.kind for member in launch.members]
    return sum(sum(audience in ("", kind) for kind in kinds) for _held, audience in found)


HAND_OUT: Final = Step("调研问卷", _hand_out)
