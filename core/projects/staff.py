"""Who works on a project: as what, for which units and indicators, and where the assessed may call them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core import clock
from core.access.models import Person
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, NotFound, Problem
from core.indicators.queries import published
from core.organisations.models import Organisation
from core.organisations.rules import ASSESSABLE
from core.projects.models import Project, ProjectPerson, ProjectSystem
from core.projects.roll import members_of
from core.projects.rules import Duty, ProjectState

EDIT = Permission.PROJECTS_PROJECT_EDIT
LONGEST_PHONE = 30


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """Somebody's part: `units` are codes of assessed organisations, `indicators` of first-level indicators.

    An empty one of them means all there are. `phone` is the number the assessed read.
    """

    person_id: int
    duty: str
    phone: str = ""
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One of the people of a project; `unit_names` and `indicator_names` are empty where it is all of them."""

    person_id: int
    name: str
    duty: Duty
    phone: str
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    unit_names: tuple[str, ...]
    indicator_names: tuple[str, ...]

    def told(self) -> str:
        """Who to ask, as one line."""
        parts = f"（{'、'.join(self.indicator_names)}）" if self.indicator_names else ""
        return f"{self.name}（{self.duty.label}）{parts} {self.phone}".strip()


def assign(
    *, session: Session, actor: Actor, project_id: int, draft: StaffDraft, client_key: str | None = None
) -> None:
    """Give somebody a part in a project, or change the one they have.

    Raises `Invalid` naming every unknown duty, unit or indicator; a closed project keeps its people.
    """
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    project = _open(session, project_id)
    person = session.get(Person, draft.person_id)
    if person is None or not person.is_active:
        raise NotFound("没有这个账号，或已停用", remedy="请从列表中重新选择人员")
    problems = _problems(session, project_id, draft)
    if problems:
        raise Invalid("人员分工没有保存", problems=problems)
    row = session.get(ProjectPerson, (project_id, draft.person_id))
    before = _facts(row) if row else None
    row = row or ProjectPerson(project_id=project_id, person_id=draft.person_id, duty=draft.duty)
    row.duty, row.phone = draft.duty, draft.phone.strip()
    row.units, row.indicators = list(draft.units), list(draft.indicators)
    session.add(row)
    _keep(session, actor, project, person, before=before, after=_facts(row), client_key=client_key)


def take_off(
    *, session: Session, actor: Actor, project_id: int, person_id: int, client_key: str | None = None
) -> str:
    """Take somebody off a project that is not closed; returns their name."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    person = session.get(Person, person_id)
    if done is not None:
        return person.name if person else ""
    project = _open(session, project_id)
    row = session.get(ProjectPerson, (project_id, person_id))
    if row is None or person is None:
        raise NotFound("项目中没有这个人", remedy="请刷新后重新选择")
    before = _facts(row)
    session.delete(row)
    _keep(session, actor, project, person, before=before, after=None, client_key=client_key)
    return person.name


def staff(*, session: Session, actor: Actor, project_id: int) -> list[StaffRow]:
    """The people of a project in order of duty; the assessed read, once it started, those who answer for them."""
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    project = session.get(Project, project_id)
    if project is None or (not scope.everything and project.state == ProjectState.NOT_STARTED):
        return []
    members = members_of(session, project_id)
    names = {member.code: member.short_name for member in members}
    own = {member.code for member in members if scope.covers(member.id)}
    query = select(ProjectPerson, Person.name).join(Person, col(Person.id) == ProjectPerson.person_id)
    rows = session.exec(query.where(ProjectPerson.project_id == project_id)).all()
    # Opening the systems is the dear part, and seldom needed.
    nodes = _indicators(session, project_id) if any(row.indicators for row, _ in rows) else {}
    found = []
    for row, name in rows:
        units, indicators = tuple(row.units or ()), tuple(row.indicators or ())
        if scope.everything or not units or own & set(units):
            unit_names = tuple(names.get(code, code) for code in units if scope.everything or code in own)
            known = tuple(nodes.get(code, code) for code in indicators)
            found.append(
                StaffRow(row.person_id, name, Duty(row.duty), row.phone, units, indicators, unit_names, known)
            )
    order = list(Duty)
    return sorted(found, key=lambda each: (order.index(each.duty), each.name))


def candidates(*, session: Session, actor: Actor) -> dict[int, tuple[str, str]]:
    """Who may be given a part: everybody active who works for none of the assessed; name and phone by id."""
    authorise(session=session, actor=actor, permission=EDIT)
    assessed = select(Organisation.id).where(col(Organisation.kind).in_(ASSESSABLE))
    query = (
        select(Person)
        .outerjoin(Organisation, col(Organisation.id) == Person.organisation_id)
        .where(
            col(Person.is_active),
            col(Person.organisation_id).is_(None)
            | (
                col(Organisation.kind).not_in(ASSESSABLE)
                & (col(Organisation.parent_id).is_(None) | col(Organisation.parent_id).not_in(assessed))
            ),
        )
        .order_by(col(Person.id))
    )
    return {person.id or 0: (person.name, person.phone) for person in session.exec(query)}


def _indicators(session: Session, project_id: int) -> dict[str, str]:
    query = select(ProjectSystem.system_version_id).where(ProjectSystem.project_id == project_id)
    systems = [published(session, version_id) for version_id in session.exec(query)]
    return {node.code: node.title for system in systems for node in system.nodes if not node.parent}


def project_indicators(*, session: Session, actor: Actor, project_id: int) -> dict[str, str]:
    """The first-level indicators parts may be given out for, by code."""
    authorise(session=session, actor=actor, permission=EDIT)
    return _indicators(session, project_id)


def _open(session: Session, project_id: int) -> Project:
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    if project.state == ProjectState.CLOSED:
        problem = Problem("项目已结束，人员分工不能再改", project.name, "需要时请复制为新项目")
        raise Invalid("人员分工没有保存", problems=[problem])
    return project


def _problems(session: Session, project_id: int, draft: StaffDraft) -> list[Problem]:
    found = []
    if draft.duty not in set(Duty):
        found.append(Problem("没有这种分工", draft.duty, f"可选：{'、'.join(duty.label for duty in Duty)}"))
    if len(draft.phone.strip()) > LONGEST_PHONE:
        found.append(Problem(f"电话最多 {LONGEST_PHONE} 个字符", draft.phone, "只写一个号码"))
    units = {member.code for member in members_of(session, project_id)}
    found += _unknown("单位不是本项目的考核对象", draft.units, units)
    found += _unknown("指标体系中没有这个一级指标", draft.indicators, _indicators(session, project_id))
    return found


def _unknown(rule: str, codes: Collection[str], known: Collection[str]) -> list[Problem]:
    return [Problem(rule, code, "请刷新后重新选择") for code in codes if code not in known]


def _facts(row: ProjectPerson) -> dict[str, object]:
    return {
        "duty": row.duty,
        "phone": row.phone,
        "unit": "、".join(row.units or ()) or "全部",
        "indicator": "、".join(row.indicators or ()) or "全部",
    }


def _keep(
    session: Session,
    actor: Actor,
    project: Project,
    person: Person,
    *,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    client_key: str | None,
) -> None:
    project.changed_at = clock.now()
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="project_person",
        object_id=f"{project.id}/{person.id}",
        object_name=f"{project.name}：{person.name}",
        before=before,
        after=after,
        client_key=client_key,
    )
