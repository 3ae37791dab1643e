"""Verbs on roles: rights follow with everybody's next act, three offices stay apart."""

import pytest
from sqlmodel import select

from core.access.models import Role
from core.access.permissions import Permission
from core.access.policy import authorise, permissions_of
from core.administration.role_queries import role_cards
from core.administration.roles import RoleDraft, add_role, delete_role, edit_role, set_members
from core.audit.actor import Actor
from core.errors import Conflict, Invalid, NotAllowed
from core.store.session import reading


def card(name: str):
    with reading() as session:
        return next(each for each in role_cards(session=session, actor=Actor.system()) if each.name == name)


def draft(name: str = "联络员", *permissions: str, **facts) -> RoleDraft:
    return RoleDraft(name, "", facts.pop("scope", "own_unit"), frozenset(permissions), **facts)


def as_it_is(held, **changed) -> RoleDraft:
    facts = {
        "name": held.name,
        "note": held.note,
        "data_scope": str(held.data_scope),
        "permissions": held.permissions,
        "organisation_ids": frozenset(held.organisation_ids),
    }
    return RoleDraft(**(facts | changed))


def test_a_role_is_made_given_and_felt_at_once(act, people, unit):
    wanted = draft(
        "联络员",
        Permission.ORGANISATIONS_TREE_READ,
        scope="custom",
        organisation_ids=frozenset({unit("M05").id}),
    )
    code = act(add_role, draft=wanted, client_key="one")
    assert act(add_role, draft=wanted, client_key="one") == code
    made = card("联络员")
    assert (made.is_builtin, made.scope_name) == (False, "自定义：市教体局")
    act(set_members, role_id=made.id, person_ids=[people["陈填报"].id], version=made.version)
    with reading() as session:
        scope = authorise(
            session=session, actor=people["陈填报"].actor, permission=Permission.ORGANISATIONS_TREE_READ
        )
    assert scope.covers(unit("M05-02").id)
    assert not scope.covers(unit("M01").id)


def test_a_built_in_role_may_be_changed_and_people_feel_it_with_their_next_act(act, people):
    held = card("部门填报员")
    fewer = held.permissions - {"workbench:home:read"}
    act(edit_role, role_id=held.id, draft=as_it_is(held, permissions=fewer), version=held.version)
    with reading() as session:
        assert "workbench:home:read" not in permissions_of(session, people["陈填报"].id)


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (draft(" "), "角色名称不能为空"),
        (draft("领导"), "已有同名角色"),
        (draft("甲", "drop:table:now"), "没有这项权限"),
        (draft("甲", scope="galaxy"), "没有这种数据范围"),
        (draft("甲", scope="custom", organisation_ids=frozenset({10**8})), "有机构不存在"),
        (draft("甲", "access:role:edit", "audit:trail:export"), "一个角色不能兼有系统管理、审计的权限"),
    ],
)
def test_what_is_wrong_with_a_role_is_named_and_nothing_is_written(act, wanted, rule):
    with pytest.raises(Invalid) as refused:
        act(add_role, draft=wanted)
    assert refused.value.problems[0].rule.startswith(rule)
    with reading() as session:
        assert session.exec(select(Role).where(Role.code.startswith("custom_"))).all() == []


def test_the_second_of_two_editors_is_told_both_values(act, at):
    at("2026-03-02 09:30")
    held = card("专家")
    act(edit_role, role_id=held.id, draft=as_it_is(held, note="甲"), version=held.version)
    with pytest.raises(Conflict, match=r"王立新于 2026-03-02 09:30 修改.*说明现为“甲”，您要改为“乙”"):
        act(edit_role, role_id=held.id, draft=as_it_is(held, note="乙"), version=held.version)


def test_built_in_and_used_roles_stay_and_others_go(act, people):
    held = card("专家")
    with pytest.raises(Conflict, match="内置角色，不能删除"):
        act(delete_role, role_id=held.id, version=held.version)
    act(add_role, draft=draft())
    made = card("联络员")
    act(set_members, role_id=made.id, person_ids=[people["陈填报"].id], version=made.version)
    with pytest.raises(Conflict, match="还有 1 名成员，不能删除"):
        act(delete_role, role_id=made.id, version=card("联络员").version)
    act(set_members, role_id=made.id, person_ids=[], version=card("联络员").version)
    act(delete_role, role_id=made.id, version=card("联络员").version)
    with reading() as session:
        assert session.get(Role, made.id) is None


def test_nobody_makes_themselves_anything_and_offices_stay_apart(act, people):
    leader, auditors = card("领导"), card("审计员")
    with pytest.raises(Conflict, match="不能增减自己的角色"):
        act(set_members, role_id=leader.id, person_ids=[people["王立新"].id], version=leader.version)
    ids = [*auditors.members, people["赵敏"].id]
    with pytest.raises(Conflict, match="“赵敏”会同时担任审计、评估业务"):
        act(set_members, role_id=auditors.id, person_ids=ids, version=auditors.version)
    with pytest.raises(NotAllowed):
        act(add_role, who="赵敏", draft=draft())


def test_the_right_to_change_roles_is_not_taken_from_the_last(act):
    held = card("系统管理员")
    fewer = held.permissions - {"access:role:edit"}
    with pytest.raises(Conflict, match="没有人能维护角色权限"):
        act(edit_role, role_id=held.id, draft=as_it_is(held, permissions=fewer), version=held.version)
