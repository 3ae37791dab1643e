"""Who may do what to whose data: every cell of the committed table, decided by the real service.

What is expected is worked out here from the committed CSV files alone.
"""

import csv
from functools import cache

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.access.models import DataScope, Person, PersonRole, Role, RoleOrganisation, SignInSession
from core.access.permissions import Permission
from core.access.policy import authorise, permissions_of
from core.access.service import edit_role_permissions
from core.audit.actor import Actor
from core.errors import NotAllowed, NotSignedIn
from core.organisations.models import Organisation
from core.organisations.queries import by_code
from core.settings import REFERENCE
from core.store.session import reading, writing
from tests.builders.people import ROSTER, Somebody

NOBODY = 999_999
# One person for each role, and the unit of each kind of owner as seen from that person's desk.
HOLDER = {role: name for _, name, _, role in reversed(ROSTER)}
DESKS = {
    "Z01": {"own": "Z01", "below": "Z01-01", "other": "M01"},
    "Z02": {"own": "Z02", "below": "Z02", "other": "M01"},
    "DZ": {"own": "DZ", "below": "M01", "other": "M05-01"},
    "M05": {"own": "M05", "below": "M05-02", "other": "M01"},
    "M05-01": {"own": "M05", "below": "M05-02", "other": "M01"},
    "371402": {"own": "371402", "below": "371402-01", "other": "371403-01"},
}
OWNERS = ("own", "below", "other", "none")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def parents() -> dict[str, str]:
    return {row["代码"]: row["上级代码"] for row in table("organisations.csv")}


@cache
def kinds() -> dict[str, str]:
    return {row["代码"]: row["类别"] for row in table("organisations.csv")}


def is_below(code: str, ancestor: str) -> bool:
    while code:
        if code == ancestor:
            return True
        code = parents()[code]
    return False


def employer(code: str) -> str:
    """The unit somebody works for: sections are part of the unit above them."""
    return employer(parents()[code]) if kinds()[code] == "科室" else code


def reached(scope: str, desk: str | None, custom: frozenset[str] = frozenset()) -> set[str]:
    """The codes a data scope reaches from a desk, by the text of the tender and nothing else."""
    every = set(parents())
    if scope == "all":
        return every
    if scope == "custom":
        return {code for code in every for root in custom if is_below(code, root)}
    if desk is None or scope == "self":
        return set()
    if scope == "own_and_below":
        return {code for code in every if is_below(code, employer(desk))}
    return {code for code in every if employer(code) == employer(desk)}


def expected(role: str, permission: Permission, desk: str, owner: str | None) -> bool:
    [row] = [row for row in table("role_permissions.csv") if row["权限"] == permission.value]
    [scope] = [row["数据范围"] for row in table("roles.csv") if row["代码"] == role]
    return row[role] == "√" and (owner is None or owner in reached(scope, desk))


def unit_ids(session: Session) -> dict[str, int]:
    return {code: unit_id or 0 for code, unit_id in session.exec(select(Organisation.code, Organisation.id))}


def decided(session: Session, actor: Actor, permission: Permission, owner_id: int | None) -> bool:
    try:
        authorise(session=session, actor=actor, permission=permission, organisation_id=owner_id)
    except NotAllowed:
        return False
    return True


CELLS = [(role, permission, owner) for role in HOLDER for permission in Permission for owner in OWNERS]


def test_the_matrix_is_as_large_as_promised():
    assert len(CELLS) >= 480
    assert set(HOLDER) == {row["代码"] for row in table("roles.csv")}


@pytest.mark.parametrize("role", HOLDER)
def test_every_cell_of_a_role_is_decided_as_the_table_says(engine: Engine, people, role: str):
    somebody = people[HOLDER[role]]
    wrong, cells = [], [cell for cell in CELLS if cell[0] == role]
    with reading(engine) as session:
        ids = {code: by_code(session, code).id for code in DESKS[somebody.unit].values()}
        for _, permission, owner in cells:
            code = DESKS[somebody.unit].get(owner)
            found = decided(session, somebody.actor, permission, ids[code] if code else None)
            if found != expected(role, permission, somebody.unit, code):
                wrong.append(f"{role} {permission} {owner}: {found}")
    assert len(cells) == len(Permission) * len(OWNERS)
    assert wrong == []


