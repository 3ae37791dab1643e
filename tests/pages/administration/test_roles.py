"""Which role may do what, and changing it."""

from core.access import queries
from core.access.permissions import Permission
from core.audit.actor import Actor
from core.store.session import reading
from tests.pages.desk import granted, take_away, words


def held(role: str) -> frozenset[str]:
    with reading() as session:
        rows = queries.roles(session=session, actor=Actor.system())
    return next(row.permissions for row in rows if row.code == role)


def test_every_role_stands_with_its_reach_and_its_people(bare_desk):
    table = bare_desk("王立新").open("administration/roles.py").table[0].value
    assert len(table) == 12
    assert dict(zip(table["角色"], table["数据范围"], strict=True))["部门填报员"] == "本单位"
    assert dict(zip(table["角色"], table["人数"], strict=True))["部门填报员"] == "2"


def test_a_permission_given_is_kept(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open("administration/roles.py")
    app.selectbox(key="roles.chosen").set_value("expert")
    mine.run()
    (box,) = app.multiselect
    box.set_value([*box.value, Permission.ORGANISATIONS_TREE_READ])
    mine.run()
    app.button[0].click()
    assert mine.run().success[0].value.startswith("已保存“专家”的权限，共 ")
    assert held("expert") == granted("expert") | {"organisations:tree:read"}


def test_an_auditor_reads_in_words_and_changes_nothing(bare_desk):
    app = bare_desk("何审计").open("administration/roles.py")
    assert "- 查看用户" in words(app)
    assert not app.button
    assert not app.multiselect


def test_the_screen_is_gone_when_its_permission_was_taken_away(bare_desk):
    mine = bare_desk("王立新")
    mine.open("administration/roles.py")
    take_away("administrator", "access:role:read")
    assert "角色权限" not in [each.value for each in mine.run().subheader]
