"""Units are looked up in the tree; an administrator changes them and everybody's history stays."""

import pytest
from sqlmodel import select

from core.administration import unit_sheet
from core.administration.unit_history import Word
from core.administration.units import rename_unit, switch_unit
from core.evidence.service import XLSX
from core.organisations.models import Organisation, OrganisationChange
from core.sheets.writing import build_workbook
from core.store.session import reading, writing
from tests.pages.desk import Desk, links, words

SCREEN = "administration/organisations.py"


def unit(code: str) -> Organisation | None:
    with reading() as session:
        return session.exec(select(Organisation).where(Organisation.code == code)).first()


def names(app) -> list[str]:
    return [cell.split("](")[0].strip("[") for cell in app.table[0].value.iloc[:, 1]]


def typed(mine: Desk, **texts: str):
    for key, value in texts.items():
        mine.app.text_input(key=key.replace("__", ".")).set_value(value)
    return mine.run()


def submitted(mine: Desk):
    button = mine.app.button(key="verbs.submit")
    assert not button.disabled
    button.click()
    return mine.run()


def test_the_tree_is_counted_by_kind_and_comes_in_pages(bare_desk):
    app = bare_desk("赵敏").open(SCREEN)
    assert "市级部门 42 个" in words(app)
    assert "县市区 13 个" in words(app)
    assert len(app.table[0].value) == 20
    assert "共 657 条，每页 20 条" in words(app)


def test_a_branch_of_the_tree_narrows_the_list_and_opens(bare_desk):
    app = bare_desk("赵敏").open(SCREEN, below=unit("M05").id)
    assert "共 5 条" in words(app)
    assert f"below={unit('M05-01').id}" in words(app)


def test_filters_stand_in_the_address_and_are_reset_together(bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, text="m05-01", kind="科室", state="启用", sort="-code")
    assert names(app) == ["基础教育科"]
    app.button(key="query.reset").click()
    assert "共 657 条" in words(mine.run())
    app.text_input(key="text").set_value("没有这样的")
    assert mine.run().info[0].value.startswith("没有符合条件的记录")


def test_headers_sort_both_ways_and_nonsense_in_the_address_does_no_harm(bare_desk):
    mine = bare_desk("赵敏")
    first = names(mine.open(SCREEN, kind="县市区", sort="code"))
    assert names(mine.open(SCREEN, kind="县市区", sort="-code")) == first[::-1]
    app = mine.open(SCREEN, page="x", sort="drop", below="-7", do="drop", id="9" * 30)
    assert len(app.table[0].value) == 13


def test_a_card_opens_from_the_address_with_history(bare_desk, staffed):
    held = unit("M01")
    with writing() as session:
        facts = {"unit_id": held.id, "name": "德州市公安总局", "short_name": "", "version": held.version}
        rename_unit(session=session, actor=staffed["王立新"].actor, word=Word("改革", "1号"), **facts)
    told = words(bare_desk("赵敏").open(SCREEN, do="card", id=held.id))
    assert "德州市公安局 → 德州市公安总局" in told
    assert "理由：改革；依据：1号" in told
    assert "[更名](" not in told


def test_an_administrator_adds_a_unit_and_what_was_typed_stays_while_it_is_refused(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="add", id=unit("DZ").id)
    assert app.button(key="verbs.submit").disabled
    typed(mine, unit__code="M01", unit__name__="德州市数据局")
    submitted(mine)
    assert "机构代码已被使用" in str(app.table[-1].value.to_numpy())
    assert app.text_input(key="unit.code").value == "M01"
    typed(mine, unit__code="M43")
    assert submitted(mine).success[0].value == "已新增机构“德州市数据局”。"
    assert unit("M43").parent_id == unit("DZ").id
    assert "do" not in app.query_params


