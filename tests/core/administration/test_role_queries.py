"""Roles with everything that can be changed about them, and the tree of permissions."""

import pytest

from core.access.permissions import Permission
from core.administration.role_queries import AREAS, permission_tree, role_card, role_cards
from core.errors import NotAllowed, NotFound


def test_every_permission_stands_once_below_an_area_with_a_name():
    tree = permission_tree()
    assert sorted(each for branch in tree.values() for each in branch) == sorted(Permission)
    assert {each.value.split(":")[0] for each in Permission} <= set(AREAS)


def test_roles_are_found_by_text_and_scope_and_name_their_members(ask):
    assert len(ask(role_cards)) == 12
    [found] = ask(role_cards, text="填报员")
    assert list(found.members.values()) == ["陈填报", "周填报"]
    assert {card.name for card in ask(role_cards, scope="own_and_below")} == {"县市区管理员"}


def test_a_role_that_is_not_there_is_not_found_and_strangers_read_none(ask):
    with pytest.raises(NotFound):
        ask(role_card, role_id=10**6)
    with pytest.raises(NotAllowed):
        ask(role_cards, who="陈填报")
