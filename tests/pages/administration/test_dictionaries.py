"""Code lists are looked up at the left; an administrator changes their items."""

import pytest
from sqlmodel import select

from core.administration.dictionary_import import sheet_of
from core.dictionaries.models import DictionaryItem
from core.evidence.service import XLSX
from core.sheets.writing import build_workbook
from core.store.session import reading
from tests.pages.desk import Desk, words

SCREEN = "administration/dictionaries.py"


def item(code: str, value: str) -> DictionaryItem | None:
    with reading() as session:
        query = select(DictionaryItem).where(DictionaryItem.type_code == code, DictionaryItem.value == value)
        return session.exec(query).first()


def submitted(mine: Desk):
    button = mine.app.button(key="verbs.submit")
    assert not button.disabled
    button.click()
    return mine.run()


def test_a_list_chosen_at_the_left_narrows_the_table(bare_desk):
    app = bare_desk("赵敏").open(SCREEN, type="theme")
    assert "共 12 条" in words(app)
    assert "操作" not in app.table[0].value.columns
    assert "[修改字典]" not in words(app)


def test_an_item_is_added_changed_stopped_and_kept_when_built_in(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, type="channel", do="add")
    app.text_input(key="item.value").set_value("9")
    app.text_input(key="item.label").set_value("U盘报送")
    mine.run()
    assert submitted(mine).success[0].value == "已在“归集渠道”中新增“U盘报送”。"
    mine.open(SCREEN, type="channel", do="switch", id=item("channel", "9").id)
    assert submitted(mine).success[0].value == "已停用字典项“U盘报送”。"
    assert not item("channel", "9").is_active
    mine.open(SCREEN, do="delete", id=item("theme", "201").id)
    assert "内置字典项，不能删除" in submitted(mine).error[0].value


def test_a_list_of_ones_own_is_made(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="add_type")
    app.text_input(key="type.code").set_value("training_kind")
    app.text_input(key="type.name").set_value("培训方式")
    mine.run()
    assert submitted(mine).success[0].value == "已新增字典“培训方式”。"
    assert "[删除字典](" in words(mine.open(SCREEN, type="training_kind"))


def test_a_workbook_of_items_is_looked_through_and_taken_in(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="import")
    row = ["training_kind", "培训方式", "1", "上机", 1, "是"]
    app.file_uploader[0].upload("字典.xlsx", build_workbook([sheet_of([row])]), XLSX)
    mine.run()
    app.button(key="imports.commit").click()
    assert mine.run().success[0].value == "已导入字典项：新增 1 个，更新 0 个。"


@pytest.mark.parametrize(
    "do", ["add", "edit", "switch", "delete", "import", "add_type", "edit_type", "delete_type"]
)
def test_a_reader_changes_nothing_whatever_the_address_says(bare_desk, do):
    app = bare_desk("何审计").open(SCREEN, type="theme", do=do, id=item("theme", "201").id)
    assert not {"verbs.submit", "imports.commit"} & {each.key for each in app.button}
    assert "新增字典项" not in [each.label for each in app.button]
