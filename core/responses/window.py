"""Whether a unit may work on a response at a moment: its questionnaire, its round, its own deadline."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlmodel import Session, col, select

from core.errors import NotFound, Problem
from core.organisations.models import Organisation
from core.projects.models import ProjectOrganisation, ProjectRound, RoundForm, RoundSubmission
from core.projects.rules import RoundState
from core.projects.timing import Deadlines, last_minute
from core.questionnaires.held import questionnaire_row
from core.questionnaires.models import Questionnaire, QuestionnaireUnit
from core.questionnaires.rules import QuestionnaireState, filling_problems


class Lock(Enum):
    """How what a unit owes is kept as it is until the transaction ends.

    Savers share it and do not wait for each other; an extension, a handing in and a return have it alone.
    """

    NONE = 0
    SHARED = 1
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Owed:
    """What one unit owes of one questionnaire: the rows it hangs on, and its deadlines."""

    questionnaire: Questionnaire
    organisation_id: int
    unit_name: str
    round: ProjectRound | None
    deadlines: Deadlines

    @property
    def place(self) -> str:
        """The key that keeps a unit from answering the same thing twice."""
        return f"{self.questionnaire.id}:{self.round.id if self.round else 0}:{self.organisation_id}"

    @property
    def title(self) -> str:
        """The questionnaire, with its round where it has one."""
        return f"{self.round.name}·{self.questionnaire.title}" if self.round else self.questionnaire.title

    def problems(self, at: datetime, *, begun: bool) -> list[Problem]:
        """What keeps the unit from filling at this moment; the last moment itself is still in time."""
        found = filling_problems(QuestionnaireState(self.questionnaire.state), begun=begun)
        if self.round is not None and self.round.state != RoundState.OPEN:
            state = RoundState(self.round.state)
            found.append(
                Problem(f"“{self.round.name}”{state.label}", remedy="请等轮次开放，或联系市大数据局")
            )
        if not self.deadlines.is_open(at):
            said = f"截止 {last_minute(self.deadlines.locks_at)}"
            remedy = "已填内容保留为草稿；确需补报的，请向市大数据局申请延期"
            found.append(Problem("已过截止时间，填报已锁定", said, remedy))
        return found


def owed_of(
    session: Session,
    questionnaire_id: int,
    round_id: int | None,
    organisation_id: int,
    *,
    lock: Lock = Lock.NONE,
) -> Owed:
    """What a unit owes; raises `NotFound` where it was not asked."""
    questionnaire = questionnaire_row(session, questionnaire_id)
    if round_id is None:
        return _of_its_own(session, questionnaire, organisation_id)
    query = select(RoundSubmission).where(
        RoundSubmission.round_id == round_id,
        RoundSubmission.organisation_id == organisation_id,
        col(RoundSubmission.is_due),
    )
    if lock is not Lock.NONE:
        query = query.with_for_update(read=lock is Lock.SHARED)
    held = session.exec(query.execution_options(populate_existing=True)).first()
    row = session.get(ProjectRound, round_id)
    hung = session.get(RoundForm, (round_id, questionnaire_id))
    if held is None or row is None or hung is None:
        raise _not_asked()
    unit = session.get_one(ProjectOrganisation, (row.project_id, organisation_id))
    if hung.audience and hung.audience != unit.kind:
        raise _not_asked()
    return Owed(questionnaire, organisation_id, unit.short_name, row, Deadlines(held.due_at, held.locks_at))


def _of_its_own(session: Session, questionnaire: Questionnaire, organisation_id: int) -> Owed:
    asked = session.get(QuestionnaireUnit, (questionnaire.id or 0, organisation_id))
    if asked is None or questionnaire.due_at is None:
        raise _not_asked()
    unit = session.get_one(Organisation, organisation_id)
    until = max(questionnaire.due_at, asked.until or questionnaire.due_at)
    return Owed(questionnaire, organisation_id, unit.short_name or unit.name, None, Deadlines(until, until))


def _not_asked() -> NotFound:
    return NotFound("该单位没有这份填报任务", remedy="请从“我的填报”中打开")
