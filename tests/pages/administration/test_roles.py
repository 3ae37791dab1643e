"""Which role may do what, and changing it."""

import pytest

from core.access import queries
from core.administration.role_queries import role_cards
from core.audit.actor import Actor
from core.store.session import reading
from tests.pages.desk import Desk, granted, take_away, words

SCREEN = "administration/roles.py"


def held(role: str) -> frozenset[str]:
    with reading() as session:
        rows = queries.roles(session=session, actor=Actor.system())
    return next(row.permissions for row in rows if row.code == role)


def number(name: str) -> int:
    with reading() as session:
        cards = role_cards(session=session, actor=Actor.system())
    return next(card.id for card in cards if card.name == name)


def submitted(mine: Desk):
    button = mine.app.button(key="verbs.submit")
    assert not button.disabled
    button.click()
    return mine.run()


def test_every_role_stands_with_its_reach_and_its_people(bare_desk):
    table = bare_desk("王立新").open(SCREEN).table[0].value
    assert len(table) == 12
    reach = {
        row.iloc[1].split("](")[0].strip("["): (row["数据范围"], row["人数"]) for _, row in table.iterrows()
    }
    assert reach["部门填报员"] == ("本单位", "2")


def test_a_permission_given_is_kept(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="edit", id=number("专家"))
    (box,) = [each for each in app.checkbox if each.label == "查看机构"]
    box.check()
    mine.run()
    assert submitted(mine).success[0].value.startswith("已保存“专家”的权限，共 ")
    assert held("expert") == granted("expert") | {"organisations:tree:read"}


def test_the_head_of_a_branch_ticks_all_of_it(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="edit", id=number("专家"))
    (head,) = [each for each in app.checkbox if each.label == "**主题图谱**"]
    head.check()
    mine.run()
    submitted(mine)
    assert {each for each in held("expert") if each.startswith("topics:")} == {
        "topics:heat:export", "topics:heat:read", "topics:logs:import"
    }  # fmt: skip


def test_a_copy_is_a_role_of_its_own_and_joined_offices_are_refused(bare_desk):
    mine = bare_desk("王立新")
    mine.open(SCREEN, do="copy", id=number("审计员"))
    assert submitted(mine).success[0].value.startswith("已新增角色“审计员（副本）”")
    app = mine.open(SCREEN, do="edit", id=number("审计员（副本）"))
    (box,) = [each for each in app.checkbox if each.label == "维护角色权限"]
    box.check()
    mine.run()
    assert "三员分立" in str(submitted(mine).table[-1].value.to_numpy())


def test_members_are_chosen_and_a_used_role_is_not_deleted(bare_desk, staffed):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="members", id=number("专家"))
    (box,) = [each for each in app.multiselect if each.label == "成员"]
    box.set_value([*box.value, staffed["陈填报"].id])
    mine.run()
    assert submitted(mine).success[0].value == "“专家”现有成员 2 人。"
    assert "陈填报" in words(mine.open(SCREEN, do="card", id=number("专家")))


@pytest.mark.parametrize("do", ["edit", "copy", "members", "delete", "add"])
def test_an_auditor_reads_in_words_and_changes_nothing(bare_desk, do):
    app = bare_desk("何审计").open(SCREEN, do="card", id=number("系统管理员"))
    assert "- 查看用户" in words(app)
    app = bare_desk("何审计").open(SCREEN, do=do, id=number("系统管理员"))
    assert "verbs.submit" not in [each.key for each in app.button]


def test_the_screen_is_gone_when_its_permission_was_taken_away(bare_desk):
    mine = bare_desk("王立新")
    mine.open(SCREEN)
    take_away("administrator", "access:role:read")
    assert "角色权限" not in [each.value for each in mine.run().subheader]
