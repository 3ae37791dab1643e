"""Giving questionnaires to units: versions, states, and the rounds or units they are for."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, NotFound, Problem
from core.notices.service import NoticeDraft, give_notice
from core.organisations.models import Organisation
from core.organisations.rules import ASSESSABLE
from core.projects.models import Project, ProjectRound, RoundForm
from core.projects.rules import RoundState
from core.projects.timing import last_minute_in_words
from core.questionnaires.checks import blocking
from core.questionnaires.form import Form
from core.questionnaires.held import fresh, questionnaire_row, touch, turn
from core.questionnaires.models import Questionnaire, QuestionnaireUnit, QuestionnaireVersion
from core.questionnaires.rules import QuestionnaireState, move_problems
from core.store.moments import moment

PUBLISH = Permission.QUESTIONNAIRES_FORM_PUBLISH


def publish_questionnaire(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    version: int,
    reason: str = "",
    client_key: str | None = None,
) -> int:
    """Freeze the draft as the version units fill from now on; returns the version's number.

    Responses that were handed in stay with their version; begun ones go on with the new one, every answer kept.
    Raises `Invalid` naming everything red, and where nothing changed since the last version.
    """
    authorise(session=session, actor=actor, permission=PUBLISH)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int((done.after or {}).get("form_version", 0))
    held = fresh(session, questionnaire_id, version)
    form = Form.from_dict(held.document)
    number, last = _last(session, questionnaire_id)
    problems = list(blocking(form))
    if last == form.sha256:
        problems.append(Problem("与已发布的版本没有不同", f"第 {number} 版", "改动后再发布"))
    if problems:
        raise Invalid(f"问卷“{held.title}”没有发布", problems=problems)
    kept = QuestionnaireVersion(
        questionnaire_id=questionnaire_id,
        number=number + 1,
        title=form.title,
        document=form.to_dict(),
        sha256=form.sha256,
        published_at=clock.now(),
        published_by=actor.name,
        reason=reason.strip(),
    )
    session.add(kept)
    session.flush()
    held.published_id = kept.id
    if held.state == QuestionnaireState.DRAFT:
        turn(session, actor, held, QuestionnaireState.OPEN, reason.strip())
    touch(held, actor, f"发布第 {kept.number} 版")
    after = {"form_version": kept.number, "sha256": kept.sha256, "questions": len(form.questions)}
    _told(session, actor, held, after=after, reason=reason.strip(), client_key=client_key)
    return kept.number


def move_questionnaire(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    to: QuestionnaireState,
    reason: str,
    version: int,
    client_key: str | None = None,
) -> str:
    """Pause, close or end a questionnaire, or open it again; returns the sentence that says so."""
    authorise(session=session, actor=actor, permission=PUBLISH)
    if already_done(session=session, client_key=client_key) is not None:
        return f"已转为“{to.label}”。"
    held = fresh(session, questionnaire_id, version)
    at = QuestionnaireState(held.state)
    problems = move_problems(at, to, reason)
    if problems:
        raise Invalid(f"问卷“{held.title}”的状态没有改变", problems=problems)
    turn(session, actor, held, to, reason.strip())
    _told(
        session, actor, held, before={"state": at}, after={"state": to}, reason=reason, client_key=client_key
    )
    return f"已转为“{to.label}”。"


def address(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    organisation_ids: Collection[int],
    due_at: datetime,
    version: int,
    client_key: str | None = None,
) -> int:
    """Say which units fill a questionnaire that hangs on no round, and until when; returns how many.

    Units left out keep what they answered. Who is asked anew, or until another day, gets a notice.
    """
    authorise(session=session, actor=actor, permission=PUBLISH)
    if already_done(session=session, client_key=client_key) is not None:
        return len(set(organisation_ids))
    held = fresh(session, questionnaire_id, version)
    wanted = set(organisation_ids)
    problems = _address_problems(session, held, wanted, due_at)
    if problems:
        raise Invalid(f"问卷“{held.title}”没有发给单位", problems=problems)
    asked = _ask(session, questionnaire_id, wanted)
    told = wanted if held.due_at != due_at else asked
    held.due_at = due_at
    if told:
        draft = NoticeDraft(
            "问卷",
            f"请填报“{held.title}”",
            f"请于 {last_minute_in_words(due_at)} 前在“我的填报”中填完并报送。",
            "/fill",
        )
        give_notice(session=session, actor=actor, draft=draft, organisation_ids=told)
    touch(held, actor, f"发给 {len(wanted)} 个单位")
    after = {"units": len(wanted), "due_at": due_at.isoformat()}
    _told(session, actor, held, after=after, client_key=client_key)
    return len(wanted)


def _address_problems(
    session: Session, held: Questionnaire, wanted: set[int], due_at: datetime
) -> list[Problem]:
    query = select(Organisation.id).where(col(Organisation.id).in_(wanted), col(Organisation.is_active))
    problems = []
    if held.published_id is None:
        problems.append(Problem("问卷还没有发布，单位看不到", held.title, "请先发布"))
    if not wanted:
        problems.append(Problem("没有选择单位", remedy="请至少选择一个单位"))
    elif set(session.exec(query)) != wanted:
        problems.append(Problem("有单位不存在或已停用", remedy="请刷新后重新选择"))
    if due_at <= moment(session):
        problems.append(Problem("截止时间已经过去", clock.to_minute(due_at), "请填将来的时间"))
    return problems


def _ask(session: Session, questionnaire_id: int, wanted: set[int]) -> set[int]:
    """Put the units wanted in the place of those asked; returns the new ones. What one has longer it keeps."""
    held = session.exec(
        select(QuestionnaireUnit).where(QuestionnaireUnit.questionnaire_id == questionnaire_id)
    ).all()
    for row in held:
        if row.organisation_id not in wanted:
            session.delete(row)
    asked = wanted - {row.organisation_id for row in held}
    session.add_all(
        QuestionnaireUnit(questionnaire_id=questionnaire_id, organisation_id=each) for each in sorted(asked)
    )
    return asked


def attach(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    questionnaire_id: int,
    audience: str = "",
    client_key: str | None = None,
) -> None:
    """Hang a questionnaire on a round: its units, or those of one kind, fill it before they hand in."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    row, held = _round_and_form(session, round_id, questionnaire_id)
    problems = []
    if row.state == RoundState.CLOSED:
        problems.append(Problem("轮次已关闭，不能再关联问卷", row.name, "请先重新开放轮次"))
    if audience and audience not in {kind.value for kind in ASSESSABLE}:
        problems.append(Problem("没有这类考核对象", audience, "请从列表中选择"))
    if session.get(RoundForm, (round_id, questionnaire_id)) is not None:
        problems.append(Problem("本轮已关联这份问卷", held.title, "不必重复关联"))
    if problems:
        raise Invalid("问卷没有关联", problems=problems)
    session.add(RoundForm(round_id=round_id, questionnaire_id=questionnaire_id, audience=audience))
    after: dict[str, object] = {"attached": True, "audience": audience}
    _attached(session, actor, row, held, after=after, client_key=client_key)


