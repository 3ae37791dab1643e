"""An administrator finds an account and mends it; a new password is seen once."""

import pytest
from sqlmodel import select

from core.access.models import AccountSlip, Person
from core.access.passwords import matches
from core.administration.people_import import sheet_of
from core.evidence.service import XLSX
from core.sheets.writing import build_workbook
from core.store.session import reading
from tests.pages.desk import Desk, links, words

SCREEN = "administration/people.py"


def account(login: str) -> Person | None:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).first()


def names(app) -> set[str]:
    return {cell.split("](")[0].strip("[") for cell in app.table[0].value.iloc[:, 1]}


def submitted(mine: Desk):
    button = mine.app.button(key="verbs.submit")
    assert not button.disabled
    button.click()
    return mine.run()


def shown_password(app) -> str:
    return app.table[-1].value["初始口令"].iloc[0].strip("`")


def test_accounts_are_found_by_name_role_state_and_branch(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN)
    assert len(app.table[0].value) == 13
    assert "在用 13 个、停用 0 个" in words(app)
    app.text_input(key="text").set_value("填报")
    assert names(mine.run()) == {"陈填报", "周填报"}
    app.selectbox(key="role").set_value("leader")
    mine.run()
    assert app.info[0].value.startswith("没有符合条件的记录")


def test_a_new_account_is_made_and_its_slip_shown_until_put_away(bare_desk, staffed):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="add", id=account("zhoutianbao").organisation_id)
    app.text_input(key="person.login").set_value("lina")
    app.text_input(key="person.name.new").set_value("李娜")
    app.multiselect(key="person.roles.new").set_value(["filler"])
    mine.run()
    app = submitted(mine)
    assert app.success[0].value == "已建立账号“lina”。"
    password = shown_password(app)
    assert matches(password, account("lina").password_hash)
    assert links(app)["打印发放单（Word）"].endswith(".docx")
    app.button(key="slip.away").click()
    assert password not in words(mine.run())


def test_a_new_password_is_shown_once_and_works(bare_desk, staffed):
    mine = bare_desk("王立新")
    mine.open(SCREEN, do="reset", id=staffed["陈填报"].id)
    password = shown_password(submitted(mine))
    assert matches(password, account("chentianbao").password_hash)


def test_an_account_is_switched_off_and_on(bare_desk, staffed):
    mine = bare_desk("王立新")
    mine.open(SCREEN, do="stop", id=staffed["周填报"].id)
    assert submitted(mine).success[0].value == "已停用账号“zhoutianbao”。"
    assert not account("zhoutianbao").is_active
    assert "○ 停用" in words(mine.app)


def test_nobody_locks_themselves_out(bare_desk, staffed):
    mine = bare_desk("王立新")
    mine.open(SCREEN, do="stop", id=staffed["王立新"].id)
    assert "不能停用自己的账号" in submitted(mine).error[0].value
    assert account("wanglixin").is_active


def test_a_successor_takes_over_and_the_card_remembers_it(bare_desk, staffed):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="leave", id=staffed["钱审核"].id)
    app.selectbox(key="person.successor").set_value(staffed["陈填报"].id)
    app.text_input(key="person.reason").set_value("工作调动")
    mine.run()
    assert submitted(mine).success[0].value == "“钱审核”已离岗，由“陈填报”接任。"
    assert "钱审核离岗，由陈填报接任“部门审核人”" in words(
        mine.open(SCREEN, do="card", id=staffed["陈填报"].id)
    )


def test_a_slip_is_signed_for(bare_desk, staffed):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="card", id=staffed["陈填报"].id)
    assert "未签收" in words(app)
    mine.open(SCREEN, do="sign", id=staffed["陈填报"].id)
    assert submitted(mine).success[0].value == "已登记“陈填报”的账号签收。"
    with reading() as session:
        slip = session.exec(select(AccountSlip).where(AccountSlip.person_id == staffed["陈填报"].id)).one()
    assert slip.signed_by == "陈填报"


def test_a_workbook_of_people_gives_a_slip_for_the_new_ones(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="import")
    row = ["lina", "李娜", "M01", "部门填报员", ""]
    app.file_uploader[0].upload("用户.xlsx", build_workbook([sheet_of([row], ["部门填报员"])]), XLSX)
    mine.run()
    app.button(key="imports.commit").click()
    app = mine.run()
    assert app.success[0].value == "已导入用户：新增 1 个，更新 0 个。"
    assert matches(shown_password(app), account("lina").password_hash)


@pytest.mark.parametrize(
    "do", ["add", "edit", "reset", "stop", "leave", "sign", "delete", "import", "verify"]
)
def test_an_auditor_reads_and_changes_nothing_whatever_the_address_says(bare_desk, staffed, do):
    app = bare_desk("何审计").open(SCREEN, do=do, id=staffed["陈填报"].id)
    assert len(app.table[0].value) == 13
    assert not {"verbs.submit", "imports.commit"} & {each.key for each in app.button}
    assert "操作" not in app.table[0].value.columns
