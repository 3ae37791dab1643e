"""People come back, sign for their accounts, and leave with somebody taking over."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from core import clock
from core.access.duties import keep_apart, keeping_a_role_editor, refuse_wider
from core.access.models import AccountHandover, AccountSlip, Person
from core.access.own_password import end_sessions
from core.access.service import authorise_on
from core.access.sign_in import clear_failures
from core.administration.people_checks import person_of, roles_of
from core.administration.people_records import EDIT, OBJECT, codes_of, put_roles, told
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound, Problem


def hand_over(
    *,
    session: Session,
    actor: Actor,
    person_id: int,
    successor_id: int,
    reason: str,
    version: int,
    client_key: str | None = None,
) -> None:
    """Somebody leaves: the successor takes over their roles, their account stops at once.

    Raises `Invalid` without a reason or for a successor of no use, `Conflict` where the successor would
    hold two of the three offices.
    """
    leaver, successor = person_of(session, person_id), person_of(session, successor_id)
    for each in (leaver, successor):
        scope = authorise_on(session, actor, each.organisation_id)
    if already_done(session=session, client_key=client_key):
        return
    if leaver.version != version:
        refuse_stale(session, object_type=OBJECT, object_id=person_id, name=leaver.name, fields={})
    problems = _handover_problems(actor, leaver, successor, reason)
    if problems:
        raise Invalid(f"“{leaver.name}”的离岗交接没有办理", problems=problems)
    codes = codes_of(session, person_id)
    refuse_wider(scope, roles_of(session, codes))
    names = "、".join(role.name for role in roles_of(session, codes))
    with keeping_a_role_editor(session):
        put_roles(session, successor_id, [*codes_of(session, successor_id), *codes])
        put_roles(session, person_id, [])
        leaver.is_active = False
    keep_apart(session, [successor_id])
    end_sessions(session, person_id, reason="已离岗")
    session.add(
        AccountHandover(
            at=clock.now(),
            leaver_id=person_id,
            leaver_name=leaver.name,
            successor_id=successor_id,
            successor_name=successor.name,
            roles=names,
            reason=reason.strip(),
            handed_by=actor.name,
        )
    )
    told(
        session,
        actor,
        leaver,
        before={"roles": names},
        after={"successor": successor.name},
        reason=reason.strip(),
        client_key=client_key,
    )


def verify_people(
    *, session: Session, actor: Actor, person_ids: Collection[int], client_key: str | None = None
) -> int:
    """Note that people long absent still need their accounts: unlocked and counted present again."""
    people = [person_of(session, person_id) for person_id in sorted(set(person_ids))]
    for person in people:
        authorise_on(session, actor, person.organisation_id)
    if not people:
        raise Invalid("没有选择用户", remedy="请先勾选要核验的用户")
    if already_done(session=session, client_key=client_key):
        return len(people)
    stopped = [person.name for person in people if not person.is_active]
    if stopped:
        raise Conflict(f"“{'、'.join(stopped)}”已停用，不能批量恢复", remedy="请逐个核实后启用")
    for person in people:
        person.verified_at = clock.now()
        clear_failures(session, person.login)
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type=OBJECT,
        object_name=f"核验 {len(people)} 个久未登录的用户",
        after={"people": [person.login for person in people]},
        client_key=client_key,
    )
    return len(people)


def sign_slip(
    *,
    session: Session,
    actor: Actor,
    slip_id: int,
    signed_on: date,
    signed_by: str,
    version: int,
    client_key: str | None = None,
) -> None:
    """Note who signed for an account slip and when; a slip is signed for once."""
    slip = session.get(AccountSlip, slip_id)
    if slip is None:
        raise NotFound("没有这张账号发放单", remedy="请刷新后重试")
    person = person_of(session, slip.person_id)
    authorise_on(session, actor, person.organisation_id)
    if already_done(session=session, client_key=client_key):
        return
    if slip.signed_on is not None or slip.version != version:
        raise Conflict(
            f"“{person.name}”的发放单已由{slip.signed_by}于 {slip.signed_on} 签收", remedy="不必再登记"
        )
    issued = slip.issued_at.astimezone(clock.SHANGHAI).date()
    if not signed_by.strip() or not issued <= signed_on <= clock.today():
        rule = "签收人不能为空，签收日期须在发放日与今天之间"
        raise Invalid("没有登记签收", problems=[Problem(rule, str(signed_on), f"发放日为 {issued}")])
    slip.signed_on, slip.signed_by = signed_on, signed_by.strip()[:30]
    told(
        session,
        actor,
        person,
        before=None,
        after={"signed_on": str(signed_on), "signed_by": slip.signed_by},
        client_key=client_key,
    )


def _handover_problems(actor: Actor, leaver: Person, successor: Person, reason: str) -> list[Problem]:
    problems = []
    if leaver.id == successor.id:
        problems.append(Problem("接任人不能是本人", successor.name, "请另选接任人"))
    if leaver.id == actor.person_id:
        problems.append(Problem("不能为自己办理离岗", leaver.name, "请由另一名系统管理员操作"))
    if not successor.is_active:
        problems.append(Problem("接任人的账号已停用", successor.name, "请先启用或另选接任人"))
    if not reason.strip():
        problems.append(Problem("理由不能为空", remedy="例如：工作调动，任免文件文号"))
    return problems