def detach(
    *, session: Session, actor: Actor, round_id: int, questionnaire_id: int, client_key: str | None = None
) -> None:
    """Take a questionnaire off a round that has not opened yet."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    row, held = _round_and_form(session, round_id, questionnaire_id)
    hung = session.get(RoundForm, (round_id, questionnaire_id))
    if hung is None:
        raise NotFound("本轮没有关联这份问卷", remedy="请刷新后核对")
    if row.state != RoundState.PLANNED:
        rule = Problem("轮次已经开放，不能取消关联", row.name, "不再需要时请结束问卷，已填的答卷随之保留")
        raise Invalid("问卷没有取消关联", problems=[rule])
    session.delete(hung)
    _attached(session, actor, row, held, after={"attached": False}, client_key=client_key)


def _round_and_form(
    session: Session, round_id: int, questionnaire_id: int
) -> tuple[ProjectRound, Questionnaire]:
    row = session.get(ProjectRound, round_id)
    if row is None:
        raise NotFound("没有这个轮次", remedy="请从项目页重新选择")
    return row, questionnaire_row(session, questionnaire_id)


def _attached(
    session: Session,
    actor: Actor,
    row: ProjectRound,
    held: Questionnaire,
    *,
    after: dict[str, object],
    client_key: str | None,
) -> None:
    project = session.get_one(Project, row.project_id)
    project.changed_at = clock.now()
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="round_form",
        object_id=f"{row.id}:{held.code}",
        object_name=f"{project.name} {row.name}：{held.title}",
        after=after,
        client_key=client_key,
    )


def _last(session: Session, questionnaire_id: int) -> tuple[int, str]:
    query = (
        select(QuestionnaireVersion.number, QuestionnaireVersion.sha256)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
        .order_by(col(QuestionnaireVersion.number).desc())
    )
    found = session.exec(query).first()
    return (0, "") if found is None else (found[0], found[1])


def _told(
    session: Session,
    actor: Actor,
    held: Questionnaire,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object],
    reason: str = "",
    client_key: str | None,
) -> None:
    record(
        session=session,
        actor=actor,
        action=PUBLISH,
        object_type="questionnaire",
        object_id=str(held.id),
        object_name=held.title,
        before=before,
        after=after,
        reason=reason.strip(),
        client_key=client_key,
    )
