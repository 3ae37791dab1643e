"""Drafts are trimmed and checked against everything there is, and what an import is about to add."""

from dataclasses import replace

from core.administration.dictionaries import ItemDraft, add_item, edit_item
from core.administration.unit_checks import Picture, UnitDraft, draft_problems
from core.administration.units import add_unit
from core.store.session import reading


def test_a_draft_is_trimmed_and_an_unassessed_one_has_no_group():
    draft = UnitDraft(" M43 ", " 德州市数据局 ", "", "department", 1, "一", False, " 91370000x ").trimmed()
    assert (draft.code, draft.name, draft.short_name, draft.group_name) == (
        "M43",
        "德州市数据局",
        "德州市数据局",
        "",
    )
    assert draft.uscc == "91370000X"


def test_a_unit_about_to_be_added_counts_for_the_next(unit):
    with reading() as session:
        picture = Picture(session)
    first = UnitDraft("M43", "德州市数据局", "市数据局", "department", unit("DZ").id)
    assert draft_problems(picture, first) == []
    picture.add(first)
    [twice, twin] = draft_problems(picture, first)
    assert (twice.rule, twin.rule) == ("机构代码已被使用", "同一上级下已有同名机构")
    below = UnitDraft("M43-01", "办公室", "办公室", "section", picture.by_code["M43"].id)
    assert draft_problems(picture, below) == []


def test_the_groups_are_those_of_the_dictionary_and_one_switched_off_keeps_its_units(act, unit):
    fourth = UnitDraft(
        "M43", "德州市数据局", "", "department", unit("DZ").id, "四", is_assessed=True
    ).trimmed()

    def rules(draft, but=None):
        with reading() as session:
            return [fault.rule for fault in draft_problems(Picture(session), draft, but=but)]

    assert rules(fourth) == ["参评单位须有考核分组"]
    number = act(add_item, type_code="organisation_group", draft=ItemDraft("四", "第四组", 5))
    assert rules(fourth) == []
    held = act(add_unit, draft=fourth)
    act(edit_item, item_id=number, draft=ItemDraft("四", "第四组", 5), active=False, version=1)
    assert rules(fourth, but=held) == []
    assert rules(replace(fourth, code="M44", name="德州市算力局")) == ["参评单位须有考核分组"]