@pytest.mark.parametrize("scope", DataScope)
def test_a_data_scope_reaches_exactly_its_units_from_every_kind_of_desk(
    engine: Engine, people, scope: DataScope
):
    custom = frozenset({"371402", "M36"})
    with writing(engine) as session:
        ids = unit_ids(session)
        role = session.exec(select(Role).where(Role.code == "filler")).one()
        role.data_scope = scope
        for code in custom:
            session.add(RoleOrganisation(role_id=role.id or 0, organisation_id=by_code(session, code).id))
    for desk in ("DZ", "Z01-03", "M05", "M05-01", "371402", "371402-01", "Z02", None):
        with writing(engine) as session:
            person = session.get_one(Person, people["陈填报"].id)
            person.organisation_id = by_code(session, desk).id if desk else None
        with reading(engine) as session:
            found = authorise(
                session=session, actor=people["陈填报"].actor, permission=Permission.RESULTS_UNIT_READ
            )
            codes = {code for code, unit_id in ids.items() if found.covers(unit_id)}
        assert codes == reached(scope.value, desk, custom), desk
        assert found.covers(NOBODY) is found.everything is (scope is DataScope.ALL)
        assert found.covers(None) is found.everything


def edit(engine: Engine, administrator: Somebody, role: str, permissions: frozenset[Permission]) -> None:
    with writing(engine) as session:
        version = session.exec(select(Role.version).where(Role.code == role)).one()
        edit_role_permissions(
            session=session,
            actor=administrator.actor,
            role_code=role,
            permissions=permissions,
            version=version,
        )


def test_a_permission_taken_or_given_is_felt_at_the_next_act(engine: Engine, people):
    chen = people["陈填报"]
    with reading(engine) as session:
        before = permissions_of(session, chen.id)
        assert decided(session, chen.actor, Permission.RESULTS_UNIT_READ, None)
        assert not decided(session, chen.actor, Permission.AUDIT_TRAIL_READ, None)
    after = (before - {Permission.RESULTS_UNIT_READ}) | {Permission.AUDIT_TRAIL_READ}
    edit(engine, people["王立新"], "filler", frozenset(map(Permission, after)))
    with reading(engine) as session:
        assert not decided(session, chen.actor, Permission.RESULTS_UNIT_READ, None)
        assert decided(session, chen.actor, Permission.AUDIT_TRAIL_READ, None)
        assert permissions_of(session, chen.id) == after


def test_two_roles_join_per_permission_and_never_widen_each_other(engine: Engine, people):
    """A filler (own unit) who is also an expert (nobody's data) and an auditor (all, but reading only)."""
    chen = people["陈填报"]
    edit(engine, people["王立新"], "filler", frozenset({Permission.COLLECTION_VALUES_IMPORT}))
    with writing(engine) as session:
        auditor = session.exec(select(Role).where(Role.code == "auditor")).one()
        session.add(PersonRole(person_id=chen.id, role_id=auditor.id or 0))
    with reading(engine) as session:
        own, other = by_code(session, "M05").id, by_code(session, "M01").id
        assert decided(session, chen.actor, Permission.COLLECTION_VALUES_IMPORT, own)
        assert not decided(session, chen.actor, Permission.COLLECTION_VALUES_IMPORT, other)
        assert decided(session, chen.actor, Permission.COLLECTION_VALUES_READ, other)


def test_the_same_permission_in_two_roles_reaches_the_union(engine: Engine, people):
    wu = people["吴德城"]
    with writing(engine) as session:
        operator = session.exec(select(Role).where(Role.code == "operator")).one()
        session.add(PersonRole(person_id=wu.id, role_id=operator.id or 0))
        session.add(RoleOrganisation(role_id=operator.id or 0, organisation_id=by_code(session, "M36").id))
    edit(engine, people["王立新"], "operator", frozenset({Permission.RESULTS_UNIT_READ}))
    with reading(engine) as session:
        ids = unit_ids(session)
        found = authorise(session=session, actor=wu.actor, permission=Permission.RESULTS_UNIT_READ)
        codes = {code for code, unit_id in ids.items() if found.covers(unit_id)}
    assert codes == {code for code in parents() if is_below(code, "371402") or is_below(code, "M36")}