def test_two_people_at_one_unit_the_second_is_told(bare_desk, staffed):
    mine, held = bare_desk("王立新"), unit("M05-01")
    mine.open(SCREEN, do="stop", id=held.id)
    typed(mine, unit__reason="撤并", unit__basis="1号")
    with writing() as session:
        word = Word("改革", "2号")
        facts = {"unit_id": held.id, "active": False, "word": word, "version": held.version}
        switch_unit(session=session, actor=staffed["王立新"].actor, **facts)
    assert "已被王立新于" in submitted(mine).error[0].value


@pytest.mark.parametrize("do", ["edit", "rename", "move", "merge", "stop", "delete", "card"])
def test_each_verb_opens_for_an_administrator_and_no_change_for_others(bare_desk, do):
    held = unit("M05")
    app = bare_desk("王立新").open(SCREEN, do=do, id=held.id)
    assert [each.key for each in app.button if each.key == "verbs.submit"] or do == "card" or app.selectbox
    app = bare_desk("赵敏").open(SCREEN, do=do, id=held.id)
    assert "verbs.submit" not in [each.key for each in app.button]


def test_several_units_are_chosen_and_moved_in_one_act(bare_desk):
    mine, codes = bare_desk("王立新"), ("M04-01", "M05-01")
    app = mine.open(SCREEN, do="move-many")
    app.multiselect(key="units.move").set_value([unit(code).id for code in codes])
    mine.run()
    app.selectbox(key="units.to").set_value(unit("M01").id)
    app.text_input(key="unit.reason").set_value("机构改革，职责划转")
    app.text_input(key="unit.basis").set_value("德办发〔2020〕12号")
    mine.run()
    app = submitted(mine)
    assert app.success[0].value == "已把 2 个机构移到“德州市公安局”之下。"
    assert {unit(code).parent_id for code in codes} == {unit("M01").id}
    app = bare_desk("赵敏").open(SCREEN, do="move-many")
    assert not app.multiselect


def test_a_unit_people_refer_to_is_kept_with_the_reason(bare_desk):
    mine = bare_desk("王立新")
    mine.open(SCREEN, do="delete", id=unit("M05").id)
    assert "1 个用户引用了它" in submitted(mine).error[0].value
    assert unit("M05") is not None


def test_a_workbook_is_looked_through_before_it_is_written(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="import")
    row = ["M43", "德州市数据局", "", "市级部门", "DZ", "一", "是", "", 43]
    app.file_uploader[0].upload("机构.xlsx", build_workbook([unit_sheet.sheet_of(["一"], [row])]), XLSX)
    mine.run()
    assert [each.value for each in app.metric] == ["1 行", "0 行", "0 行", "0 行"]
    assert unit("M43") is None
    app.button(key="imports.commit").click()
    assert mine.run().success[0].value == "已导入机构：新增 1 个，更新 0 个。"
    assert unit("M43").name == "德州市数据局"


def test_a_wrong_workbook_comes_back_marked_and_nothing_is_written(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open(SCREEN, do="import")
    rows = [
        ["M43", "甲局", "", "市级部门", "DZ", "一", "是", "", 43],
        ["M44", "", "", "科室", "没有", "", "否", "", 1],
    ]
    app.file_uploader[0].upload("机构.xlsx", build_workbook([unit_sheet.sheet_of(["一"], rows)]), XLSX)
    mine.run()
    assert "没有这个上级机构" in words(app)
    assert "下载标注了失败原因的文件" in links(app)
    assert "imports.commit" not in [each.key for each in app.button]
    with reading() as session:
        assert session.exec(select(OrganisationChange)).all() == []


def test_a_frozen_edition_keeps_the_name_it_was_made_with(desk, evaluated):
    held = unit("M05")
    with writing() as session:
        facts = {
            "unit_id": held.id,
            "name": "德州市教育局",
            "short_name": "市教育局",
            "version": held.version,
        }
        rename_unit(
            session=session, actor=evaluated.people["王立新"].actor, word=Word("改革", "1号"), **facts
        )
    told = words(desk("赵敏").open("results/board.py"))
    assert "市教体局" in told
    assert "市教育局" not in told
