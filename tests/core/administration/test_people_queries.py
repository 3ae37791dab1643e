"""The list of accounts as far as the reader's scope goes, narrowed, sorted, paged."""

import pytest
from sqlmodel import select

from core.access.models import Role, RolePermission
from core.administration.people_queries import (
    PersonFilter,
    counts_by_unit,
    numbers,
    person_card,
    person_rows,
    role_choices,
)
from core.errors import NotAllowed
from core.store.session import writing


def names(answer) -> list[str]:
    return [row.name for row in answer[0]]


def test_text_role_state_and_branch_narrow_the_list(ask, unit):
    assert names(ask(person_rows, wanted=PersonFilter(text="填报"))) == ["陈填报", "周填报"]
    assert names(ask(person_rows, wanted=PersonFilter(role="leader"))) == ["郑市长"]
    assert names(ask(person_rows, wanted=PersonFilter(below=unit("M05").id))) == ["陈填报", "钱审核"]
    assert names(ask(person_rows, wanted=PersonFilter(state="stopped"))) == []
    assert ask(person_rows, wanted=PersonFilter(state="unsigned"))[1] == 13
    assert ask(numbers) == {"在用": 13, "停用": 0, "久未登录": 0, "未签收": 13}


def test_the_list_sorts_both_ways_and_comes_in_pages(ask):
    up = names(ask(person_rows, wanted=PersonFilter(), sort="login"))
    down = names(ask(person_rows, wanted=PersonFilter(), sort="-login", limit=5))
    assert down == up[::-1][:5]


def test_a_narrow_scope_sees_its_own_people_only(ask, unit, people):
    with writing() as session:
        role = session.exec(select(Role).where(Role.code == "county_administrator")).one()
        session.add(RolePermission(role_id=role.id, permission="access:person:read"))
    assert names(ask(person_rows, who="吴德城", wanted=PersonFilter())) == ["吴德城"]
    assert ask(counts_by_unit, who="吴德城") == {unit("371402").id: 1}
    with pytest.raises(NotAllowed, match="数据范围"):
        ask(person_card, who="吴德城", person_id=people["王立新"].id)
    with pytest.raises(NotAllowed):
        ask(person_rows, who="陈填报", wanted=PersonFilter())


def test_a_card_tells_place_slips_and_roles(ask, people):
    card = ask(person_card, person_id=people["陈填报"].id)
    assert card.path[0] == "德州市"
    assert [slip.occasion for slip in card.slips] == ["新建"]
    assert (card.row.role_codes, card.handovers) == (("filler",), ())
    assert ask(role_choices)["filler"] == "部门填报员"


def test_a_phone_in_a_list_is_masked(ask, people):
    [row] = ask(person_rows, wanted=PersonFilter(text="陈填报"))[0]
    assert row.masked_phone == "—"
