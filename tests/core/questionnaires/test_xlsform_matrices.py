"""Which groups are tables."""

import pytest

from core.errors import Invalid
from core.questionnaires.form import Column, Form, Kind, Question, Row, Section
from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_matrices import MatrixReader, ranking
from core.questionnaires.xlsform_reading import read_xlsform
from core.questionnaires.xlsform_sheets import Findings, book_of
from core.questionnaires.xlsform_tree import tree_of
from core.questionnaires.xlsform_writing import write_xlsform
from core.sheets.model import Sheet
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook


def test_a_plain_group_is_no_table_and_a_repeat_is_one():
    found = Findings()
    rows = [
        ("begin group", "g"),
        ("text", "a"),
        ("end group", None),
        ("begin repeat", "r"),
        ("text", "b"),
        ("end repeat", None),
    ]
    book = book_of([Sheet("survey", [("type", "name"), *rows])], found)
    group, repeat = tree_of(book.survey, found)
    reader = MatrixReader(Choices(book.choices, False, found), found)
    assert reader.plan(group) is None
    plan = reader.plan(repeat)
    assert ([column.code for column in plan.columns], plan.open_rows) == (["b"], 20)


def test_a_ranking_is_a_table_of_places():
    found = Findings()
    line = book_of([Sheet("survey", [("type", "name"), ("rank l", "r")])], found).survey.lines[0]
    plan = ranking({"a": "甲", "b": "乙"}, line)
    assert plan.rows == [Row("a", "甲"), Row("b", "乙")]
    assert plan.columns[0].typed == Typed("integer")


MATRIX = Question(
    "M",
    "人员",
    Kind.MATRIX,
    rows=(Row("r1", "专职"), Row("r2", "兼职")),
    columns=(Column("c1", "人数", Kind.NUMBER), Column("c2", "备注")),
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[8].__setitem__(2, "人次"), "同一列的“label”不同"),
        (lambda rows: rows.pop(8), "列数不同"),
        (lambda rows: rows.insert(3, ["text", "x", "游离"] + [None] * 8), "只能放行"),
    ],
)
def test_a_table_of_ours_whose_lines_were_made_unequal_is_refused(change, words):
    data = write_xlsform(Form("卷", (Section("S", "节", (MATRIX,)),)))
    (survey, *_) = read_workbook(data, "x.xlsx")
    rows = [list(row) for row in survey.rows]
    change(rows)
    with pytest.raises(Invalid) as caught:
        read_xlsform(build_workbook([SheetContent("survey", rows[0], rows[1:])]), "x.xlsx")
    assert words in caught.value.problems[0].rule
