"""Reads of access: profiles, menus, accounts, who is on line."""

import pytest
from sqlmodel import select

from core.access import queries
from core.access.models import Menu, MenuKind, Person
from core.access.permissions import Permission
from core.access.sign_in import open_session, reserve_attempt
from core.errors import NotAllowed
from core.store.session import reading, writing

ALL = frozenset(member.value for member in Permission)


def enter(login: str) -> None:
    with writing() as session:
        attempt = reserve_attempt(session=session, login=login, ip="10.0.0.9")
    with writing() as session:
        open_session(session=session, attempt=attempt, ip="10.0.0.9", browser="Firefox")


def read(query, *arguments, **facts):
    with reading() as session:
        return query(session, *arguments, **facts)


def online(people, **facts):
    with reading() as session:
        return queries.online(session=session, actor=people["何审计"].actor, **facts)


def test_a_profile_names_unit_roles_and_permissions(people):
    found = read(queries.profile, people["陈填报"].id)
    assert (found.login, found.name, found.organisation) == (
        "chentianbao",
        "陈填报",
        "德州市教育和体育局 · 基础教育科",
    )
    assert (found.roles, found.role_codes) == (("部门填报员",), ("filler",))
    assert "results:unit:read" in found.permissions
    assert "audit:trail:read" not in found.permissions


def test_somebody_switched_off_has_no_profile(people):
    with writing() as session:
        session.get_one(Person, people["陈填报"].id).is_active = False
    assert read(queries.profile, people["陈填报"].id) is None
    assert read(queries.profile, 999_999) is None


def test_a_menu_lists_what_the_permissions_open_in_order(people):
    whole = read(queries.menu_screens, ALL)
    assert whole[0].section == "工作台"
    assert len({screen.url_path for screen in whole}) == len(whole)
    none = read(queries.menu_screens, frozenset())
    assert none == []
    some = read(queries.menu_screens, frozenset({"results:board:read"}))
    assert {screen.permission for screen in some} == {"results:board:read"}


@pytest.mark.parametrize("kind", [MenuKind.SECTION, MenuKind.SCREEN])
def test_a_menu_switched_off_disappears_with_what_hangs_below(people, kind):
    before = read(queries.menu_screens, ALL)
    with writing() as session:
        row = session.exec(
            select(Menu).where(Menu.code == ("results" if kind is MenuKind.SECTION else "results.board"))
        ).one()
        row.is_active = False
    gone = {screen.url_path for screen in before} - {
        screen.url_path for screen in read(queries.menu_screens, ALL)
    }
    assert "board" in gone
    assert (len(gone) > 1) is (kind is MenuKind.SECTION)


def test_who_is_on_line_and_who_no_longer(people, at):
    enter("zhaomin")
    at.forward(minutes=10)
    enter("sunxiangmu")
    found = online(people)
    assert [(row.name, row.ip, row.browser) for row in found] == [
        ("孙项目", "10.0.0.9", "Firefox"),
        ("赵敏", "10.0.0.9", "Firefox"),
    ]
    for text, names in (("sunxiang", ["孙项目"]), ("10.0.0.9", ["孙项目", "赵敏"]), ("%", [])):
        assert [row.name for row in online(people, text=text)] == names
    ids = {row.session_id for row in found}
    assert read(queries.live_session_ids, ids | {999_999}) == ids
    at.forward(minutes=5)
    assert [row.name for row in online(people)] == ["孙项目"]
    assert read(queries.live_session_ids, ids) == {found[0].session_id}
    with writing() as session:
        session.get_one(Person, people["孙项目"].id).is_active = False
    assert read(queries.live_session_ids, ids) == set()
    assert online(people) == []


def test_roles_are_listed_with_their_reach_permissions_and_holders(people):
    with reading() as session:
        rows = queries.roles(session=session, actor=people["王立新"].actor)
    by_code = {row.code: row for row in rows}
    assert [row.code for row in rows][:2] == ["administrator", "authority"]
    assert (by_code["filler"].people, by_code["filler"].scope_name) == (2, "本单位")
    assert "results:unit:read" in by_code["filler"].permissions


@pytest.mark.parametrize("query", [queries.roles, queries.online])
def test_lists_of_accounts_roles_and_sessions_are_for_those_who_may_see_them(people, query):
    with reading() as session, pytest.raises(NotAllowed):
        query(session=session, actor=people["陈填报"].actor)
