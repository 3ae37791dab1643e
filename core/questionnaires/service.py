"""Making questionnaires and changing their drafts; what units fill changes by publishing only."""

from dataclasses import dataclass, replace

from sqlmodel import Session, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, Problem
from core.projects.models import RoundForm
from core.projects.rules import text_problems
from core.questionnaires.codes import remembering
from core.questionnaires.edit import Edit
from core.questionnaires.form import Form
from core.questionnaires.held import fresh, questionnaire_row, touch
from core.questionnaires.models import Questionnaire, QuestionnaireVersion

EDIT, PUBLISH = Permission.QUESTIONNAIRES_FORM_EDIT, Permission.QUESTIONNAIRES_FORM_PUBLISH


@dataclass(frozen=True, slots=True)
class QuestionnaireDraft:
    """What a new questionnaire is called."""

    code: str
    title: str


def create_questionnaire(
    *,
    session: Session,
    actor: Actor,
    draft: QuestionnaireDraft,
    form: Form | None = None,
    client_key: str | None = None,
) -> int:
    """Make a questionnaire, empty or with an imported form; returns its id.

    Raises `Invalid` naming every unfit field, `Conflict` where the code is taken.
    """
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    return _kept(session, actor, draft, form or Form(draft.title), client_key)


def copy_questionnaire(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    draft: QuestionnaireDraft,
    client_key: str | None = None,
) -> int:
    """Make a new questionnaire with the draft of another; returns its id."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    form = Form.from_dict(questionnaire_row(session, questionnaire_id).document)
    return _kept(session, actor, draft, form, client_key)


def edit_questionnaire(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    edit: Edit,
    version: int,
    client_key: str | None = None,
) -> str:
    """Change the draft; returns the change in a sentence. What units fill stays until the next publishing.

    Raises `Invalid` naming the rule the change breaks, `Conflict` saying who was first with what.
    """
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return done.reason
    held = fresh(session, questionnaire_id, version)
    before = Form.from_dict(held.document)
    after = edit.applied(before)
    if after == before:
        return "内容没有变化。"
    return _changed(
        session, actor, held, before=before, after=after, sentence=edit.told(before), client_key=client_key
    )


def replace_form(
    *,
    session: Session,
    actor: Actor,
    questionnaire_id: int,
    form: Form,
    source: str,
    version: int,
    client_key: str | None = None,
) -> str:
    """Put an imported form in the place of the draft; `source` says where it came from. Returns the sentence."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return done.reason
    held = fresh(session, questionnaire_id, version)
    before = Form.from_dict(held.document)
    sentence = f"导入{source}，共 {len(form.questions)} 题，替换原有 {len(before.questions)} 题"
    # What the old form asked stays remembered: none of its answers may turn into the answer to something else.
    after = remembering(before, replace(form, title=form.title or before.title))
    return _changed(
        session, actor, held, before=before, after=after, sentence=sentence, client_key=client_key
    )


def delete_questionnaire(*, session: Session, actor: Actor, questionnaire_id: int, version: int) -> str:
    """Delete a questionnaire that was never published and hangs on no round; returns its title.

    Raises `Invalid` counting what refers to it.
    """
    authorise(session=session, actor=actor, permission=PUBLISH)
    held = fresh(session, questionnaire_id, version)
    used = _references(session, questionnaire_id)
    if used:
        rule = f"问卷已有{'、'.join(used)}，不能删除"
        raise Invalid(
            f"没有删除问卷“{held.title}”",
            problems=[Problem(rule, remedy="不再使用时请结束问卷，答卷随之保留")],
        )
    title = held.title
    session.delete(held)
    record(
        session=session,
        actor=actor,
        action=PUBLISH,
        object_type="questionnaire",
        object_id=str(questionnaire_id),
        object_name=title,
        before={"code": held.code, "questions": len(Form.from_dict(held.document).questions)},
    )
    return title


def _kept(
    session: Session, actor: Actor, draft: QuestionnaireDraft, form: Form, client_key: str | None
) -> int:
    code, title = draft.code.strip(), draft.title.strip()
    problems = text_problems({"问卷编号": code, "问卷名称": title})
    if problems:
        raise Invalid("问卷没有建立", problems=problems)
    if session.exec(select(Questionnaire.id).where(Questionnaire.code == code)).first() is not None:
        raise Conflict(f"问卷编号“{code}”已被使用", remedy="请换一个编号")
    moment = clock.now()
    held = Questionnaire(
        code=code,
        title=title,
        document=replace(form, title=title).to_dict(),
        created_at=moment,
        created_by=actor.name,
        changed_at=moment,
        changed_by=actor.name,
        last_change="建立",
    )
    session.add(held)
    session.flush()
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="questionnaire",
        object_id=str(held.id),
        object_name=title,
        after={"code": code, "questions": len(form.questions)},
        client_key=client_key,
    )
    return held.id or 0


def _changed(
    session: Session,
    actor: Actor,
    held: Questionnaire,
    *,
    before: Form,
    after: Form,
    sentence: str,
    client_key: str | None,
) -> str:
    held.document, held.title = after.to_dict(), after.title
    touch(held, actor, sentence)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="questionnaire",
        object_id=str(held.id),
        object_name=held.title,
        before={"sha256": before.sha256},
        after={"sha256": after.sha256},
        reason=sentence,
        client_key=client_key,
    )
    return sentence


def _references(session: Session, questionnaire_id: int) -> list[str]:
    counts = {
        "已发布的版本": select(func.count())
        .select_from(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id),
        "关联的轮次": select(func.count())
        .select_from(RoundForm)
        .where(RoundForm.questionnaire_id == questionnaire_id),
    }
    found = {name: session.exec(query).one() for name, query in counts.items()}
    return [f" {count} 个{name}" for name, count in found.items() if count]