def test_a_person_switched_off_may_do_nothing(engine: Engine, people):
    with writing(engine) as session:
        session.get_one(Person, people["赵敏"].id).is_active = False
    with reading(engine) as session, pytest.raises(NotSignedIn, match="停用"):
        authorise(session=session, actor=people["赵敏"].actor, permission=Permission.RESULTS_BOARD_READ)


def test_a_person_unknown_to_the_database_may_do_nothing(engine: Engine, people):
    with reading(engine) as session, pytest.raises(NotSignedIn):
        authorise(session=session, actor=Actor(NOBODY, "无此人"), permission=Permission.WORKBENCH_HOME_READ)


def test_who_must_change_the_password_first_may_do_nothing_else(engine: Engine, people):
    with writing(engine) as session:
        session.get_one(Person, people["赵敏"].id).must_change_password = True
    with reading(engine) as session, pytest.raises(NotSignedIn, match="修改口令"):
        authorise(session=session, actor=people["赵敏"].actor, permission=Permission.RESULTS_BOARD_READ)


@pytest.fixture
def held(engine: Engine, people, at) -> SignInSession:
    """A session of 赵敏, begun now."""
    with writing(engine) as session:
        moment = at.now()
        held = SignInSession(
            token_hash="x",
            person_id=people["赵敏"].id,
            created_at=moment,
            last_seen_at=moment,
            expires_at=moment,
        )
        at.forward(hours=-1)
        session.add(held)
    return held


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ({}, True),
        ({"minutes": 14, "seconds": 59}, True),
        ({"minutes": 15}, False),
        ({"hours": 2}, False),
    ],
)
def test_an_act_needs_a_session_that_still_holds(engine: Engine, people, held, at, change, passes):
    with writing(engine) as session:
        session.get_one(SignInSession, held.id).last_seen_at = at.now()
    at.forward(**change)
    actor = Actor(people["赵敏"].id, "赵敏", session_id=held.id)
    with reading(engine) as session:
        if passes:
            assert decided(session, actor, Permission.RESULTS_BOARD_READ, None)
        else:
            with pytest.raises(NotSignedIn, match="登录已失效"):
                authorise(session=session, actor=actor, permission=Permission.RESULTS_BOARD_READ)


def test_an_ended_session_another_persons_session_or_none_of_that_number_opens_nothing(
    engine, people, held, at
):
    actors = [
        Actor(people["孙项目"].id, "孙项目", session_id=held.id),
        Actor(people["赵敏"].id, "赵敏", session_id=NOBODY),
    ]
    with writing(engine) as session:
        session.get_one(SignInSession, held.id).last_seen_at = at.now()
    with reading(engine) as session:
        for actor in actors:
            with pytest.raises(NotSignedIn):
                authorise(session=session, actor=actor, permission=Permission.RESULTS_BOARD_READ)
    with writing(engine) as session:
        session.get_one(SignInSession, held.id).ended_at = at.now()
    mine = Actor(people["赵敏"].id, "赵敏", session_id=held.id)
    with reading(engine) as session, pytest.raises(NotSignedIn):
        authorise(session=session, actor=mine, permission=Permission.RESULTS_BOARD_READ)


def test_a_refusal_says_what_is_missing_and_who_holds_it(engine: Engine, people):
    with reading(engine) as session, pytest.raises(NotAllowed) as refused:
        authorise(session=session, actor=people["陈填报"].actor, permission=Permission.RESULTS_EDITION_FREEZE)
    assert str(refused.value) == (
        "您没有“计算并冻结结果版次”的权限。处理办法：此项权限由“主管部门、项目经理”持有，需要时请向系统管理员申请"
    )


def test_the_product_itself_reaches_everything(engine: Engine, people):
    with reading(engine) as session:
        assert authorise(
            session=session, actor=Actor.system(), permission=Permission.RESULTS_EDITION_FREEZE
        ).everything
