"""Rows stand in groups, and groups in groups."""

from core.questionnaires.xlsform_sheets import Findings, book_of
from core.questionnaires.xlsform_tree import DEEPEST, tree_of
from core.sheets.model import Sheet


def tree(*rows):
    found = Findings()
    survey = book_of([Sheet("survey", [("type", "name", "disabled"), *rows])], found).survey
    return tree_of(survey, found), [problem.rule for problem in found.problems]


def test_groups_hold_what_stands_between_begin_and_end():
    roots, problems = tree(
        ("begin group", "g", None),
        ("text", "a", None),
        ("begin repeat", "r", None),
        ("text", "b", None),
        ("end repeat", None, None),
        ("end group", None, None),
        ("text", "c", "yes"),
    )
    assert [node.name for node in roots[0].all()] == ["g", "a", "r", "b"]
    assert (len(roots), problems) == (1, [])


def test_groups_upon_groups_come_to_an_end():
    rows = [("begin group", f"g{level}", None) for level in range(DEEPEST + 5)]
    _, problems = tree(*rows, *[("end group", None, None)] * len(rows))
    assert problems == [f"分组套了 {DEEPEST} 层以上"]
