"""Verbs on code lists: what the product asks by stays, everything else is the administrators'."""

import pytest
from sqlmodel import select

from core.administration.dictionaries import (
    ItemDraft,
    TypeDraft,
    add_item,
    add_type,
    delete_item,
    delete_type,
    edit_item,
    edit_type,
)
from core.audit.actor import Actor
from core.dictionaries import service as reference
from core.dictionaries.models import DictionaryItem, DictionaryType
from core.dictionaries.queries import items
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.organisations.models import Organisation
from core.store.session import reading, writing

OWN = TypeDraft("training_kind", "培训方式", "上机、集中")


def kind(code: str) -> DictionaryType | None:
    with reading() as session:
        return session.exec(select(DictionaryType).where(DictionaryType.code == code)).first()


def item(code: str, value: str) -> DictionaryItem | None:
    with reading() as session:
        query = select(DictionaryItem).where(DictionaryItem.type_code == code, DictionaryItem.value == value)
        return session.exec(query).first()


def test_a_list_of_ones_own_is_made_filled_emptied_and_deleted(act):
    act(add_type, draft=OWN, client_key="t")
    act(add_type, draft=OWN, client_key="t")
    number = act(add_item, type_code=OWN.code, draft=ItemDraft("1", "上机", 1), client_key="i")
    assert act(add_item, type_code=OWN.code, draft=ItemDraft("1", "上机", 1), client_key="i") == number
    with pytest.raises(Conflict, match="还有 1 个字典项"):
        act(delete_type, code=OWN.code, version=1)
    act(delete_item, item_id=number, version=1)
    act(delete_type, code=OWN.code, version=1)
    assert kind(OWN.code) is None


def test_a_built_in_list_is_renamed_but_not_stopped_or_deleted_nor_are_its_items(act):
    held = kind("theme")
    with pytest.raises(Invalid) as refused:
        act(edit_type, draft=TypeDraft("theme", "主题"), active=False, version=held.version)
    assert refused.value.problems[0].rule == "内置字典不能停用"
    act(edit_type, draft=TypeDraft("theme", "主题"), active=True, version=held.version)
    assert kind("theme").name == "主题"
    with pytest.raises(Conflict, match="内置字典，不能删除"):
        act(delete_type, code="theme", version=kind("theme").version)
    first = item("theme", "201")
    with pytest.raises(Conflict, match="内置字典项，不能删除"):
        act(delete_item, item_id=first.id, version=first.version)


def test_a_stopped_item_leaves_the_choices_and_stays_through_an_update(act):
    held = item("theme", "201")
    act(edit_item, item_id=held.id, draft=ItemDraft("x", "公共服务", 9), active=False, version=held.version)
    after = item("theme", "201")
    assert (after.value, after.order_no, after.is_active) == ("201", 9, False)
    with writing() as session:
        assert reference.load_reference(session=session, actor=Actor.system()) == 0
        assert "201" not in [each.value for each in items(session, "theme")]


def test_an_item_still_used_is_not_deleted_and_the_sentence_says_where(act, unit):
    number = act(add_item, type_code="organisation_group", draft=ItemDraft("四", "第四组", 5))
    with writing() as session:
        session.get_one(Organisation, unit("M01").id).group_name = "四"
    with pytest.raises(Conflict, match=r"“第四组”不能删除：1 个机构引用了它.*请停用"):
        act(delete_item, item_id=number, version=1)


def test_the_second_of_two_editors_is_told_both_values(act, at):
    at("2026-03-02 09:30")
    held = item("theme", "201")
    facts = {"item_id": held.id, "active": True, "version": held.version}
    act(edit_item, draft=ItemDraft("201", "甲", 1), **facts)
    with pytest.raises(Conflict, match=r"王立新于 2026-03-02 09:30 修改.*标签现为“甲”，您要改为“乙”"):
        act(edit_item, draft=ItemDraft("201", "乙", 1), **facts)


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        (ItemDraft("201", "重复", 1), "同一字典内值重复"),
        (ItemDraft(" ", "空", 1), "值须为"),
        (ItemDraft("300", "", 1), "标签须为"),
        (ItemDraft("300", "甲", 0), "序号须在"),
    ],
)
def test_what_is_wrong_with_an_item_is_named(act, draft, rule):
    with pytest.raises(Invalid) as refused:
        act(add_item, type_code="theme", draft=draft)
    assert refused.value.problems[0].rule.startswith(rule)


def test_codes_are_plain_and_unknown_lists_and_strangers_are_refused(act):
    for code in ("Bad Code", "theme"):
        with pytest.raises(Invalid):
            act(add_type, draft=TypeDraft(code, "某字典"))
    with pytest.raises(NotFound):
        act(add_item, type_code="nothing", draft=ItemDraft("1", "甲", 1))
    with pytest.raises(NotAllowed):
        act(add_type, who="赵敏", draft=OWN)
