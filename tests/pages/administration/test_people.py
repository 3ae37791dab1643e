"""An administrator finds an account and mends it."""

from sqlmodel import select

from core.access.models import Person
from core.access.passwords import matches
from core.store.session import reading
from tests.pages.desk import Desk, words


def account(login: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).one()


def chosen(mine: Desk, person_id: int):
    app = mine.open("administration/people.py")
    app.selectbox(key="people.chosen").set_value(person_id)
    return mine.run()


def test_accounts_are_found_by_name_unit_and_sign_in_name(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open("administration/people.py")
    assert len(app.table[0].value) == 13
    assert "共 13 条" in words(app)
    app.text_input(key="people.text").set_value("填报")
    assert set(mine.run().table[0].value["姓名"]) == {"陈填报", "周填报"}
    app.text_input(key="people.text").set_value("无此人")
    mine.run()
    assert app.info[0].value == "没有账号、姓名或单位含“无此人”的用户。"


def test_a_new_password_is_shown_once_and_works(bare_desk, staffed):
    mine = bare_desk("王立新")
    app = chosen(mine, staffed["陈填报"].id)
    app.button(key="people.reset").click()
    mine.run()
    password = app.success[0].value.split("`")[1]
    assert matches(password, account("chentianbao").password_hash)
    assert password not in words(mine.run())


def test_an_account_is_switched_off_and_on(bare_desk, staffed):
    mine = bare_desk("王立新")
    chosen(mine, staffed["周填报"].id).button(key="people.active").click()
    assert mine.run().success[0].value == "已停用账号“zhoutianbao”。"
    assert not account("zhoutianbao").is_active
    assert "○ 停用" in words(mine.app)


def test_nobody_locks_themselves_out(bare_desk, staffed):
    mine = bare_desk("王立新")
    chosen(mine, staffed["王立新"].id).button(key="people.active").click()
    assert "不能停用自己的账号" in mine.run().error[0].value
    assert account("wanglixin").is_active


def test_an_auditor_reads_and_changes_nothing(bare_desk):
    app = bare_desk("何审计").open("administration/people.py")
    assert len(app.table[0].value) == 13
    assert not app.button
