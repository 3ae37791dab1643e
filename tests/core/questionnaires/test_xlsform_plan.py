"""Sections and questions before anything is made of them."""

from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_plan import Plan
from core.questionnaires.xlsform_sheets import Findings, book_of
from core.questionnaires.xlsform_tree import tree_of
from core.sheets.model import Sheet


def planned(*rows):
    found = Findings()
    book = book_of([Sheet("survey", [("type", "name", "label", "relevant"), *rows])], found)
    plan = Plan(Choices(book.choices, False, found), found)
    plan.walk(tree_of(book.survey, found))
    return plan, found


def test_words_belong_to_the_form_the_section_or_the_question_they_stand_before():
    plan, _ = planned(
        ("note", None, "总说明", None),
        ("begin group", "g", "节", None),
        ("note", None, "节说明", None),
        ("text", "a", "甲", None),
        ("note", None, "题说明", None),
        ("text", "b", "乙", None),
        ("note", None, "末尾", None),
        ("end group", None, None, None),
        ("begin group", "empty", "空节", None),
        ("end group", None, None, None),
    )
    assert plan.notes == ["总说明"]
    assert [(part.title, part.notes) for part in plan.parts] == [("节", ["节说明"]), ("空节", [])]
    assert [asked.notes for asked in plan.asked] == [[], ["题说明", "末尾"]]


def test_names_mean_boxes_and_what_has_none_says_why():
    plan, _ = planned(
        ("today", "today", None, None),
        ("begin group", "g", "节", None),
        ("text", "a", "甲", None),
        ("text", "never", "无", "false()"),
        ("end group", None, None, None),
        ("begin repeat", "r", "表", None),
        ("text", "b", "乙", None),
        ("end repeat", None, None, None),
        ("text", "a", "又甲", None),
    )
    assert plan.targets["g"].lacking == "它是分组，不是题"
    assert "采集环境" in plan.targets["today"].lacking
    assert "从不显示" in plan.targets["never"].lacking
    assert "表格" in plan.targets["b"].lacking
    assert plan.twins == {"a"}
    assert [asked.code for asked in plan.asked] == ["a", "r", "a_2"]
